import { type Pace } from '../../../../core/pacing';
import { type Encoding, type Format } from '../../format';
import { encodeJson, isRecord } from '../encode-json';
import { refused } from '../encoding';
import { NO_OPTIONS } from '../format-options';
import { signNothing } from '../sign-both-forms';
import { cutMarkup } from './cut-markup';
import { SLACK_MAPPING } from './default-mapping';
import { judgeSlack } from './judge-slack';
import { attachmentsFault, cutAttachments } from './slack-attachments';
import { blocksFault, cutBlocks } from './slack-blocks';

const MESSAGE_LENGTH = 40_000;

/** One message a second for each webhook, and short bursts above it (Slack, rate limits). */
const PACE: Pace = { burst: 3, intervalMs: 1_000 };

/** Messages for incoming webhooks of Slack, and of what speaks like it. A mapping gives text or a whole message. */
export const slackFormat: Format = {
  name: 'slack',
  title: 'Slack',
  description:
    'A message for an incoming webhook of Slack, made of blocks. Not signed: the URL is the secret.',
  ...NO_OPTIONS,
  defaultMapping: SLACK_MAPPING,
  encode: (content) => encodeMessage(typeof content === 'string' ? { text: content } : content),
  sign: signNothing,
  judge: judgeSlack,
  pace: () => PACE,
};

function encodeMessage(message: unknown): Encoding {
  if (!isRecord(message))
    return refused('The mapping must give a text or an object with `text` or `blocks`.');
  const { text, blocks, attachments } = message;
  if (text !== undefined && typeof text !== 'string') return refused('`text` must be text.');
  if (!text && isEmpty(blocks) && isEmpty(attachments)) {
    return refused('Slack needs `text` or `blocks`; an empty message is not accepted.');
  }
  const fault =
    (blocks === undefined ? null : blocksFault(blocks)) ??
    (attachments === undefined ? null : attachmentsFault(attachments));
  if (fault !== null) return refused(fault);
  return encodeJson({
    ...message,
    ...(text !== undefined && { text: cutMarkup(text, MESSAGE_LENGTH) }),
    ...(blocks !== undefined && { blocks: cutBlocks(blocks as Record<string, unknown>[]) }),
    ...(attachments !== undefined && {
      attachments: cutAttachments(attachments as Record<string, unknown>[]),
    }),
  });
}

function isEmpty(list: unknown): boolean {
  return list === undefined || (Array.isArray(list) && list.length === 0);
}
