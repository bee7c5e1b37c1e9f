import type { Incident } from '../api/types';
import { placeText } from '../text/format';
import { t, word } from '../text/language';
import { isSeenFromAbove, kindOf } from './picture';

/** What an incident is called: by its one rule, which says most, else by its kind. */
export function incidentTitle(incident: Incident): string {
  const rules = incident.rules ?? [];
  const [rule] = rules;
  if (rule !== undefined && rules.length === 1) {
    const named = word('rule', rule);
    if (named !== rule) {
      return named;
    }
  }
  if (isSeenFromAbove(incident)) {
    return t('kind.fire-seen');
  }
  const kind = kindOf(incident);
  return kind ? word('kind', kind) : rules.join(', ');
}

/** A place that has no name is where it is: its id is of use to machines alone. */
export function subjectName(incident: Incident): string | undefined {
  const { subject, position } = incident;
  if (subject?.type === 'place' && !subject.name && position) {
    return placeText(position.lat, position.lon);
  }
  return subject?.name || subject?.id;
}

/** Who or what, and where; areas by their names. */
export function subjectText(incident: Incident, areaName: (id: string) => string): string {
  const area = incident.unit ?? incident.grid;
  const outage = kindOf(incident) === 'outage' && (incident.devices?.length ?? 0) > 0;
  return [
    subjectName(incident),
    outage && t('outage.devices', { n: incident.devices!.length }),
    area && areaName(area),
  ]
    .filter(Boolean)
    .join(' · ');
}
