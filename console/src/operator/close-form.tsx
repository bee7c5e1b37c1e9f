import { useSignal } from '@preact/signals';
import { OUTCOMES, RECOVERED, type Outcome } from '../api/types';
import { t } from '../text/language';
import './close-form.css';

interface Closing {
  /** The incident's. */
  kind?: string | undefined;
  onClose: (outcome: Outcome, reason: string) => Promise<boolean>;
}

/** How it ended and why: both are part of the record. */
export function CloseForm({ kind, onClose }: Closing) {
  const outcomes: readonly Outcome[] = kind === 'theft' ? [RECOVERED, ...OUTCOMES] : OUTCOMES;
  const busy = useSignal(false);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const reason = form.elements.namedItem('reason') as HTMLTextAreaElement;
    const outcome = form.elements.namedItem('outcome') as HTMLSelectElement;
    reason.value = reason.value.trim();
    if (!form.reportValidity()) {
      return;
    }
    busy.value = true;
    await onClose(outcome.value as Outcome, reason.value);
    busy.value = false;
  };

  return (
    <form class="close-form" onSubmit={submit} aria-label={t('detail.close')}>
      <label class="field">
        <span>{t('close.outcome')}</span>
        <select name="outcome" data-testid="close-outcome" required>
          <option value="">{t('close.choose')}</option>
          {outcomes.map((outcome) => (
            <option key={outcome} value={outcome}>
              {t(`outcome.${outcome}`)}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>{t('close.reason')}</span>
        <textarea name="reason" data-testid="close-reason" rows={2} maxLength={500} required />
      </label>
      <button class="button primary" data-testid="close-confirm" disabled={busy.value}>
        {t('close.confirm')}
      </button>
    </form>
  );
}
