import { expect, it } from 'vitest';
import type { DetectionLine, TrackPoint } from '../api/types';
import { between, headingOf, joined, readsOf, tracked, trackFeatures } from './track';

const read = (ts: number, reader: string, lat: number, lon = 116.7): TrackPoint => ({ ts, reader, lat, lon });
const parts = (track: TrackPoint[], reportedAt?: number) =>
  trackFeatures(track, reportedAt, 0).features.map((each) => [
    each.properties?.part,
    each.geometry.type === 'LineString' ? each.geometry.coordinates.length : 1,
  ]);

it('joins what history and incident tell, each read once, by time', () => {
  const history = [read(3, 'b', 2), read(1, 'a', 1)];
  const live = [{ ...read(3, 'b', 2), readerName: 'Bridge' }, read(5, 'c', 3)];
  const track = joined(history, live);
  expect(track.map((each) => [each.ts, each.reader])).toEqual([[1, 'a'], [3, 'b'], [5, 'c']]);
  expect(track[1]?.readerName).toBe('Bridge');
});

it('reads the history’s points and leaves out what is none', () => {
  const features = [
    { type: 'Feature' as const, properties: { ts: 7, reader: 'a', rssi: -60, name: 'Gate' }, geometry: { type: 'Point' as const, coordinates: [116.7, 23.3] } },
    { type: 'Feature' as const, properties: null, geometry: { type: 'Point' as const, coordinates: [116.7, 23.3] } },
  ];
  expect(readsOf({ type: 'FeatureCollection', features })).toEqual([
    { ts: 7, reader: 'a', rssi: -60, lat: 23.3, lon: 116.7, readerName: 'Gate', road: undefined },
  ]);
});

it('finds the track in an incident and in the evidence of its rules, with the place’s name', () => {
  const line = (evidence: Record<string, unknown>): DetectionLine => ({ id: 'd', rule: 'R1', phase: 'UPDATED', at: 1, evidence });
  const track = tracked({
    track: [read(1, 'a', 1)],
    detections: [line({ reader: 'b', readerName: 'Bridge', track: [read(1, 'a', 1), read(2, 'b', 2), { ts: 'x' }, null] })],
  });
  expect(track.map((each) => [each.ts, each.readerName])).toEqual([[1, undefined], [2, 'Bridge']]);
});

it('points from the last other place to the newest', () => {
  expect(headingOf([read(1, 'a', 23.3), read(2, 'b', 23.4)])).toBeCloseTo(0);
  expect(headingOf([read(1, 'a', 23.4), read(2, 'b', 23.3), read(3, 'b', 23.3)])).toBeCloseTo(180);
  expect(headingOf([read(1, 'a', 23.3, 116.7), read(2, 'b', 23.3, 116.6)])).toBeCloseTo(270, 0);
});

it('points nowhere while it was seen at one place alone', () => {
  expect(headingOf([])).toBeUndefined();
  expect(headingOf([read(1, 'a', 23.3), read(2, 'a', 23.3)])).toBeUndefined();
});

it('draws what was before the report apart, in one unbroken way', () => {
  const track = [read(1, 'a', 1), read(2, 'b', 2), read(3, 'c', 3), read(4, 'd', 4)];
  expect(parts(track, 3).slice(0, 2)).toEqual([['before', 3], ['hunted', 2]]);
  expect(parts(track).slice(0, 2)).toEqual([['hunted', 4], ['read', 1]]);
  expect(parts(track, 9).slice(0, 2)).toEqual([['before', 4], ['read', 1]]);
  expect(parts([read(1, 'a', 1)])).toEqual([['read', 1]]);
});

it('keeps to the chosen time', () => {
  expect(between([read(1, 'a', 1), read(2, 'b', 2), read(3, 'c', 3)], 2, 3).map((each) => each.ts)).toEqual([2, 3]);
});
