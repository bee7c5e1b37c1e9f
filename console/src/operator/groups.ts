import type { Incident, Severity } from '../api/types';
import { inOrder, kindOf } from './picture';

/** Incidents of one kind in one area, in a storm looked at as one. */
export interface Group {
  key: string;
  /** The area's id; absent where none is known. */
  area?: string | undefined;
  kind?: string | undefined;
  /** The most severe of it. */
  severity: Severity;
  /** The most severe first, of these the newest. */
  incidents: Incident[];
}

/**
 * By area and kind: the group of the most severe incident first, of these the largest.
 *
 * @param areaOf the area by which an incident is grouped
 */
export function groupsOf(incidents: readonly Incident[], areaOf: (incident: Incident) => string | undefined): Group[] {
  const groups = new Map<string, Group>();
  for (const incident of inOrder(incidents)) {
    const area = areaOf(incident);
    const kind = kindOf(incident);
    const key = `${area ?? ''}|${kind ?? ''}`;
    const known = groups.get(key);
    if (known) {
      known.incidents.push(incident);
    } else {
      groups.set(key, { key, area, kind, severity: incident.severity, incidents: [incident] });
    }
  }
  return [...groups.values()].sort(
    (a, b) => a.severity.localeCompare(b.severity) || b.incidents.length - a.incidents.length || (a.key < b.key ? -1 : 1),
  );
}

/** Whether it is before people whatever happens. */
export function isUrgent(incident: Incident): boolean {
  return incident.severity === 'P1' || incident.severity === 'P2';
}

/** What of a group can be taken in hand at once: nothing that is urgent, and nothing that somebody has. */
export function waiting(group: Group): string[] {
  return group.incidents
    .filter((incident) => !isUrgent(incident) && incident.acknowledged !== true)
    .map((incident) => incident.id);
}
