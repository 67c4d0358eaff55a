import { cutText } from '../cut-text';

/** An `&amp;` or `<https://…|link>` that a cut has left without its end. */
const UNFINISHED = /(?:&[a-z]{0,4}|<[^<>]*)…$/;

/** Cuts Slack's markup to a length without leaving half an entity or half a link. */
export function cutMarkup(text: string, limit: number): string {
  return text.length <= limit ? text : cutText(text, limit).replace(UNFINISHED, '…');
}
