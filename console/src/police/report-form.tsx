import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { TheftReport } from '../api/things';
import { placeText } from '../text/format';
import { t } from '../text/language';
import type { PoliceStore } from './store';

interface Props {
  store: PoliceStore;
  plate: string;
  onEnd: () => void;
}

/** Case, who reports it and, if anyone knows, when and where the owner saw it last. */
export function ReportForm({ store, plate, onEnd }: Props) {
  const busy = useSignal(false);
  const placeMissing = useSignal(false);
  const place = store.place.value;
  const withTime = useSignal(false);
  useEffect(() => {
    store.picking.value = withTime.value;
    return () => {
      store.picking.value = false;
    };
  }, [withTime.value]);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const caseNumber = String(form.get('caseNumber')).trim();
    const reportedBy = String(form.get('reportedBy')).trim();
    const seenAt = Date.parse(String(form.get('lastSeen') ?? ''));
    placeMissing.value = !Number.isNaN(seenAt) && place === null;
    if (caseNumber === '' || reportedBy === '' || placeMissing.value) {
      return;
    }
    const report: TheftReport = { caseNumber, reportedBy };
    if (!Number.isNaN(seenAt) && place) {
      report.lastSeen = { ts: seenAt, ...place };
    }
    busy.value = true;
    const done = await store.report(plate, report, t('why.case', { number: caseNumber }));
    busy.value = false;
    if (done) {
      onEnd();
    }
  };

  return (
    <form class="report-form" onSubmit={submit} aria-label={t('report.title')} data-testid="report-form">
      <label class="field">
        <span>{t('report.caseNumber')}</span>
        <input name="caseNumber" data-testid="report-case" autocomplete="off" maxLength={200} required autofocus />
      </label>
      <label class="field">
        <span>{t('report.reportedBy')}</span>
        <input name="reportedBy" data-testid="report-by" autocomplete="off" maxLength={200} required />
      </label>
      <label class="field">
        <span>{t('report.lastSeen')}</span>
        <input
          name="lastSeen"
          type="datetime-local"
          step={1}
          data-testid="report-last-seen"
          onInput={(event) => (withTime.value = event.currentTarget.value !== '')}
        />
      </label>
      {withTime.value && (
        <p class={placeMissing.value && !place ? 'bad' : 'dim'} role="status" data-testid="report-place" data-chosen={place !== null}>
          {place
            ? t('report.placeChosen', { place: placeText(place.lat, place.lon) })
            : t(placeMissing.value ? 'report.placeMissing' : 'report.lastSeenPlace')}
        </p>
      )}
      {withTime.value && !place && store.track.value.length > 0 && (
        <button type="button" class="button" data-testid="report-place-newest" onClick={() => store.placeAtNewest()}>
          {t('report.placeNewest')}
        </button>
      )}
      <div class="buttons">
        <button class="button primary" data-testid="report-submit" disabled={busy.value}>
          {t('report.submit')}
        </button>
        <button type="button" class="button quiet" onClick={onEnd}>
          {t('report.cancel')}
        </button>
      </div>
    </form>
  );
}
