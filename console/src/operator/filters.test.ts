import { afterEach, expect, it } from 'vitest';
import type { Incident } from '../api/types';
import { ALL, passes, storedHidden, storeHidden, toggled } from './filters';
import { familyOf, isSeenFromAbove, kindOf } from './picture';

const incident = (over: Partial<Incident>): Incident => ({
  id: 'a',
  severity: 'P3',
  state: 'NEW',
  openedAt: 1,
  kind: 'device-fault',
  ...over,
});

afterEach(() => localStorage.clear());

it('hides by severity and by kind', () => {
  expect(passes(incident({}), ALL)).toBe(true);
  expect(passes(incident({}), { ...ALL, severities: new Set(['P3']) })).toBe(false);
  expect(passes(incident({}), { ...ALL, families: new Set(['device']) })).toBe(false);
  expect(passes(incident({ kind: 'theft' }), { ...ALL, families: new Set(['device']) })).toBe(true);
});

it('never hides a P1 that nobody has taken on', () => {
  const hidden = { ...ALL, severities: new Set(['P1'] as const), families: new Set(['elder'] as const) };
  const calling = incident({ severity: 'P1', kind: 'elder-emergency', state: 'DISPATCHING' });
  expect(passes(calling, hidden)).toBe(true);
  expect(passes({ ...calling, acknowledged: true }, hidden)).toBe(false);
});

it.each([
  ['waiting', 'DISPATCHING', true],
  ['waiting', 'EN_ROUTE', false],
  ['moving', 'EN_ROUTE', true],
  ['onScene', 'ON_SCENE', true],
  ['controlled', 'NEW', false],
  ['any', 'CONTROLLED', true],
] as const)('looking for %s, %s is shown: %s', (state, of, shown) => {
  expect(passes(incident({ state: of }), { ...ALL, state })).toBe(shown);
});

it('remembers what is hidden, but not the passing look at a state', () => {
  storeHidden({ severities: new Set(['P4']), families: new Set(['vehicle']), state: 'moving' });
  expect(storedHidden()).toEqual({ severities: new Set(['P4']), families: new Set(['vehicle']), state: 'any' });
});

it.each(['nonsense', 'null', '{"severities":"P1","families":["spaceships"]}'])('hides nothing for %s', (stored) => {
  localStorage.setItem('citywatch.hidden', stored);
  expect(storedHidden()).toEqual(ALL);
});

it('toggles without touching what is drawn', () => {
  const before = new Set(['P1']);
  expect([...toggled(before, 'P2')]).toEqual(['P1', 'P2']);
  expect([...toggled(before, 'P1')]).toEqual([]);
  expect([...before]).toEqual(['P1']);
});

it.each([
  ['R1', 'theft', 'vehicle'],
  ['R2', 'theft', 'vehicle'],
  ['R6', 'cloned-tag', 'vehicle'],
  ['R7', 'wrong-way', 'vehicle'],
  ['R4', 'suspicious-ride', 'vehicle'],
  ['R5', 'suspicious-ride', 'vehicle'],
  ['R9', 'parking', 'vehicle'],
  ['R10', 'tag-fault', 'vehicle'],
  ['R11', 'device-fault', 'device'],
  ['R12', 'suspicious-ride', 'vehicle'],
  ['R13', 'theft', 'vehicle'],
  ['R14', 'den', 'vehicle'],
  ['S3', 'fire', 'fire'],
  ['S5', 'fire', 'fire'],
  ['S6', 'fire', 'fire'],
  ['S7', 'device-fault', 'device'],
  ['E2', 'elder-emergency', 'elder'],
  ['E3', 'elder-emergency', 'elder'],
  ['E5', 'elder-device', 'elder'],
  ['E9', 'elder-welfare', 'elder'],
  ['E10', 'elder-emergency', 'elder'],
  ['E11', 'service', 'elder'],
  ['T1', 'fire', 'fire'],
  ['D2', 'device-fault', 'device'],
  ['D3', 'unreadable-alarm', 'device'],
  ['D4', 'outage', 'device'],
])('sorts %s as %s among %s', (rule, kind, family) => {
  const one = incident({ kind: undefined, rules: [rule] });
  expect([kindOf(one), familyOf(one)]).toEqual([kind, family]);
});

it('tells a fire that only cameras saw from one that a detector confirms', () => {
  expect(isSeenFromAbove(incident({ kind: 'fire', rules: ['T1', 'T2'] }))).toBe(true);
  expect(isSeenFromAbove(incident({ kind: 'fire', rules: ['S1', 'T1'] }))).toBe(false);
});
