import type { Incident, Severity } from '../api/types';
import { FAMILIES, familyOf, isCalling, type FamilyName } from './picture';

/** What the operator has put out of sight. */
export interface Hidden {
  severities: ReadonlySet<Severity>;
  families: ReadonlySet<FamilyName>;
  state: StateFilter;
}

export const SEVERITIES: readonly Severity[] = ['P1', 'P2', 'P3', 'P4'];
export const STATE_FILTERS = ['any', 'unacknowledged', 'waiting', 'moving', 'onScene', 'controlled'] as const;
export type StateFilter = (typeof STATE_FILTERS)[number];

export const ALL: Hidden = { severities: new Set(), families: new Set(), state: 'any' };

const STORED = 'citywatch.hidden';
const STATES: Partial<Record<StateFilter, readonly string[]>> = {
  waiting: ['NEW', 'HELD', 'DISPATCHING', 'REOPENED'],
  moving: ['EN_ROUTE'],
  onScene: ['ON_SCENE'],
  controlled: ['CONTROLLED'],
};

/** A P1 that calls passes every filter: nobody filters away a life. */
export function passes(incident: Incident, hidden: Hidden): boolean {
  if (isCalling(incident)) {
    return true;
  }
  if (hidden.severities.has(incident.severity) || hidden.families.has(familyOf(incident))) {
    return false;
  }
  if (hidden.state === 'unacknowledged') {
    return incident.acknowledged !== true;
  }
  return STATES[hidden.state]?.includes(incident.state) ?? true;
}

export function toggled<T>(set: ReadonlySet<T>, each: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(each)) {
    next.add(each);
  }
  return next;
}

export function storeHidden(hidden: Hidden): void {
  localStorage.setItem(
    STORED,
    JSON.stringify({ severities: [...hidden.severities], families: [...hidden.families] }),
  );
}

/** What was hidden when this browser was last here; what cannot be read hides nothing. */
export function storedHidden(): Hidden {
  try {
    const stored = JSON.parse(localStorage.getItem(STORED) ?? '{}') as { severities?: unknown; families?: unknown };
    return {
      severities: new Set(SEVERITIES.filter((each) => Array.isArray(stored.severities) && stored.severities.includes(each))),
      families: new Set(FAMILIES.filter((each) => Array.isArray(stored.families) && stored.families.includes(each))),
      state: 'any',
    };
  } catch {
    return ALL;
  }
}
