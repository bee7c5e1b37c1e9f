import { useEffect, useRef } from 'preact/hooks';
import type { Incident, IncidentDetail } from '../api/types';
import { Evidence } from '../evidence/evidence';
import { OffersTable } from '../operator/offers-table';
import { isOpen, kindOf } from '../operator/picture';
import { Timeline } from '../operator/timeline';
import { incidentTitle } from '../operator/title';
import { t, word } from '../text/language';
import { PursuitPanel } from './pursuit-panel';
import { ReasonForm } from './reason-form';
import type { PoliceStore } from './store';
import { TheftReportPanel } from './theft-report';
import { TrackPanel } from './track-panel';
import { VehiclePanel } from './vehicle-panel';
import '../operator/incident-detail.css';
import './case-panel.css';

/** One lead that is about a place, where no one vehicle stands for it. */
function LeadPanel({ store, incident }: { store: PoliceStore; incident: Incident }) {
  return (
    <aside class="incident-detail case-panel" data-testid="lead-panel" aria-labelledby="lead-title">
      <header>
        <h2 id="lead-title" tabIndex={-1}>
          {incidentTitle(incident)}
        </h2>
        <button
          type="button"
          class="button quiet"
          aria-label={t('police.leaveLead')}
          data-testid="case-leave"
          onClick={() => void store.choose(null)}
        >
          <span aria-hidden="true">✕</span>
        </button>
        <p class="dim">{word('state', incident.state)}</p>
      </header>
      <div class="body" tabIndex={0} role="region" aria-label={t('police.bodyLead')}>
        <OnTheWay store={store} />
        <CaseIncident store={store} />
      </div>
    </aside>
  );
}

/** One vehicle: what it is, whether it is hunted, where it went and who is on the way. */
export function CasePanel({ store }: { store: PoliceStore }) {
  const plate = store.plate.value;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus({ preventScroll: true }), [plate]);
  const incident = store.incident.value;
  if (plate === null) {
    return incident ? <LeadPanel store={store} incident={incident} /> : null;
  }
  const vehicle = store.vehicle.value;
  const hunted = incident !== undefined && isOpen(incident) && kindOf(incident) === 'theft';
  return (
    <aside class="incident-detail case-panel" data-testid="case-panel" data-plate={plate} aria-labelledby="case-title">
      <header>
        <h2 id="case-title" ref={title} tabIndex={-1}>
          {plate}
        </h2>
        <button
          type="button"
          class="button quiet"
          aria-label={t('police.leave')}
          data-testid="case-leave"
          onClick={() => void store.choose(null)}
        >
          <span aria-hidden="true">✕</span>
        </button>
        <p class={vehicle?.theftReport ? 'hunted' : 'dim'} data-testid="stolen-state" data-stolen={vehicle?.theftReport !== undefined}>
          {t(vehicle?.theftReport ? 'vehicle.stolen' : 'vehicle.notStolen')}
          {incident && ` · ${incidentTitle(incident)} · ${word('state', incident.state)}`}
        </p>
      </header>
      <div class="body" tabIndex={0} role="region" aria-label={t('police.body')}>
        {/* While it is hunted, where it is and who goes stand first; before that, what it is. */}
        {hunted && <ReasonForm key={`why-${plate}`} store={store} plate={plate} />}
        {hunted && <TrackPanel store={store} />}
        {hunted && <PursuitPanel store={store} />}
        {hunted && <OnTheWay store={store} />}
        {vehicle && <VehiclePanel store={store} vehicle={vehicle} />}
        {!hunted && <ReasonForm key={`why-${plate}`} store={store} plate={plate} />}
        {vehicle && <TheftReportPanel key={`report-${plate}`} store={store} vehicle={vehicle} />}
        {!hunted && <TrackPanel store={store} />}
        <CaseIncident store={store} />
      </div>
    </aside>
  );
}

function CaseIncident({ store }: { store: PoliceStore }) {
  const incident = store.incident.value;
  if (!incident) {
    return (
      <section aria-labelledby="case-incident-title">
        <h3 id="case-incident-title">{t('case.incident')}</h3>
        <p class="dim">{t(store.vehicle.value?.theftReport ? 'case.none' : 'case.noneGuard')}</p>
      </section>
    );
  }
  const detail = detailOf(store, incident);
  return (
    <div data-testid="case-incident" data-incident-id={incident.id} data-open={isOpen(incident)}>
      <Evidence
        detections={detail?.detections ?? []}
        // Devices and services are the call centre's business: their ids will do.
        names={{ device: (id) => id, service: (code) => code }}
      />
      {detail && <Timeline entries={detail.timeline ?? []} nameOf={(id) => nameOf(store, id)} />}
    </div>
  );
}

function OnTheWay({ store }: { store: PoliceStore }) {
  const incident = store.incident.value;
  if (!incident) {
    return null;
  }
  const detail = detailOf(store, incident);
  const offers = store.picture.offers.value.get(incident.id) ?? detail?.offers ?? [];
  const coming = offers.filter(({ state }) => state === 'ACCEPTED');
  const awaited = offers.filter(({ state }) => state === 'OFFERED');
  return (
    <OffersTable
      title="case.way"
      count={coming.length}
      // Who declined or is not needed matters while nobody else is left; the course of events tells of them below.
      offers={coming.length + awaited.length > 0 ? [...coming, ...awaited] : offers}
      assignments={detail?.assignments ?? []}
      nameOf={(id) => nameOf(store, id)}
    />
  );
}

function detailOf(store: PoliceStore, incident: Incident): IncidentDetail | null {
  const detail = store.picture.detail.value;
  return detail?.id === incident.id ? detail : null;
}

function nameOf(store: PoliceStore, responder: string): string {
  return store.picture.responders.value.get(responder)?.name ?? responder;
}
