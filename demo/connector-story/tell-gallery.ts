import { renderTable } from '../terminal/render-table';
import { type ConnectorApi } from './connector-api';
import { isAsPreviewed } from './previewed';
import { type ConnectorStage, register, untilEnded } from './connector-stage';
import { type Destination, DESTINATIONS } from './destinations';
import { FORGED_ID, LEAD } from './samples';
import { type StandIn } from './stand-in';

export const GALLERY_EVENT = 'lead.submitted';

/** @returns the receivers by name */
export async function registerDestinations(
  stage: ConnectorStage,
  api: ConnectorApi,
): Promise<Map<string, StandIn>> {
  const standIns = await Promise.all(
    DESTINATIONS.map(async (destination): Promise<[string, StandIn]> => {
      const { standIn } = await register(stage, api, { ...destination, webhook: webhookOf(destination) });
      return [destination.name, standIn];
    }),
  );
  const rows = DESTINATIONS.map(({ name, format, role }) => [name, format, role]);
  stage.screen.print(...renderTable(['RECEIVER', 'FORMAT', 'WHAT IT DOES'], rows));
  return new Map(standIns);
}

function webhookOf({ name, format, formatOptions }: Destination) {
  return {
    events: [GALLERY_EVENT],
    description: name,
    format,
    ...(formatOptions && { format_options: formatOptions }),
  };
}

/** One event, in as many shapes as there are receivers. */
export async function tellGallery(
  stage: ConnectorStage,
  api: ConnectorApi,
  standIns: ReadonlyMap<string, StandIn>,
): Promise<void> {
  const { gallery } = stage.evidence;
  gallery.event = await api.publish(GALLERY_EVENT, LEAD);
  await untilEnded(stage, api, gallery);
  await forgeRequests(stage, standIns);
  await previewAgain(stage, api);
}

/** Shows everybody who can verify a request with another lead's id in the body. */
async function forgeRequests(
  { evidence: { forged } }: ConnectorStage,
  standIns: ReadonlyMap<string, StandIn>,
): Promise<void> {
  for (const { name, isSigned } of DESTINATIONS) {
    const standIn = standIns.get(name);
    const request = standIn?.visits[0]?.request;
    if (!isSigned || !standIn || !request) continue;
    forged.set(
      name,
      await standIn.read({ ...request, body: request.body.replaceAll(LEAD.lead_id, FORGED_ID) }),
    );
  }
}

/** Asks of the same event what each webhook would send. */
async function previewAgain({ evidence, screen }: ConnectorStage, api: ConnectorApi): Promise<void> {
  const { gallery, previews, webhookIds } = evidence;
  if (!gallery.event) return;
  const { id, type, created } = gallery.event;
  const event = { id, type, created, data: LEAD };
  await Promise.all(
    DESTINATIONS.map(async ({ name }) => {
      previews.set(name, await api.preview({ webhook_id: webhookIds.get(name), event }));
    }),
  );
  const alike = DESTINATIONS.filter(({ name }) => isAsPreviewed(evidence, name));
  screen.print(
    '',
    `POST /v1/mappings/preview with the same event shows the bytes that arrived at ${alike.length} of ` +
      `${DESTINATIONS.length}`,
  );
}
