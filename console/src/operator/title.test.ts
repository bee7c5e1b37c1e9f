import { expect, it } from 'vitest';
import type { Incident } from '../api/types';
import { devicesCounted } from './grounds';
import { sightOf } from './sight';
import { incidentTitle, subjectText } from './title';

const incident = (over: Partial<Incident>): Incident => ({ id: 'a', severity: 'P2', state: 'NEW', openedAt: 1, ...over });
const area = (id: string) => `area ${id}`;

it('is called by its one rule, else by its kind', () => {
  expect(incidentTitle(incident({ kind: 'theft', rules: ['R2'] }))).toBe('Guarded vehicle moves');
  expect(incidentTitle(incident({ kind: 'fire', rules: ['T1', 'T2'] }))).toBe('Fire seen from above');
  expect(incidentTitle(incident({ kind: 'fire', rules: ['S1', 'T1'] }))).toBe('Fire alarm');
  expect(incidentTitle(incident({ rules: ['X1'] }))).toBe('X1');
});

it('says who and where, an outage with its devices, a nameless place by where it is', () => {
  const devices = ['a', 'b', 'c'];
  expect(subjectText(incident({ subject: { type: 'person', id: 'e', name: '王**' }, unit: 'U1', grid: 'G1' }), area)).toBe('王** · area U1');
  expect(subjectText(incident({ kind: 'outage', subject: { type: 'place', id: 'o', name: 'South' }, devices }), area)).toBe('South · 3 devices');
  expect(subjectText(incident({ kind: 'fire', subject: { type: 'place', id: 'cell-1' }, position: { lat: 23.3, lon: 116.7 } }), area)).toBe('23.30000, 116.70000');
});

it('counts the devices of an outage by its newest evidence', () => {
  const line = (at: number, devices: number) => ({ id: String(at), rule: 'D4', phase: 'UPDATED', at, evidence: { devices } });
  expect(devicesCounted({ ...incident({ devices: ['a'] }), detections: [line(1, 5), line(3, 105), line(2, 50)] })).toBe(105);
  expect(devicesCounted(incident({ devices: ['a', 'b'] }))).toBe(2);
});

it('draws each camera that saw a fire once, with its line of sight', () => {
  const seen = (id: string, camera: string) => ({ id, rule: 'T1', phase: 'RAISED', at: 1, evidence: { camera } });
  const fire = { ...incident({ position: { lat: 23.3, lon: 116.7 } }), detections: [seen('1', 'tower'), seen('2', 'tower'), seen('3', 'unknown')] };
  const device = (id: string) => (id === 'tower' ? { id, kind: 'thermal-camera', name: 'Hill', lat: 23.4, lon: 116.8 } : undefined);
  expect(sightOf(fire, device).features.map((each) => each.geometry.type)).toEqual(['Point', 'LineString']);
});
