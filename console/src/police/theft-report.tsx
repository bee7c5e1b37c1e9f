import { useSignal } from '@preact/signals';
import type { TheftReport, Vehicle } from '../api/things';
import { placeText, timeText } from '../text/format';
import { t } from '../text/language';
import { now } from '../time/clock';
import { ReportForm } from './report-form';
import type { PoliceStore } from './store';

interface Props {
  store: PoliceStore;
  vehicle: Vehicle;
}

/** The report that stands, with the way to withdraw it; else the way to make one. */
export function TheftReportPanel({ store, vehicle }: Props) {
  const writing = useSignal(false);
  const report = vehicle.theftReport;
  return (
    <section aria-labelledby="report-title">
      <h3 id="report-title">{t(report ? 'report.standing' : 'report.title')}</h3>
      {report ? (
        <>
          <ReportFacts report={report} />
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

/** Ends the hunt: asked twice. */
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
