import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { SeverityMark } from '../alarm/severity-mark';
import type { Incident, IncidentDetail as Detail } from '../api/types';
import { CommandPanel } from '../command/command-panel';
import { DroneCall } from '../command/drone-call';
import { Evidence } from '../evidence/evidence';
import { clockText, timeText } from '../text/format';
import { t, word } from '../text/language';
import { now } from '../time/clock';
import { CloseForm } from './close-form';
import { Grounds } from './grounds';
import { UnmergeForm } from './merge-forms';
import { MergedNotice } from './merged-notice';
import { OffersTable } from './offers-table';
import { HeldLeft } from './held-left';
import { IncidentActs } from './incident-acts';
import { isHeld, isOpen, kindOf } from './picture';
import { StageBar } from './stage-bar';
import type { OperatorStore } from './store';
import { SubjectFacts } from './subject-facts';
import { Timeline } from './timeline';
import { incidentTitle } from './title';
import './incident-detail.css';

export function IncidentDetail({ store }: { store: OperatorStore }) {
  const id = store.selected.value;
  const closing = useSignal(false);
  useEffect(() => {
    closing.value = false;
  }, [id]);
  const listed = id === null ? undefined : store.incidents.value.get(id);
  const fetched = store.detail.value?.id === id ? store.detail.value : null;
  const incident: (Incident & Partial<Detail>) | undefined = fetched ? { ...fetched, ...listed } : listed;
  const open = incident !== undefined && isOpen(incident);
  const title = useRef<HTMLHeadingElement>(null);
  // A keyboard goes on from here, not through the rest of the list; nor is it lost with the form that closed it.
  useEffect(() => title.current?.focus({ preventScroll: true }), [id, open]);
  if (id === null || !incident) {
    return null;
  }
  return (
    <aside
      class="incident-detail"
      data-testid="incident-detail"
      data-incident-id={id}
      data-kind={kindOf(incident)}
      aria-labelledby="detail-title"
    >
      <header>
        <SeverityMark severity={incident.severity} />
        <h2 id="detail-title" ref={title} tabIndex={-1}>
          {incidentTitle(incident)}
        </h2>
        <button
          type="button"
          class="button quiet"
          aria-label={t('detail.leave')}
          data-testid="detail-leave"
          onClick={() => store.select(null)}
        >
          <span aria-hidden="true">✕</span>
        </button>
        <p class="dim">
          <span data-testid="detail-state" data-state={incident.state}>
            {word('state', incident.state)}
          </span>
          {' · '}
          <Age incident={incident} />
          {incident.acknowledged && incident.owner && (
            <>
              {' · '}
              <span data-testid="detail-owner">{t('owner.is', { who: incident.owner })}</span>
            </>
          )}
          {isHeld(incident) && (
            <>
              {' · '}
              <HeldLeft until={incident.heldUntil!} />
            </>
          )}
        </p>
      </header>
      <MergedNotice incident={incident} onGo={(other) => store.select(other)} />
      {incident.state.startsWith('MERGED') && (
        <details key={`unmerge-${id}`} class="merged" data-testid="unmerge">
          <summary>{t('merge.takeOut')}</summary>
          <UnmergeForm id={id} store={store} />
        </details>
      )}
      {open && (
        <IncidentActs
          key={`acts-${id}`}
          incident={incident}
          store={store}
          closing={closing.value}
          onClosing={() => (closing.value = !closing.value)}
        />
      )}
      {open && closing.value && <CloseForm kind={incident.kind} onClose={(outcome, reason) => store.close(id, outcome, reason)} />}
      <Body store={store} incident={incident} fetched={fetched} />
    </aside>
  );
}

interface BodyProps {
  store: OperatorStore;
  incident: Incident & Partial<Detail>;
  fetched: Detail | null;
}

function Body({ store, incident, fetched }: BodyProps) {
  const { id } = incident;
  const { names } = store;
  const nameOf = (responder: string) => store.responders.value.get(responder)?.name ?? responder;
  return (
    <div class="body" tabIndex={0} role="region" aria-label={t('detail.body')}>
      <SubjectFacts
        key={id}
        incident={incident}
        areaName={names.area}
        revealed={store.revealed.value.get(id)}
        onReveal={(reason) => store.reveal(id, reason)}
      />
      <Evidence detections={fetched?.detections ?? []} names={{ device: names.deviceName, service: names.service }} />
      {isOpen(incident) && <DroneCall key={`drone-${id}`} incident={incident} names={names} desk={store.commands} />}
      <OffersTable
        offers={store.offers.value.get(id) ?? fetched?.offers ?? []}
        assignments={fetched?.assignments ?? []}
        nameOf={nameOf}
      />
      {isOpen(incident) && (
        <CommandPanel key={`commands-${id}`} incident={incident} names={names} desk={store.commands} />
      )}
      {fetched?.stages && <StageBar stages={fetched.stages} />}
      <Grounds incident={incident} names={names} />
      {fetched ? <Timeline entries={fetched.timeline ?? []} nameOf={nameOf} /> : <p class="dim">{t('loading')}</p>}
    </div>
  );
}

function Age({ incident }: { incident: Incident }) {
  const opened = timeText(incident.openedAt, now.value);
  return (
    <span class="number">
      {isOpen(incident)
        ? t('detail.openSince', { time: opened, age: clockText(now.value - incident.openedAt) })
        : t('detail.openedAt', { time: opened })}
    </span>
  );
}
