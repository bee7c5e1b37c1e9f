import { expect, it } from 'vitest';
import type { Pursuit } from '../api/types';
import { frontierFeatures, likelyPlaces, towardsMeetings } from './pursuit';

const place = (reader: string, probability: number) => ({ reader, name: reader, lat: 23, lon: 116, probability, dueAt: 1 });

const pursuit: Pursuit = {
  readAt: 0,
  reader: 'r0',
  lat: 23,
  lon: 116,
  next: [place('a', 0.2), place('b', 0.6)],
  meetings: [{ ...place('b', 0.6), responder: 'officer-1' }, place('b', 0.6), place('c', 0.1)],
  frontier: [
    { at: 1, polygon: [[1, 1]] },
    { at: 2, polygon: [[2, 2]] },
  ],
};

it('names each place once, the likeliest first, with who waits there', () => {
  expect(likelyPlaces(pursuit).map(({ reader, met, responder }) => [reader, met, responder])).toEqual([
    ['b', true, 'officer-1'],
    ['a', false, undefined],
    ['c', true, undefined],
  ]);
  expect(likelyPlaces(undefined)).toEqual([]);
});

it('draws the farthest reach below the nearest', () => {
  expect(frontierFeatures(pursuit).features.map((each) => each.properties?.at)).toEqual([2, 1]);
  expect(frontierFeatures(undefined).features).toEqual([]);
});

it('leads who waits ahead to the meeting, and all others to the vehicle', () => {
  const line = (responder: string) => ({ incident: 'i', responder, from: { lat: 1, lon: 1 }, to: { lat: 5, lon: 5 } });
  expect(towardsMeetings([line('officer-1'), line('officer-2')], pursuit).map((each) => each.to)).toEqual([
    { lat: 23, lon: 116 },
    { lat: 5, lon: 5 },
  ]);
});
