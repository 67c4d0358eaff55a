import { type Paint } from '../terminal/paint';
import { renderTable } from '../terminal/render-table';
import { type TimelineEntry } from './lead-api';

/** A lead's timeline, with the time since its first entry. */
export function timelineTable(timeline: readonly TimelineEntry[], paint: Paint): string[] {
  const start = Date.parse(timeline[0]?.at ?? '');
  const rows = timeline.map(({ at, type, title }) => [
    paint.dim(`+${Date.parse(at) - start} ms`),
    type,
    title,
  ]);
  return renderTable(['SINCE', 'ENTRY', 'WHAT HAPPENED'], rows);
}
