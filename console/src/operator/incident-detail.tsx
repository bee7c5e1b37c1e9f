import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { SeverityMark } from '../alarm/severity-mark';
import type { Incident, IncidentDetail as Detail } from '../api/types';
import { clockText, timeText } from '../text/format';
import { t, word } from '../text/language';
import { happeningText, ruleText } from '../text/sentence';
import { now } from '../time/clock';
import { CloseForm } from './close-form';
import { incidentTitle } from './incident-list';
import { OffersTable } from './offers-table';
import { isOpen } from './picture';
import { StageBar } from './stage-bar';
import type { OperatorStore } from './store';
import { SubjectFacts } from './subject-facts';
import './incident-detail.css';

export function IncidentDetail({ store }: { store: OperatorStore }) {
  const id = store.selected.value;
  const closing = useSignal(false);
  useEffect(() => {
    closing.value = false;
  }, [id]);
  const listed = id === null ? undefined : store.incidents.value.get(id);
  const fetched = store.detail.value?.id === id ? store.detail.value : null;
  const incident: Incident | Detail | undefined = fetched ? { ...fetched, ...listed } : listed;
  const open = incident !== undefined && isOpen(incident);
  const title = useRef<HTMLHeadingElement>(null);
  // A keyboard goes on from here, not through the rest of the list; nor is it lost with the form that closed it.
  useEffect(() => title.current?.focus({ preventScroll: true }), [id, open]);
  if (id === null || !incident) {
    return null;
  }
  const nameOf = (responder: string) => store.responders.value.get(responder)?.name ?? responder;
  return (
    <aside class="incident-detail" data-testid="incident-detail" data-incident-id={id} aria-labelledby="detail-title">
      <header>
        <SeverityMark severity={incident.severity} />
        <h2 id="detail-title" ref={title} tabIndex={-1}>{incidentTitle(incident)}</h2>
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
        </p>
      </header>
      {open && (
        <div class="acts">
          <button
            type="button"
            class={incident.acknowledged ? 'button' : 'button primary'}
            data-testid="acknowledge"
            disabled={incident.acknowledged === true}
            onClick={() => void store.acknowledge(id)}
          >
            {t(incident.acknowledged ? 'acknowledged' : 'detail.acknowledge')}
          </button>
          <button
            type="button"
            class="button"
            data-testid="close-incident"
            aria-expanded={closing.value}
            onClick={() => (closing.value = !closing.value)}
          >
            {t('detail.close')}
          </button>
        </div>
      )}
      {open && closing.value && <CloseForm onClose={(outcome, reason) => store.close(id, outcome, reason)} />}
      <div class="body" tabIndex={0} role="region" aria-label={t('detail.body')}>
        <SubjectFacts incident={incident} revealed={store.revealed.value.get(id)} onReveal={(reason) => store.reveal(id, reason)} />
        {fetched?.stages && <StageBar stages={fetched.stages} />}
        <OffersTable
          offers={store.offers.value.get(id) ?? fetched?.offers ?? []}
          assignments={fetched?.assignments ?? []}
          nameOf={nameOf}
        />
        <Grounds incident={incident} />
        {fetched ? <Timeline detail={fetched} nameOf={nameOf} /> : <p class="dim">{t('loading')}</p>}
      </div>
    </aside>
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

/** What raised it, and whether it still does. */
function Grounds({ incident }: { incident: Incident | Detail }) {
  const detail: Partial<Detail> = incident;
  return (
    <section aria-labelledby="grounds-title">
      <h3 id="grounds-title">{t('detail.grounds')}</h3>
      <dl class="facts">
        <Fact name={t('detail.rules')} value={incident.rules?.map(ruleText).join(', ')} />
        <Fact name={t('detail.devices')} value={incident.devices?.join(', ')} />
        <Fact name={t('detail.alarms')} value={detail.count?.toString()} />
        {isOpen(incident) && incident.active !== undefined && (
          <Fact name={t('detail.condition')} value={t(incident.active ? 'detail.holds' : 'detail.ceased')} />
        )}
        <Fact name={t('detail.level')} value={detail.level?.toString()} />
        <Fact name={t('detail.outcome')} value={detail.outcome && word('outcome', detail.outcome)} />
      </dl>
    </section>
  );
}

function Fact({ name, value }: { name: string; value: string | undefined }) {
  if (!value) {
    return null;
  }
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

interface TimelineProps {
  detail: Detail;
  nameOf: (responder: string) => string;
}

function Timeline({ detail, nameOf }: TimelineProps) {
  // What happened in one millisecond stays in its order.
  const entries = [...(detail.timeline ?? [])].sort((a, b) => a.at - b.at).reverse();
  return (
    <section aria-labelledby="timeline-title">
      <h3 id="timeline-title">{t('detail.timeline')}</h3>
      <ol class="timeline" data-testid="timeline" reversed>
        {entries.map((entry, index) => (
          <li key={entries.length - index}>
            <time class="number" dateTime={new Date(entry.at).toISOString()}>
              {timeText(entry.at, now.peek())}
            </time>
            <span>
              {happeningText(entry.what, nameOf)}
              {entry.actor && <span class="dim"> · {word('actor', nameOf(entry.actor))}</span>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
