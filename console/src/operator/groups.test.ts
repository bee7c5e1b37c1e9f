import { expect, it } from 'vitest';
import type { Incident } from '../api/types';
import { groupsOf, isUrgent, waiting } from './groups';

let ids = 0;
const incident = (over: Partial<Incident>): Incident => ({
  id: `i${ids++}`,
  severity: 'P3',
  state: 'DISPATCHING',
  openedAt: ids,
  kind: 'device-fault',
  grid: 'g1',
  ...over,
});

it('groups by area and kind, the most severe first and then the largest', () => {
  const groups = groupsOf(
    [
      incident({}),
      incident({ grid: 'g2' }),
      incident({ grid: 'g2' }),
      incident({ grid: 'g2' }),
      incident({ kind: 'fire', severity: 'P2' }),
      incident({ grid: undefined, severity: 'P4' }),
      incident({ kind: 'fire', severity: 'P1' }),
    ],
    (each) => each.grid,
  );

  expect(groups.map((group) => [group.area, group.kind, group.severity, group.incidents.length])).toEqual([
    ['g1', 'fire', 'P1', 2],
    ['g2', 'device-fault', 'P3', 3],
    ['g1', 'device-fault', 'P3', 1],
    [undefined, 'device-fault', 'P4', 1],
  ]);
});

it('takes in hand at once only what can wait and nobody has', () => {
  const [group] = groupsOf(
    [
      incident({ id: 'urgent', severity: 'P2' }),
      incident({ id: 'fault' }),
      incident({ id: 'note', severity: 'P4' }),
      incident({ id: 'taken', acknowledged: true }),
    ],
    () => 'g1',
  );

  expect(waiting(group!).sort()).toEqual(['fault', 'note']);
});

it('folds nothing that is urgent', () => {
  expect((['P1', 'P2', 'P3', 'P4'] as const).filter((severity) => isUrgent(incident({ severity })))).toEqual(['P1', 'P2']);
});
