import { renderTable } from '../terminal/render-table';
import { type ConnectorApi } from './connector-api';
import { type ConnectorStage, register, untilEnded } from './connector-stage';
import { labelled } from './labelled';
import { readHotLead } from './readers/read-own-shapes';
import { FILTER, SCORED_LEADS } from './samples';

export const HOT_LEADS = 'hot leads';

const EVENT = 'lead.distributed';

/** Three leads of one type; the filter wants one of them. */
export async function tellFilter(stage: ConnectorStage, api: ConnectorApi): Promise<void> {
  const { evidence, screen } = stage;
  screen.print(...labelled('filter', JSON.stringify(FILTER)));
  await register(stage, api, {
    name: HOT_LEADS,
    path: '/hot',
    read: readHotLead,
    shows: [],
    webhook: { events: [EVENT], description: HOT_LEADS, filter: FILTER },
  });
  for (const { lead } of SCORED_LEADS) {
    const { filter } = await api.preview({ filter: FILTER, event: { type: EVENT, data: lead } });
    const event = await api.publish(EVENT, lead);
    evidence.scored.push({ event, log: [], matches: filter?.matches });
  }
  for (const told of evidence.scored) await untilEnded(stage, api, told);
  const rows = SCORED_LEADS.map(({ lead }, index) => [
    lead.lead_id,
    lead.state,
    String(lead.quality_score),
    evidence.scored[index]?.matches ? 'wanted' : 'not wanted',
    String(evidence.scored[index]?.event?.deliveries),
  ]);
  screen.print(...renderTable(['PUBLISHED', 'STATE', 'SCORE', 'PREVIEW', 'DELIVERIES'], rows));
}
