import { type Pace } from '../../../../core/pacing';
import { type Encoding, type Format } from '../../format';
import { encodeJson, isRecord } from '../encode-json';
import { refused } from '../encoding';
import { NO_OPTIONS } from '../format-options';
import { leaveOutNulls } from '../leave-out-nulls';
import { signNothing } from '../sign-both-forms';
import { TEAMS_MAPPING } from './default-mapping';
import { fitCard } from './fit-card';
import { judgeTeams } from './judge-teams';

const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

/** Without the charset Teams may count two bytes a character, which halves what it takes. */
const CONTENT_TYPE = 'application/json; charset=utf-8';

/** Four messages in any second for each channel (Microsoft, webhooks and connectors). */
const PACE: Pace = { burst: 2, intervalMs: 500 };

/** Messages for webhooks made with Workflows in Teams. A mapping gives text, an adaptive card or a whole message. */
export const teamsFormat: Format = {
  name: 'teams',
  title: 'Microsoft Teams',
  description:
    'An adaptive card for a Workflows webhook of Microsoft Teams. Not signed: the URL is the secret.',
  ...NO_OPTIONS,
  defaultMapping: TEAMS_MAPPING,
  encode(content) {
    const message = messageOf(leaveOutNulls(content));
    if (typeof message === 'string') return refused(message);
    return encodeFitted(message);
  },
  sign: signNothing,
  judge: judgeTeams,
  pace: () => PACE,
};

function encodeFitted(message: Record<string, unknown>): Encoding {
  const fitted = fitCard(message);
  return fitted === null
    ? refused('The message is larger than 28 KB, even with its texts cut; Teams does not take it.')
    : encodeJson(fitted, CONTENT_TYPE);
}

/** The message around what the mapping gave, or a sentence about what is wrong with it. */
function messageOf(content: unknown): Record<string, unknown> | string {
  if (typeof content === 'string' && content.trim() !== '') {
    return withCard({ type: 'AdaptiveCard', body: [{ type: 'TextBlock', text: content, wrap: true }] });
  }
  if (!isRecord(content))
    return 'The mapping must give a text, an adaptive card or a message with `attachments`.';
  if (content['type'] === 'AdaptiveCard') return cardFault(content) ?? withCard(content);
  const { attachments } = content;
  if (!Array.isArray(attachments) || attachments.length === 0) {
    return 'The mapping must give an object with `type` AdaptiveCard, or a message with `attachments`.';
  }
  const isListOfCards = attachments.every(
    (one) => isRecord(one) && one['contentType'] === CARD_TYPE && isRecord(one['content']),
  );
  return isListOfCards
    ? { type: 'message', ...content }
    : `Each attachment must have the contentType ${CARD_TYPE} and a content.`;
}

function withCard(card: Record<string, unknown>): Record<string, unknown> {
  const content = { version: '1.5', ...card };
  return { type: 'message', attachments: [{ contentType: CARD_TYPE, contentUrl: null, content }] };
}

/** A card may do without a body where it has actions to show. */
function cardFault({ body = [], actions = [] }: Record<string, unknown>): string | null {
  const isListOfElements = [body, actions].every((list) => Array.isArray(list) && list.every(isRecord));
  return isListOfElements && [body, actions].flat().length > 0
    ? null
    : 'The `body` of an adaptive card must be a list of at least one element.';
}
