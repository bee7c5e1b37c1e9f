import type { TrackAccess } from '../api/things';

/** Why a track is not shown though a reason was given: nothing opens it, or a second person must agree. */
export type Closed = 'case' | 'second person';

/** Before it was asked. */
export const NO_ACCESS: TrackAccess = { secondPersonBefore: 0, requests: [] };

/** Why nothing is shown of that time; null if it is. */
export function closedBy({ ground, secondPersonBefore, requests }: TrackAccess, from: number, to: number): Closed | null {
  if (!ground || from < (ground.from ?? from) || to > (ground.to ?? to)) {
    return 'case';
  }
  const alone = ground.kind !== 'ended-case' && from >= secondPersonBefore;
  const granted = requests.some((each) => each.from <= from && each.to >= to);
  return alone || granted ? null : 'second person';
}
