import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { SeverityMark, severityText } from '../alarm/severity-mark';
import { distanceText, secondsLeft, travelText } from '../text/format';
import { t, word } from '../text/language';
import { now } from '../time/clock';
import { OfferMap } from './offer-map';
import type { KnownOffer } from './offers';
import type { ResponderStore } from './store';
import './card.css';

const REASONS = ['notNow', 'tooFar', 'unwell', 'other'] as const;
const SHORT_SECONDS = 10;

/** An offer that waits for an answer. Nothing here tells whose door it is: that comes with acceptance. */
export function OfferCard({ offer, store }: { offer: KnownOffer; store: ResponderStore }) {
  const reason = useSignal<(typeof REASONS)[number]>('notNow');
  const firstLeft = useSignal(Math.max(1, secondsLeft(offer.deadline, now.peek())));
  const left = secondsLeft(offer.deadline, now.value);
  const over = left === 0;
  const still = store.busy.value || over;
  useEffect(() => {
    if (over) {
      void store.loadOffers();
    }
  }, [over]);
  return (
    <article
      class="card"
      data-testid="offer-card"
      data-offer-id={offer.id}
      data-state={offer.state}
      data-severity={offer.severity}
      aria-labelledby="offer-title"
    >
      <div class="time-bar" aria-hidden="true">
        <span style={{ width: `${Math.min(100, (left / firstLeft.value) * 100)}%` }} />
      </div>
      {offer.drill && <p class="drill">{t('offer.drill')}</p>}
      <div class="head">
        <SeverityMark severity={offer.severity} />
        <div>
          <h2 id="offer-title">{word('kind', offer.kind)}</h2>
          <p class="dim">{severityText(offer.severity)}</p>
        </div>
        <p
          class="left number"
          role="timer"
          aria-label={t('offer.secondsLeft', { n: left })}
          data-testid="offer-countdown"
          data-short={left <= SHORT_SECONDS}
        >
          {t('time.seconds', { n: left })}
        </p>
      </div>
      <dl class="numbers">
        <dt>{t('offers.distance')}</dt>
        <dd>{distanceText(offer.distanceMeters)}</dd>
        <dt>{t('offers.travel')}</dt>
        <dd>{travelText(offer.travelSeconds)}</dd>
      </dl>
      <OfferMap offer={offer} self={store.self.value} label={t('offer.area')} />
      <p class="note">
        {t(over ? 'offer.over' : 'offer.areaHint')}
        {store.waiting.value > 1 && ` ${t('offer.more')}`}
      </p>
      <div class="acts">
        <button
          type="button"
          class="button primary wide"
          data-testid="offer-accept"
          disabled={still}
          onClick={() => void store.answer(offer.id, 'accept')}
        >
          {t('offer.accept')}
        </button>
        <div class="decline">
          <select
            aria-label={t('offer.why')}
            data-testid="offer-decline-reason"
            value={reason.value}
            onChange={(event) => (reason.value = event.currentTarget.value as (typeof REASONS)[number])}
          >
            {REASONS.map((code) => (
              <option key={code} value={code}>
                {t(`decline.${code}`)}
              </option>
            ))}
          </select>
          <button
            type="button"
            class="button"
            data-testid="offer-decline"
            disabled={still}
            onClick={() => void store.answer(offer.id, 'decline', t(`decline.${reason.value}`))}
          >
            {t('offer.decline')}
          </button>
        </div>
      </div>
    </article>
  );
}
