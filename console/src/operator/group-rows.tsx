import { useSignal } from '@preact/signals';
import { SeverityMark } from '../alarm/severity-mark';
import type { Incident } from '../api/types';
import { t, word } from '../text/language';
import { groupsOf, isUrgent, waiting, type Group } from './groups';
import { IncidentRows } from './incident-rows';
import type { OperatorStore } from './store';

/** In a storm: incidents by area and kind, what can wait behind one line a group. What is urgent shows all the same. */
export function GroupRows({ store, incidents }: { store: OperatorStore; incidents: readonly Incident[] }) {
  const groups = groupsOf(incidents, (incident) => store.names.wider(incident.grid ?? incident.unit));
  return (
    <>
      {groups.map((group) => (
        <GroupFold key={group.key} store={store} group={group} />
      ))}
    </>
  );
}

function GroupFold({ store, group }: { store: OperatorStore; group: Group }) {
  const unfolded = useSignal(false);
  const folds = !group.incidents.every(isUrgent);
  const quiet = waiting(group);
  const shown = group.incidents.filter(
    (incident) => unfolded.value || isUrgent(incident) || incident.id === store.selected.value,
  );
  return (
    <div class="group" data-testid="group" data-area={group.area} data-kind={group.kind}>
      <button
        type="button"
        class="fold"
        data-count={group.incidents.length}
        aria-expanded={folds ? unfolded.value : undefined}
        disabled={!folds}
        onClick={() => (unfolded.value = !unfolded.value)}
      >
        <SeverityMark severity={group.severity} />
        <span>
          {group.area === undefined ? t('storm.noArea') : store.names.area(group.area)}
          {' · '}
          {word('kind', group.kind ?? '')}
        </span>
        <span class="number">{group.incidents.length}</span>
        {folds && <span class="dim">{t(unfolded.value ? 'group.hide' : 'group.show')}</span>}
      </button>
      {unfolded.value && quiet.length > 1 && (
        <button
          type="button"
          class="button quiet"
          data-testid="acknowledge-group"
          onClick={() => void store.acknowledgeMany(quiet)}
        >
          {t('storm.acknowledge', { n: quiet.length })}
        </button>
      )}
      <IncidentRows store={store} incidents={shown} />
    </div>
  );
}
