import { untilSo } from '../story/until-so';
import { type ConnectorApi } from './connector-api';
import { type ConnectorStage, register, untilEnded } from './connector-stage';
import { previewText } from './previewed';
import { labelled } from './labelled';
import { readCommission } from './readers/read-own-shapes';
import { DEALS, FAILING_MAPPING, MENDED_MAPPING } from './samples';
import { type StandIn } from './stand-in';
import { headerOf } from './visit';

export const COMMISSIONS = 'commissions';

const EVENT = 'lead.crm_updated';

/** A mapping that nobody has tried with a text: its delivery waits until the mapping is mended. */
export async function tellHeld(stage: ConnectorStage, api: ConnectorApi): Promise<void> {
  const { evidence, screen } = stage;
  const { standIn, webhookId } = await register(stage, api, {
    name: COMMISSIONS,
    path: '/commissions',
    read: readCommission,
    shows: [],
    webhook: { events: [EVENT], description: COMMISSIONS, mapping: FAILING_MAPPING },
  });
  evidence.mended.event = await api.publish(EVENT, DEALS.text);
  evidence.unharmed.event = await api.publish(EVENT, DEALS.number);
  await untilEnded(stage, api, evidence.unharmed);
  await untilHeld(stage, api, standIn);
  screen.print(...failureLines(evidence.held?.delivery.parked_detail ?? ''));
  const event = { type: EVENT, data: DEALS.text };
  evidence.failingPreview = await api.preview({ webhook_id: webhookId, event });
  evidence.mendedPreview = await api.preview({ webhook_id: webhookId, mapping: MENDED_MAPPING, event });
  screen.print(
    ...labelled('mended', MENDED_MAPPING),
    ...labelled('preview', previewText(evidence.mendedPreview)),
  );
  await api.patchWebhook(webhookId, { mapping: MENDED_MAPPING });
  screen.print(...labelled('PATCH', `/v1/webhooks/${webhookId}`));
  await untilEnded(stage, api, evidence.mended);
}

async function untilHeld({ evidence, ...stage }: ConnectorStage, api: ConnectorApi, { visits }: StandIn) {
  const eventId = evidence.mended.event?.id ?? '';
  await untilSo(stage, 'the delivery to be held', async () => {
    const [delivery] = await api.readLog({ event_id: eventId });
    if (!delivery?.parked) return false;
    const sent = visits.filter(({ request }) => headerOf(request, 'webhook-id') === eventId);
    evidence.held = { delivery, visits: sent.length };
    return true;
  });
}

/** The sentence, and where in the expression it points. */
function failureLines(detail: string): string[] {
  const position = positionIn(detail);
  const pointer = position === null ? '' : `\n${' '.repeat(position - 1)}^`;
  return [...labelled('held', detail), ...labelled('mapping', FAILING_MAPPING + pointer)];
}

/** Counted from 1; null where the sentence tells none. */
export function positionIn(detail: string): number | null {
  const digits = /at character (\d+) of the expression/.exec(detail)?.[1];
  return digits === undefined ? null : Number(digits);
}
