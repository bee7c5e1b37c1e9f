import { useEffect } from 'preact/hooks';
import type { Api } from '../api/http';
import { ClosurePanel } from '../closure/closure-panel';
import type { Stale } from '../health/health';
import { HealthBanner } from '../health/health-banner';
import { t } from '../text/language';
import { AlarmBanner } from './alarm-banner';
import { IncidentDetail } from './incident-detail';
import { IncidentList } from './incident-list';
import { IncidentMap } from './incident-map';
import type { OperatorStore } from './store';
import { StormBanner } from './storm-banner';
import { TopBar } from './top-bar';
import './app.css';

interface Props {
  store: OperatorStore;
  api: Api;
  /** Parts of the platform that do not keep up. */
  stale: readonly Stale[];
}

export function OperatorPage({ store, api, stale }: Props) {
  const detail = store.selected.value !== null;
  useEffect(() => leaveByEscape(store), [store]);
  return (
    <div class="operator">
      <TopBar store={store} api={api} />
      <AlarmBanner store={store} />
      <HealthBanner stale={stale} />
      <StormBanner store={store} />
      <ProblemBar store={store} />
      <main class={detail ? 'with-detail' : undefined}>
        <IncidentList store={store} />
        <div class="map-frame" data-placing={store.closures.placing.value}>
          <IncidentMap store={store} />
          <ClosurePanel book={store.closures} here={place(store)} />
          <ul class="legend" aria-label={t('legend.title')}>
            <li>
              <i class="on-duty" />
              {t('legend.onDuty')}
            </li>
            <li>
              <i class="assigned" />
              {t('legend.assigned')}
            </li>
            <li>
              <i class="off-duty" />
              {t('legend.offDuty')}
            </li>
          </ul>
        </div>
        {detail && <IncidentDetail store={store} />}
      </main>
    </div>
  );
}

function place(store: OperatorStore): { lat: number; lon: number } | undefined {
  const id = store.selected.value;
  return id === null ? undefined : store.incidents.value.get(id)?.position;
}

/** Escape goes back to the list, to the row that was open. */
function leaveByEscape(store: OperatorStore): () => void {
  const leave = (event: KeyboardEvent) => {
    const id = store.selected.peek();
    if (event.key === 'Escape' && id !== null) {
      store.select(null);
      document.querySelector<HTMLElement>(`.incident-row[data-incident-id="${CSS.escape(id)}"]`)?.focus();
    }
  };
  window.addEventListener('keydown', leave);
  return () => window.removeEventListener('keydown', leave);
}

export function ProblemBar({ store }: { store: OperatorStore }) {
  const problem = store.problem.value;
  if (problem === null) {
    return null;
  }
  return (
    <div class="problem-bar" role="alert" data-testid="problem">
      <span>{problem === '' ? t('problem.unreachable') : t('problem.refused', { problem })}</span>
      <button type="button" class="button quiet" onClick={() => (store.problem.value = null)}>
        {t('problem.leave')}
      </button>
    </div>
  );
}
