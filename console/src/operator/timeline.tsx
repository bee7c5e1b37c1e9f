import type { TimelineEntry } from '../api/types';
import { timeText } from '../text/format';
import { t, word } from '../text/language';
import { happeningText } from '../text/sentence';
import { now } from '../time/clock';

interface Props {
  entries: readonly TimelineEntry[];
  nameOf: (responder: string) => string;
}

export function Timeline({ entries, nameOf }: Props) {
  // What happened in one millisecond stays in its order.
  const newestFirst = [...entries].sort((a, b) => a.at - b.at).reverse();
  return (
    <section aria-labelledby="timeline-title">
      <h3 id="timeline-title">{t('detail.timeline')}</h3>
      <ol class="timeline" data-testid="timeline" reversed>
        {newestFirst.map((entry, index) => (
          <li key={newestFirst.length - index}>
            <time class="number" dateTime={new Date(entry.at).toISOString()}>
              {timeText(entry.at, now.peek())}
            </time>
            <span>
              {happeningText(entry.what, nameOf)}
              {entry.actor && <span class="dim"> · {word('actor', nameOf(entry.actor))}</span>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
