import { type ConnectorApi } from './connector-api';
import { type ConnectorStage, register, untilEnded } from './connector-stage';
import { previewText } from './previewed';
import { labelled } from './labelled';
import { readContact } from './readers/read-own-shapes';
import { CRM_EVENT, CRM_MAPPING, LEAD } from './samples';
import { type Answer } from './visit';

export const CRM = 'CRM API';

const DOWN: Answer = { status: 503, body: 'Back in a second.' };

/** A CRM whose API nobody has to be written for: body, headers, address and method are the mapping's. */
export async function tellMapping(stage: ConnectorStage, api: ConnectorApi): Promise<void> {
  const { evidence, screen } = stage;
  const { mapping, header_mapping: headers, url_mapping: url } = CRM_MAPPING;
  screen.print(...labelled('body', mapping), ...labelled('headers', headers), ...labelled('address', url));
  const event = { type: CRM_EVENT, data: LEAD };
  const preview = await api.preview({ ...CRM_MAPPING, event });
  evidence.contactPreview = preview;
  screen.print(...labelled('preview', previewText(preview)));
  await register(stage, api, {
    name: CRM,
    path: '/crm/v2/contacts',
    read: readContact,
    firstAnswers: [DOWN],
    shows: ['x-crm-team', 'x-synaptis-signature'],
    webhook: { events: [CRM_EVENT], description: CRM, ...CRM_MAPPING },
  });
  evidence.contact.event = await api.publish(CRM_EVENT, LEAD);
  await untilEnded(stage, api, evidence.contact);
}
