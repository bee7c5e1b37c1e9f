import type { Feature, FeatureCollection } from 'geojson';
import { expect, it } from 'vitest';
import { bearingBetween, boundsOf, metersBetween, responderPoints, squareAround, townOf } from './geometry';

const line = (layer: string, ...coordinates: [number, number][]): Feature => ({
  type: 'Feature',
  properties: { layer },
  geometry: { type: 'LineString', coordinates },
});
const collection = (...features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features });

it('finds the town by its streets, however far land and sea reach', () => {
  const sea = line('water', [110, 20], [120, 30]);
  expect(townOf(collection(sea, line('street', [116.6, 23.3], [116.7, 23.4])))).toEqual([116.6, 23.3, 116.7, 23.4]);
  expect(townOf(collection(sea))).toEqual([110, 20, 120, 30]);
  expect(townOf(collection())).toBeUndefined();
});

it('draws a cell as wide as it is high, in metres', () => {
  const [west, south, east, north] = boundsOf(collection(squareAround(60, 10, 250)))!;
  expect((north - south) * 111_320).toBeCloseTo(500, 3);
  expect((east - west) * 111_320 * Math.cos((60 * Math.PI) / 180)).toBeCloseTo(500, 3);
});

it('tells by its kind of point what a responder is doing', () => {
  const at = { lat: 1, lon: 2 };
  const all = new Map([
    ['a', { id: 'a', ...at }],
    ['b', { id: 'b', ...at, onDuty: false }],
    ['c', { id: 'c', ...at, onDuty: true }],
    ['nowhere', { id: 'nowhere' }],
  ]);
  const doing = responderPoints(all, new Set(['a'])).features.map((point) => point.properties?.doing);
  expect(doing).toEqual(['assigned', 'off-duty', 'on-duty']);
});

it('measures distance and direction on the globe', () => {
  expect(metersBetween(23.3, 116.7, 23.4, 116.7)).toBeCloseTo(11_119, 0);
  expect(metersBetween(23.3, 116.7, 23.3, 116.7)).toBe(0);
  expect(bearingBetween(0, 0, 1, 0)).toBeCloseTo(0);
  expect(bearingBetween(0, 0, 0, 1)).toBeCloseTo(90);
  expect(bearingBetween(0, 0, 0, -1)).toBeCloseTo(270);
});
