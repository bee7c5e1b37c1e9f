import { useSignal } from '@preact/signals';
import type { TheftReport, Vehicle } from '../api/things';
import type { Incident } from '../api/types';
import { isOpen } from '../operator/picture';
import { placeText, timeText } from '../text/format';
import { t } from '../text/language';
import { now } from '../time/clock';
import { ReportForm } from './report-form';
import type { PoliceStore } from './store';

interface Props {
  store: PoliceStore;
  vehicle: Vehicle;
}

/** The report that stands, with the ways to end it; else the way to make one. */
export function TheftReportPanel({ store, vehicle }: Props) {
  const writing = useSignal(false);
  const report = vehicle.theftReport;
  return (
    <section aria-labelledby="report-title">
      <h3 id="report-title">{t(report ? 'report.standing' : 'report.title')}</h3>
      {report ? (
        <>
          <ReportFacts report={report} />
          {isTheft(store.incident.value) && <Recovered store={store} plate={vehicle.plate} />}
          <Withdraw store={store} plate={vehicle.plate} />
        </>
      ) : writing.value ? (
        <ReportForm store={store} plate={vehicle.plate} onEnd={() => (writing.value = false)} />
      ) : (
        <button type="button" class="button primary" data-testid="report-open" onClick={() => (writing.value = true)}>
          {t('report.open')}
        </button>
      )}
    </section>
  );
}

function ReportFacts({ report }: { report: TheftReport }) {
  const { lastSeen } = report;
  return (
    <dl class="facts" data-testid="theft-report" data-case={report.caseNumber}>
      <dt>{t('report.caseNumber')}</dt>
      <dd>{report.caseNumber}</dd>
      <dt>{t('report.reportedBy')}</dt>
      <dd>{report.reportedBy}</dd>
      {report.reportedAt !== undefined && (
        <>
          <dt>{t('report.reportedAt')}</dt>
          <dd class="number">{timeText(report.reportedAt, now.peek())}</dd>
        </>
      )}
      {lastSeen && (
        <>
          <dt>{t('report.lastSeenAt')}</dt>
          <dd class="number">
            {timeText(lastSeen.ts, now.peek())} · {placeText(lastSeen.lat, lastSeen.lon)}
          </dd>
        </>
      )}
    </dl>
  );
}

function isTheft(incident: Incident | undefined): boolean {
  return incident !== undefined && isOpen(incident) && incident.kind === 'theft';
}

/** The vehicle was found: ends its incident and the hunt with it. */
function Recovered({ store, plate }: { store: PoliceStore; plate: string }) {
  const telling = useSignal(false);
  if (!telling.value) {
    return (
      <button type="button" class="button primary" data-testid="recovered" onClick={() => (telling.value = true)}>
        {t('report.recovered')}
      </button>
    );
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const where = (event.currentTarget as HTMLFormElement).elements.namedItem('where') as HTMLInputElement;
    where.value = where.value.trim();
    if (where.reportValidity()) {
      void store.recovered(plate, where.value);
    }
  };
  return (
    <form class="withdraw" onSubmit={submit} aria-label={t('report.recovered')}>
      <label class="field">
        <span>{t('report.recoveredWhere')}</span>
        <input name="where" data-testid="recovered-where" maxLength={500} required />
      </label>
      <button class="button primary" data-testid="recovered-confirm">
        {t('report.recoveredConfirm')}
      </button>
      <button type="button" class="button quiet" onClick={() => (telling.value = false)}>
        {t('report.cancel')}
      </button>
    </form>
  );
}

/** Ends the hunt without a find: asked twice. */
function Withdraw({ store, plate }: { store: PoliceStore; plate: string }) {
  const asking = useSignal(false);
  if (!asking.value) {
    return (
      <button type="button" class="button" data-testid="withdraw" onClick={() => (asking.value = true)}>
        {t('report.withdraw')}
      </button>
    );
  }
  return (
    <div class="withdraw" role="group" aria-label={t('report.withdrawSure')}>
      <p>{t('report.withdrawSure')}</p>
      <button type="button" class="button primary" data-testid="withdraw-confirm" onClick={() => void store.withdraw(plate)}>
        {t('report.withdrawConfirm')}
      </button>
      <button type="button" class="button quiet" onClick={() => (asking.value = false)}>
        {t('report.cancel')}
      </button>
    </div>
  );
}
