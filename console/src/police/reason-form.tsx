import { t } from '../text/language';
import type { PoliceStore } from './store';

/** Asked once a vehicle: owner and track are personal, and each look at them is written down with this reason. */
export function ReasonForm({ store, plate }: { store: PoliceStore; plate: string }) {
  const given = store.reasons.value.get(plate);
  if (given !== undefined) {
    return (
      <p class="given dim" data-testid="reason-given">
        {t('why.given', { reason: given })}
      </p>
    );
  }
  const caseNumber = store.vehicle.value?.theftReport?.caseNumber;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget as HTMLFormElement).get('reason')).trim();
    if (reason !== '') {
      void store.giveReason(plate, reason);
    }
  };
  return (
    <form class="why" onSubmit={submit} aria-label={t('why.field')}>
      <p class="dim">{t('why.title')}</p>
      <div class="line">
        <input
          key={caseNumber}
          name="reason"
          data-testid="reason-input"
          aria-label={t('why.field')}
          placeholder={t('why.placeholder')}
          defaultValue={caseNumber && t('why.case', { number: caseNumber })}
          maxLength={200}
          required
        />
        <button class="button" data-testid="reason-give">
          {t('why.show')}
        </button>
      </div>
    </form>
  );
}
