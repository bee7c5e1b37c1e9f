import { useSignal } from '@preact/signals';
import { compassText } from '../evidence/facts';
import { clockText, timeText } from '../text/format';
import { t } from '../text/language';
import { now, serverNow } from '../time/clock';
import { headingOf } from '../track/track';
import type { PoliceStore } from './store';
import { TrackAccessPanel } from './track-access';

const HOURS = [1, 24, 168, 720] as const;
/** Beyond these, reads are counted only: nobody reads a thousand lines. */
const MOST_LISTED = 200;

/** The way so far in words: for who cannot see the map, and for the radio. */
export function TrackPanel({ store }: { store: PoliceStore }) {
  const track = store.track.value;
  const newest = track.at(-1);
  const heading = headingOf(track);
  const asked = store.plate.value !== null && store.reasons.value.has(store.plate.value);
  const placeName = (read: (typeof track)[number]) => [read.readerName ?? read.reader, read.road].filter(Boolean).join(' · ');
  return (
    <section
      class="track-panel"
      data-testid="track"
      data-count={track.length}
      data-newest={newest?.ts}
      aria-labelledby="track-title"
    >
      <h3 id="track-title">
        {t('track.title')} {asked && <span class="number">{t('track.count', { n: track.length })}</span>}
      </h3>
      {newest && (
        <p class="newest" role="status" data-testid="track-newest" data-reader={newest.reader}>
          <strong>{placeName(newest)}</strong>
          <span class="number" aria-hidden="true">
            <NewestAge ts={newest.ts} />
          </span>
          {heading !== undefined && <span>{t('track.heading', { compass: compassText(heading) })}</span>}
        </p>
      )}
      {asked && <RangePicker store={store} />}
      {asked && <TrackAccessPanel store={store} />}
      {track.length === 0 && !store.closed.value && <p class="dim">{t(asked ? 'track.none' : 'track.needsReason')}</p>}
      {track.length > 0 && (
        <details>
          <summary>{t('track.all')}</summary>
          <ol data-testid="track-points" data-count={track.length} tabIndex={0} aria-label={t('track.all')} reversed>
            {track
              .slice(-MOST_LISTED)
              .reverse()
              .map((read) => (
                <li key={`${read.ts}|${read.reader}`} data-testid="track-point" data-ts={read.ts} data-reader={read.reader}>
                  <time class="number" dateTime={new Date(read.ts).toISOString()}>
                    {timeText(read.ts, now.peek())}
                  </time>
                  <span>{placeName(read)}</span>
                </li>
              ))}
          </ol>
        </details>
      )}
    </section>
  );
}

function NewestAge({ ts }: { ts: number }) {
  return <>{t('track.newest', { age: clockText(now.value - ts) })}</>;
}

/** Back from now, which follows the vehicle, or between two times, which stands still. */
function RangePicker({ store }: { store: PoliceStore }) {
  const custom = useSignal(false);
  const range = store.range.value;
  const choose = (value: string) => {
    custom.value = value === 'custom';
    if (!custom.value) {
      store.chooseRange({ hours: Number(value) });
    }
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const from = Date.parse(String(form.get('from')));
    const to = Date.parse(String(form.get('to')));
    if (from < to) {
      store.chooseRange({ from, to });
    }
  };
  return (
    <>
      <label class="field">
        <span>{t('track.range')}</span>
        <select
          data-testid="track-range"
          value={custom.value || !('hours' in range) ? 'custom' : String(range.hours)}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          {HOURS.map((hours) => (
            <option key={hours} value={String(hours)}>
              {t(`track.range.${hours}`)}
            </option>
          ))}
          <option value="custom">{t('track.range.custom')}</option>
        </select>
      </label>
      {custom.value && (
        <form class="times" onSubmit={submit} aria-label={t('track.range')}>
          <label class="field">
            <span>{t('track.from')}</span>
            <input name="from" type="datetime-local" data-testid="track-from" defaultValue={localText(serverNow() - 86_400_000)} required />
          </label>
          <label class="field">
            <span>{t('track.to')}</span>
            <input name="to" type="datetime-local" data-testid="track-to" defaultValue={localText(serverNow())} required />
          </label>
          <button class="button" data-testid="track-show">
            {t('why.show')}
          </button>
        </form>
      )}
    </>
  );
}

/** As an input of date and time wants it: local, to the minute. */
function localText(at: number): string {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
