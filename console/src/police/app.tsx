import { useEffect } from 'preact/hooks';
import type { Api } from '../api/http';
import type { Stale } from '../health/health';
import { HealthBanner } from '../health/health-banner';
import { ProblemBar } from '../operator/app';
import { PageBar } from '../operator/top-bar';
import { t } from '../text/language';
import { CaseList } from './case-list';
import { CaseMap } from './case-map';
import { CasePanel } from './case-panel';
import type { PoliceStore } from './store';
import { VehicleSearch } from './vehicle-search';
import '../operator/app.css';
import './police.css';

interface Props {
  store: PoliceStore;
  api: Api;
  stale: readonly Stale[];
}

export function PolicePage({ store, api, stale }: Props) {
  const chosen = store.plate.value !== null || store.incident.value !== undefined;
  useEffect(() => leaveByEscape(store), [store]);
  return (
    <div class="operator police" data-testid="police-page">
      <PageBar connection={store.picture.connection.value} api={api}>
        <p class="dim">{t('police.title')}</p>
      </PageBar>
      <HealthBanner stale={stale} />
      <ProblemBar store={store.picture} />
      <main class={chosen ? 'with-detail' : undefined}>
        <div class="desk">
          <VehicleSearch store={store} />
          <CaseList store={store} />
        </div>
        <div class="map-frame">
          <CaseMap store={store} />
          <ul class="legend" aria-label={t('police.legend')}>
            <li>
              <i class="track" />
              {t('police.legendTrack')}
            </li>
            <li>
              <i class="before" />
              {t('police.legendBefore')}
            </li>
            <li>
              <i class="newest" />
              {t('police.legendNewest')}
            </li>
            <li>
              <i class="assigned" />
              {t('police.legendOfficer')}
            </li>
            <li>
              <i class="likely" />
              {t('police.legendLikely')}
            </li>
            <li>
              <i class="reach" />
              {t('police.legendReach')}
            </li>
          </ul>
        </div>
        {chosen && <CasePanel store={store} />}
      </main>
    </div>
  );
}

function leaveByEscape(store: PoliceStore): () => void {
  const leave = (event: KeyboardEvent) => {
    const plate = store.plate.peek();
    const chosen = plate ?? store.incident.peek()?.subject?.id;
    if (event.key === 'Escape' && chosen !== undefined) {
      void store.choose(null);
      document.querySelector<HTMLElement>(`.desk [data-plate="${CSS.escape(chosen)}"]`)?.focus();
    }
  };
  window.addEventListener('keydown', leave);
  return () => window.removeEventListener('keydown', leave);
}
