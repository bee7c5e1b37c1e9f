import { useSignal } from '@preact/signals';
import { SeverityMark, severityText } from '../alarm/severity-mark';
import type { Incident, Severity } from '../api/types';
import { t } from '../text/language';
import { FilterBar } from './filter-bar';
import { GroupRows } from './group-rows';
import { isUrgent } from './groups';
import { IncidentRows } from './incident-rows';
import type { Filter, OperatorStore } from './store';
import './incident-list.css';

const FILTERS: readonly Filter[] = ['open', 'closed'];
/** What can wait stands folded below what cannot. */
const FOLDING: readonly Severity[] = ['P3', 'P4'];
const STORED = 'citywatch.unfolded';

export function IncidentList({ store }: { store: OperatorStore }) {
  const shown = store.shown.value;
  const folding = store.filter.value === 'open';
  const storm = folding && store.storm.value !== null;
  const urgent = folding ? shown.filter(isUrgent) : shown;
  return (
    <section class="incident-list" aria-labelledby="incident-list-title">
      <header>
        <h2 id="incident-list-title">
          {t('list.title')} <span class="dim number">{shown.length}</span>
        </h2>
        <div class="filter" role="group" aria-label={t('list.filter')}>
          {FILTERS.map((filter) => (
            <button
              key={filter}
              type="button"
              data-testid={`filter-${filter}`}
              aria-pressed={store.filter.value === filter}
              onClick={() => store.choose(filter)}
            >
              {t(`list.${filter}`)}
            </button>
          ))}
        </div>
      </header>
      <FilterBar store={store} />
      <div class="rows" data-testid="incident-list" role="group" aria-labelledby="incident-list-title">
        {storm ? <GroupRows store={store} incidents={shown} /> : <IncidentRows store={store} incidents={urgent} />}
        {urgent.length === 0 && <p class="empty">{emptyText(store, shown.length > 0)}</p>}
        {folding &&
          !storm &&
          FOLDING.map((severity) => (
            <Fold
              key={severity}
              store={store}
              severity={severity}
              incidents={shown.filter((incident) => incident.severity === severity)}
            />
          ))}
      </div>
    </section>
  );
}

function emptyText(store: OperatorStore, othersShown: boolean): string {
  if (!store.loaded.value) {
    return t('loading');
  }
  if (othersShown) {
    return t('list.none.urgent');
  }
  return t(store.hiddenCount.value > 0 ? 'list.none.filtered' : `list.none.${store.filter.value}`);
}

interface FoldProps {
  store: OperatorStore;
  severity: Severity;
  incidents: readonly Incident[];
}

/** The incidents of one severity behind their count; the one that is looked at shows all the same. */
function Fold({ store, severity, incidents }: FoldProps) {
  const unfolded = useSignal((localStorage.getItem(STORED) ?? '').split(',').includes(severity));
  if (incidents.length === 0) {
    return null;
  }
  const toggle = () => {
    unfolded.value = !unfolded.value;
    const others = (localStorage.getItem(STORED) ?? '').split(',').filter((each) => each !== '' && each !== severity);
    localStorage.setItem(STORED, (unfolded.value ? [...others, severity] : others).join(','));
  };
  return (
    <>
      <button
        type="button"
        class="fold"
        data-testid={`fold-${severity}`}
        data-count={incidents.length}
        aria-expanded={unfolded.value}
        onClick={toggle}
      >
        <SeverityMark severity={severity} />
        <span>{severityText(severity)}</span>
        <span class="number">{incidents.length}</span>
        <span class="dim">{t(unfolded.value ? 'group.hide' : 'group.show')}</span>
      </button>
      <IncidentRows
        store={store}
        incidents={unfolded.value ? incidents : incidents.filter((each) => each.id === store.selected.value)}
      />
    </>
  );
}
