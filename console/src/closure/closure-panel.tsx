import { useSignal } from '@preact/signals';
import type { Closure } from '../api/things';
import { timeText } from '../text/format';
import { t, type Key } from '../text/language';
import { now } from '../time/clock';
import type { ClosureBook } from './closures';
import './closure-panel.css';

const HOUR = 3_600_000;
const LASTS: readonly [hours: number, text: Key][] = [
  [0, 'closures.byHand'],
  [1, 'closures.hour'],
  [4, 'closures.fourHours'],
  [12, 'closures.twelveHours'],
];

interface Props {
  book: ClosureBook;
  /** Where the incident is that is looked at. */
  here: { lat: number; lon: number } | undefined;
}

/** Which roads are closed, over a corner of the map; opened to close one or open it again. */
export function ClosurePanel({ book, here }: Props) {
  const isOpen = useSignal(false);
  const standing = book.standing.value;
  const shut = () => {
    book.cancel();
    isOpen.value = false;
  };
  if (!isOpen.value) {
    return (
      <button
        type="button"
        class="closures-toggle button"
        data-testid="closures-toggle"
        aria-expanded="false"
        onClick={() => (isOpen.value = true)}
      >
        {t('closures.title')} <span class="number">{standing.length}</span>
      </button>
    );
  }
  return (
    <section class="closures" aria-label={t('closures.title')} data-testid="closures">
      <header>
        <h2>
          {t('closures.title')} <span class="dim number">{standing.length}</span>
        </h2>
        <button type="button" class="button quiet" data-testid="closures-shut" onClick={shut}>
          {t('closures.shut')}
        </button>
      </header>
      {standing.length === 0 && <p class="dim">{t('closures.none')}</p>}
      <ul>
        {standing.map((closure) => (
          <li key={closure.id}>
            <Row closure={closure} book={book} />
          </li>
        ))}
      </ul>
      <Placing book={book} here={here} />
    </section>
  );
}

function Row({ closure, book }: { closure: Closure; book: ClosureBook }) {
  const asking = useSignal(false);
  return (
    <div class="closure" data-testid="closure" data-id={closure.id}>
      <p>
        <strong>{closure.streets.length > 0 ? closure.streets.join(', ') : t('closures.unnamed')}</strong> ·{' '}
        {closure.reason}
      </p>
      <p class="dim">
        {closure.closedBy} {timeText(closure.closedAt, now.peek())} ·{' '}
        {closure.until === undefined ? t('closures.byHand') : t('closures.until', { time: timeText(closure.until, now.peek()) })}
      </p>
      {asking.value ? (
        <div class="line">
          <button type="button" class="button primary" data-testid="closure-open-confirm" onClick={() => void book.open(closure.id)}>
            {t('closures.openYes')}
          </button>
          <button type="button" class="button quiet" onClick={() => (asking.value = false)}>
            {t('closures.cancel')}
          </button>
        </div>
      ) : (
        <button type="button" class="button" data-testid="closure-open" onClick={() => (asking.value = true)}>
          {t('closures.open')}
        </button>
      )}
    </div>
  );
}

/** First where, then why and for how long. */
function Placing({ book, here }: Props) {
  if (book.draft.value) {
    return <CloseForm book={book} />;
  }
  if (book.placing.value) {
    return (
      <div class="line">
        <p role="status">{t('closures.click')}</p>
        <button type="button" class="button quiet" onClick={book.cancel}>
          {t('closures.cancel')}
        </button>
      </div>
    );
  }
  return (
    <div class="line">
      <button type="button" class="button" data-testid="closures-place" onClick={() => (book.placing.value = true)}>
        {t('closures.place')}
      </button>
      {here && (
        <button type="button" class="button" data-testid="closures-here" onClick={() => book.place(here.lat, here.lon)}>
          {t('closures.here')}
        </button>
      )}
    </div>
  );
}

function CloseForm({ book }: { book: ClosureBook }) {
  const busy = useSignal(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    const reason = String(given.get('reason')).trim();
    const hours = Number(given.get('lasts'));
    if (reason === '') {
      return;
    }
    busy.value = true;
    await book.close(reason, hours === 0 ? undefined : now.peek() + hours * HOUR);
    busy.value = false;
  };
  const widen = (event: Event) => {
    const meters = (event.currentTarget as HTMLInputElement).valueAsNumber;
    const draft = book.draft.peek();
    if (draft && meters >= 1) {
      book.draft.value = { ...draft, radiusMeters: meters };
    }
  };
  return (
    <form class="closure-form" onSubmit={submit} aria-label={t('closures.place')}>
      <label class="field">
        <span>{t('closures.reason')}</span>
        <input name="reason" data-testid="closure-reason" maxLength={200} required autofocus />
      </label>
      <label class="field">
        <span>{t('closures.radius')}</span>
        <input
          name="radius"
          data-testid="closure-radius"
          type="number"
          min={1}
          max={5000}
          value={book.draft.value?.radiusMeters}
          onInput={widen}
          required
        />
      </label>
      <label class="field">
        <span>{t('closures.lasts')}</span>
        <select name="lasts" data-testid="closure-lasts">
          {LASTS.map(([hours, text]) => (
            <option key={hours} value={hours}>
              {t(text)}
            </option>
          ))}
        </select>
      </label>
      <div class="line">
        <button class="button primary" data-testid="closure-confirm" disabled={busy.value}>
          {t('closures.close')}
        </button>
        <button type="button" class="button quiet" onClick={book.cancel}>
          {t('closures.cancel')}
        </button>
      </div>
    </form>
  );
}
