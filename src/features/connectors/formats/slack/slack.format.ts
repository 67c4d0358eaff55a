import { type Pace } from '../../../../core/pacing';
import { type Encoding, type Format } from '../../format';
import { encodeJson, isRecord } from '../encode-json';
import { refused } from '../encoding';
import { NO_OPTIONS } from '../format-options';
import { leaveOutNulls } from '../leave-out-nulls';
import { signNothing } from '../sign-both-forms';
import { cutMarkup } from './cut-markup';
import { SLACK_MAPPING } from './default-mapping';
import { judgeSlack } from './judge-slack';
import { attachmentsFault, cutAttachments, isShown } from './slack-attachments';
import { blocksFault, cutBlocks } from './slack-blocks';

const MESSAGE_LENGTH = 40_000;

type Part = Record<string, unknown>;

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

function encodeMessage(given: unknown): Encoding {
  const message = leaveOutNulls(given);
  if (!isRecord(message))
    return refused('The mapping must give a text or an object with `text` or `blocks`.');
  const { text, blocks = [], attachments = [] } = message;
  if (text !== undefined && typeof text !== 'string') return refused('`text` must be text.');
  const fault = blocksFault(blocks) ?? attachmentsFault(attachments);
  if (fault !== null) return refused(fault);
  const shown = [...(blocks as Part[]), ...(attachments as Part[]).filter(isShown)];
  if (!text?.trim() && shown.length === 0) {
    return refused('Slack needs `text` or `blocks`; an empty message is not accepted.');
  }
  return encodeJson({
    ...message,
    ...(text !== undefined && { text: cutMarkup(text, MESSAGE_LENGTH) }),
    ...('blocks' in message && { blocks: cutBlocks(blocks as Part[]) }),
    ...('attachments' in message && { attachments: cutAttachments(attachments as Part[]) }),
  });
}
