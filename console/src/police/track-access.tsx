import { useSignal } from '@preact/signals';
import type { TrackAccess } from '../api/things';
import { timeText } from '../text/format';
import { t } from '../text/language';
import { now, serverNow } from '../time/clock';
import type { PoliceStore } from './store';

const DAY_MILLIS = 86_400_000;
const CONSENT_DAYS = [1, 7, 30] as const;

/** On what ground the track is open, or what would open it. */
export function TrackAccessPanel({ store }: { store: PoliceStore }) {
  const plate = store.plate.value;
  const closed = store.closed.value;
  const { ground, consent } = store.access.value;
  if (plate === null) {
    return null;
  }
  return (
    <div class="track-access" data-testid="track-access" data-closed={closed ?? 'no'} data-ground={ground?.kind}>
      {closed === null && ground && <p class="dim">{groundText(ground)}</p>}
      {closed === 'case' && ground && <p class="dim">{groundText(ground)}</p>}
      {closed === 'case' && !ground && <p role="status">{t('track.noCase')}</p>}
      {closed === 'second person' && <SecondPerson store={store} plate={plate} />}
      {consent && (
        <p class="line dim">
          <span>{t('consent.standing', { name: consent.givenBy, until: timeText(consent.until, now.peek()) })}</span>
          <button type="button" class="button quiet" data-testid="consent-end" onClick={() => void store.endConsent(plate)}>
            {t('consent.end')}
          </button>
        </p>
      )}
      {closed === 'case' && !consent && <ConsentForm key={plate} store={store} plate={plate} />}
    </div>
  );
}

function groundText(ground: NonNullable<TrackAccess['ground']>): string {
  return t(`track.ground.${ground.kind}`, {
    reference: ground.reference,
    from: ground.from === undefined ? '' : timeText(ground.from, now.peek()),
    to: ground.to === undefined ? '' : timeText(ground.to, now.peek()),
  });
}

/** Who asked waits; else the way to ask. */
function SecondPerson({ store, plate }: { store: PoliceStore; plate: string }) {
  const asked = store.requests.value.some((each) => each.plate === plate);
  return (
    <>
      <p role="status">{t('track.secondPerson')}</p>
      {asked ? (
        <p class="dim" data-testid="second-asked">
          {t('track.secondAsked')}
        </p>
      ) : (
        <button type="button" class="button" data-testid="second-ask" onClick={() => void store.askSecondPerson(plate)}>
          {t('track.askSecond')}
        </button>
      )}
    </>
  );
}

function ConsentForm({ store, plate }: { store: PoliceStore; plate: string }) {
  const writing = useSignal(false);
  if (!writing.value) {
    return (
      <button type="button" class="button" data-testid="consent-open" onClick={() => (writing.value = true)}>
        {t('consent.open')}
      </button>
    );
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const givenBy = String(form.get('givenBy')).trim();
    const reference = String(form.get('reference')).trim();
    if (givenBy !== '' && reference !== '') {
      // A minute less: our clock may be ahead of the server's.
      const until = Math.floor(serverNow()) + Number(form.get('days')) * DAY_MILLIS - 60_000;
      void store.consent(plate, { givenBy, reference, until });
    }
  };
  return (
    <form class="report-form" onSubmit={submit} aria-label={t('consent.open')} data-testid="consent-form">
      <label class="field">
        <span>{t('consent.givenBy')}</span>
        <input name="givenBy" data-testid="consent-by" autocomplete="off" maxLength={200} required autofocus />
      </label>
      <label class="field">
        <span>{t('consent.reference')}</span>
        <input name="reference" data-testid="consent-reference" autocomplete="off" maxLength={200} required />
      </label>
      <label class="field">
        <span>{t('consent.lasts')}</span>
        <select name="days" data-testid="consent-days">
          {CONSENT_DAYS.map((days) => (
            <option key={days} value={String(days)}>
              {t(`consent.days.${days}`)}
            </option>
          ))}
        </select>
      </label>
      <div class="buttons">
        <button class="button primary" data-testid="consent-submit">
          {t('consent.submit')}
        </button>
        <button type="button" class="button quiet" onClick={() => (writing.value = false)}>
          {t('report.cancel')}
        </button>
      </div>
    </form>
  );
}
