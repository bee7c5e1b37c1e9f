import { SeverityMark } from '../alarm/severity-mark';
import { t } from '../text/language';
import { SEVERITIES, STATE_FILTERS, toggled, type StateFilter } from './filters';
import { FAMILIES } from './picture';
import type { OperatorStore } from './store';
import './filter-bar.css';

/** What is shown of the list and on the map; what it keeps out of sight is counted below. */
export function FilterBar({ store }: { store: OperatorStore }) {
  const hidden = store.hidden.value;
  const open = store.filter.value === 'open';
  return (
    <div class="filter-bar">
      <div class="toggles" role="group" aria-label={t('filter.severity')}>
        {SEVERITIES.map((severity) => (
          <button
            key={severity}
            type="button"
            data-testid={`show-${severity}`}
            aria-pressed={!hidden.severities.has(severity)}
            onClick={() => store.hide({ ...hidden, severities: toggled(hidden.severities, severity) })}
          >
            <SeverityMark severity={severity} />
          </button>
        ))}
      </div>
      <div class="toggles" role="group" aria-label={t('filter.family')}>
        {FAMILIES.map((family) => (
          <button
            key={family}
            type="button"
            data-testid={`show-${family}`}
            aria-pressed={!hidden.families.has(family)}
            onClick={() => store.hide({ ...hidden, families: toggled(hidden.families, family) })}
          >
            {t(`family.${family}`)}
          </button>
        ))}
      </div>
      {open && (
        <select
          aria-label={t('filter.state')}
          data-testid="filter-state"
          value={hidden.state}
          onChange={(event) => store.hide({ ...hidden, state: event.currentTarget.value as StateFilter })}
        >
          {STATE_FILTERS.map((state) => (
            <option key={state} value={state}>
              {t(`filter.state.${state}`)}
            </option>
          ))}
        </select>
      )}
      {store.hiddenCount.value > 0 && (
        <p class="hidden" role="status" data-testid="hidden-count" data-count={store.hiddenCount.value}>
          <span>{t('filter.hidden', { n: store.hiddenCount.value })}</span>
          <button type="button" class="button quiet" data-testid="show-all" onClick={() => store.showAll()}>
            {t('filter.reset')}
          </button>
        </p>
      )}
    </div>
  );
}
