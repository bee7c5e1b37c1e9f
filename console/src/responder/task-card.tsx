import { SeverityMark, severityText } from '../alarm/severity-mark';
import type { OfferAction } from '../api/types';
import { distanceText, placeText, travelText } from '../text/format';
import { language, t, word, type Key } from '../text/language';
import { eitherLanguage } from '../text/sentence';
import { OfferMap } from './offer-map';
import type { KnownOffer, Step } from './offers';
import type { ResponderStore } from './store';
import './card.css';

const STEPS: readonly Step[] = ['accepted', 'en-route', 'arrived', 'cleared'];

const NEXT: Record<Exclude<Step, 'cleared'>, { action: OfferAction; label: Key }> = {
  accepted: { action: 'en-route', label: 'task.enRoute' },
  'en-route': { action: 'arrived', label: 'task.arrived' },
  arrived: { action: 'cleared', label: 'task.cleared' },
};

/** An accepted offer: where, who, what to do, and one big button for the next step. */
export function TaskCard({ offer, store }: { offer: KnownOffer; store: ResponderStore }) {
  const step = store.currentStep.value ?? 'accepted';
  const next = step === 'cleared' ? undefined : NEXT[step];
  return (
    <article
      class="card"
      data-testid="offer-card"
      data-offer-id={offer.id}
      data-state={offer.state}
      data-step={step}
      data-severity={offer.severity}
      aria-labelledby="offer-title"
    >
      {offer.drill && <p class="drill">{t('offer.drill')}</p>}
      <div class="head">
        <SeverityMark severity={offer.severity} />
        <div>
          <h2 id="offer-title">{word('kind', offer.kind)}</h2>
          <p class="dim">
            {severityText(offer.severity)} · {distanceText(offer.distanceMeters)} · {travelText(offer.travelSeconds)}
          </p>
        </div>
      </div>
      <dl class="facts address">
        <dt>{t('detail.address')}</dt>
        <dd data-testid="assignment-address">{offer.address ?? (offer.position ? placeText(offer.position.lat, offer.position.lon) : '–')}</dd>
      </dl>
      {offer.subject && (
        <dl class="facts">
          <dt>{t('detail.who')}</dt>
          <dd data-testid="assignment-subject">{offer.subject}</dd>
        </dl>
      )}
      {offer.instructions && (
        <p class="instructions" data-testid="assignment-instructions">
          {eitherLanguage(offer.instructions, language.value)}
        </p>
      )}
      <OfferMap offer={offer} self={store.self.value} label={t('task.map')} />
      <ol class="steps" aria-label={t('task.steps')}>
        {STEPS.map((each) => (
          <li
            key={each}
            class={STEPS.indexOf(each) <= STEPS.indexOf(step) ? 'done' : undefined}
            aria-current={each === step ? 'step' : undefined}
          >
            {t(`step.${each}`)}
          </li>
        ))}
      </ol>
      <div class="acts">
        {next && (
          <button
            type="button"
            class="button primary wide"
            data-testid={`assignment-${next.action}`}
            disabled={store.busy.value}
            onClick={() => void store.answer(offer.id, next.action)}
          >
            {t(next.label)}
          </button>
        )}
        {step === 'arrived' && (
          <button
            type="button"
            class="button wide"
            data-testid="assignment-check-in"
            disabled={store.busy.value}
            onClick={() => void store.answer(offer.id, 'arrived')}
          >
            {t('task.checkIn')}
          </button>
        )}
      </div>
    </article>
  );
}
