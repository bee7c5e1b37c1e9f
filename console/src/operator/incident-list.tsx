import { SeverityMark } from '../alarm/severity-mark';
import type { Incident } from '../api/types';
import { clockText, timeText } from '../text/format';
import { t, word } from '../text/language';
import { now } from '../time/clock';
import { isCalling, isOpen, kindOf } from './picture';
import type { Filter, OperatorStore } from './store';
import './incident-list.css';

const FILTERS: readonly Filter[] = ['open', 'closed'];

export function IncidentList({ store }: { store: OperatorStore }) {
  const shown = store.shown.value;
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
      <ul data-testid="incident-list" aria-labelledby="incident-list-title">
        {shown.map((incident) => (
          <li key={incident.id}>
            <IncidentRow
              incident={incident}
              selected={store.selected.value === incident.id}
              onSelect={() => store.select(incident.id)}
            />
          </li>
        ))}
      </ul>
      {shown.length === 0 && (
        <p class="empty">{t(store.loaded.value ? `list.none.${store.filter.value}` : 'loading')}</p>
      )}
    </section>
  );
}

interface RowProps {
  incident: Incident;
  selected: boolean;
  onSelect: () => void;
}

function IncidentRow({ incident, selected, onSelect }: RowProps) {
  return (
    <button
      type="button"
      class="incident-row"
      data-testid="incident-row"
      data-incident-id={incident.id}
      data-severity={incident.severity}
      data-state={incident.state}
      data-acknowledged={incident.acknowledged === true}
      data-calling={isCalling(incident)}
      aria-pressed={selected}
      onClick={onSelect}
    >
      <SeverityMark severity={incident.severity} />
      <span class="line">
        <span class="what">{incidentTitle(incident)}</span>
        <Age incident={incident} />
      </span>
      <span class="line second">
        <span class="who">{subjectText(incident)}</span>
        <span class="state">
          {word('state', incident.state)}
          {isOpen(incident) && (
            <span class={incident.acknowledged ? 'taken' : 'waiting'}>
              {' · '}
              {t(incident.acknowledged ? 'acknowledged' : 'unacknowledged')}
            </span>
          )}
        </span>
      </span>
    </button>
  );
}

/** Reads the clock alone, so that a tick draws no row anew. */
function Age({ incident }: { incident: Incident }) {
  return (
    <time class="age number" dateTime={new Date(incident.openedAt).toISOString()}>
      {isOpen(incident) ? clockText(now.value - incident.openedAt) : timeText(incident.openedAt, now.value)}
    </time>
  );
}

export function incidentTitle(incident: Incident): string {
  const rule = incident.rules?.[0];
  if (rule !== undefined && incident.rules?.length === 1) {
    const named = word('rule', rule);
    if (named !== rule) {
      return named;
    }
  }
  const kind = kindOf(incident);
  return kind ? word('kind', kind) : (incident.rules ?? []).join(', ');
}

export function subjectText(incident: Incident): string {
  return [incident.subject?.name ?? incident.subject?.id, incident.unit ?? incident.grid].filter(Boolean).join(' · ');
}
