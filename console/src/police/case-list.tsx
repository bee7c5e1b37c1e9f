import type { ComponentChildren } from 'preact';
import type { Vehicle } from '../api/things';
import type { Incident } from '../api/types';
import { IncidentRow } from '../operator/incident-row';
import { timeText } from '../text/format';
import { t, type Key } from '../text/language';
import { now } from '../time/clock';
import type { PoliceStore } from './store';
import { TrackRequests } from './track-requests';

/** What is being hunted: thefts that are moving, clones, and every vehicle that is reported. */
export function CaseList({ store }: { store: PoliceStore }) {
  const seen = new Set(store.thefts.value.map((incident) => incident.subject?.id));
  const unseen = store.stolen.value.filter((vehicle) => !seen.has(vehicle.plate));
  return (
    <div class="case-list">
      <TrackRequests store={store} />
      <Group title="police.thefts" empty="police.noThefts" testid="thefts" count={store.thefts.value.length}>
        {store.thefts.value.map((incident) => (
          <CaseRow key={incident.id} store={store} incident={incident} />
        ))}
      </Group>
      <Group title="police.clones" empty="police.noClones" testid="clones" count={store.clones.value.length}>
        {store.clones.value.map((incident) => (
          <CaseRow key={incident.id} store={store} incident={incident} />
        ))}
      </Group>
      <Group title="police.leads" empty="police.noLeads" testid="leads" count={store.leads.value.length}>
        {store.leads.value.map((incident) => (
          <CaseRow key={incident.id} store={store} incident={incident} />
        ))}
      </Group>
      <Group title="police.stolen" empty="police.noStolen" testid="stolen" count={unseen.length}>
        {unseen.map((vehicle) => (
          <li key={vehicle.plate}>
            <StolenRow store={store} vehicle={vehicle} />
          </li>
        ))}
      </Group>
    </div>
  );
}

interface GroupProps {
  title: Key;
  empty: Key;
  testid: string;
  count: number;
  children: ComponentChildren;
}

function Group({ title, empty, testid, count, children }: GroupProps) {
  return (
    <section aria-labelledby={`${testid}-title`}>
      <h2 id={`${testid}-title`}>
        {t(title)} <span class="dim number">{count}</span>
      </h2>
      <ul data-testid={testid} data-count={count} aria-labelledby={`${testid}-title`}>
        {children}
      </ul>
      {count === 0 && <p class="dim empty">{t(empty)}</p>}
    </section>
  );
}

function CaseRow({ store, incident }: { store: PoliceStore; incident: Incident }) {
  const id = incident.subject?.id ?? '';
  const isVehicle = (incident.subject?.type ?? 'vehicle') === 'vehicle';
  const plate = isVehicle ? id : null;
  return (
    <li data-testid="case-row" data-plate={id} data-kind={incident.kind}>
      <IncidentRow
        // The plate is what the police go by; lists mask it for everybody.
        incident={isVehicle ? { ...incident, subject: { type: 'vehicle', ...incident.subject, id, name: id } } : incident}
        selected={store.picture.selected.value === incident.id}
        areaName={store.picture.names.area}
        onSelect={() => void store.choose(plate, incident.id)}
      />
    </li>
  );
}

function StolenRow({ store, vehicle }: { store: PoliceStore; vehicle: Vehicle }) {
  const report = vehicle.theftReport;
  return (
    <button
      type="button"
      class="stolen-row"
      data-testid="stolen-row"
      data-plate={vehicle.plate}
      aria-pressed={store.plate.value === vehicle.plate}
      onClick={() => void store.choose(vehicle.plate)}
    >
      <span class="line">
        <strong>{vehicle.plate}</strong>
        {report?.reportedAt !== undefined && (
          <span class="dim number">{timeText(report.reportedAt, now.peek())}</span>
        )}
      </span>
      <span class="dim">{[vehicle.colour, vehicle.make, report?.caseNumber].filter(Boolean).join(' · ')}</span>
    </button>
  );
}
