import { SeverityMark } from '../alarm/severity-mark';
import type { Incident } from '../api/types';
import { clockText, timeText } from '../text/format';
import { t, word } from '../text/language';
import { now } from '../time/clock';
import { HeldLeft } from './held-left';
import { isCalling, isHeld, isOpen, kindOf } from './picture';
import { incidentTitle, subjectText } from './title';
import './incident-row.css';

interface Props {
  incident: Incident;
  selected: boolean;
  areaName: (id: string) => string;
  onSelect: () => void;
}

export function IncidentRow({ incident, selected, areaName, onSelect }: Props) {
  return (
    <button
      type="button"
      class="incident-row"
      data-testid="incident-row"
      data-incident-id={incident.id}
      data-kind={kindOf(incident)}
      data-subject={incident.subject?.id}
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
        <span class="who">{subjectText(incident, areaName)}</span>
        <span class="state">
          {word('state', incident.state)}
          {isOpen(incident) && (
            <span class={incident.acknowledged ? 'taken' : 'waiting'}>
              {' · '}
              {t(incident.acknowledged ? 'acknowledged' : 'unacknowledged')}
              {!incident.acknowledged && (incident.escalation ?? 0) > 0 && (
                <>
                  {' · '}
                  {word('escalation', String(incident.escalation))}
                </>
              )}
            </span>
          )}
          {isHeld(incident) && (
            <>
              {' · '}
              <HeldLeft until={incident.heldUntil!} />
            </>
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
