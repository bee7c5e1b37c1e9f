import type { Incident } from '../api/types';
import { IncidentRow } from './incident-row';
import type { OperatorStore } from './store';

export function IncidentRows({ store, incidents }: { store: OperatorStore; incidents: readonly Incident[] }) {
  return (
    <ul>
      {incidents.map((incident) => (
        <li key={incident.id}>
          <IncidentRow
            incident={incident}
            selected={store.selected.value === incident.id}
            areaName={store.names.area}
            onSelect={() => store.select(incident.id)}
          />
        </li>
      ))}
    </ul>
  );
}
