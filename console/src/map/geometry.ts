import type { Feature, FeatureCollection, LineString, Point, Polygon, Position } from 'geojson';
import { placeOf, type Line, type Responders } from '../operator/picture';

export type Bounds = [west: number, south: number, east: number, north: number];

/** Room around what is looked at: for labels, and below for the legend. */
export const FRAME = { top: 60, left: 60, right: 110, bottom: 110 };

const METERS_PER_DEGREE = 111_320;
const EARTH_METERS = 6_371_000;
const RADIANS = Math.PI / 180;

/** The smallest box around all coordinates; undefined if there are none. */
export function boundsOf(features: FeatureCollection): Bounds | undefined {
  let bounds: Bounds | undefined;
  const add = (place: Position) => {
    const [lon = NaN, lat = NaN] = place;
    bounds = bounds
      ? [Math.min(bounds[0], lon), Math.min(bounds[1], lat), Math.max(bounds[2], lon), Math.max(bounds[3], lat)]
      : [lon, lat, lon, lat];
  };
  const walk = (coordinates: unknown): void => {
    if (!Array.isArray(coordinates)) {
      return;
    }
    if (typeof coordinates[0] === 'number') {
      add(coordinates as Position);
    } else {
      coordinates.forEach(walk);
    }
  };
  for (const feature of features.features) {
    if (feature.geometry && 'coordinates' in feature.geometry) {
      walk(feature.geometry.coordinates);
    }
  }
  return bounds;
}

/** Drawn far beyond the town: not what a first look should hold. */
const SURROUNDINGS = new Set<unknown>(['water', 'land']);

/** The box around what people built; around everything where nothing is built. */
export function townOf(city: FeatureCollection): Bounds | undefined {
  const built = city.features.filter((feature) => !SURROUNDINGS.has(feature.properties?.layer));
  return boundsOf({ ...city, features: built }) ?? boundsOf(city);
}

/** By the great circle. */
export function metersBetween(lat1: number, lon1: number, lat2: number, lon2: number): number {
  const dLat = (lat2 - lat1) * RADIANS;
  const dLon = (lon2 - lon1) * RADIANS;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(lat1 * RADIANS) * Math.cos(lat2 * RADIANS) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_METERS * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** The direction in which one sets out from the first place to the second, degrees clockwise from true north. */
export function bearingBetween(lat1: number, lon1: number, lat2: number, lon2: number): number {
  const dLon = (lon2 - lon1) * RADIANS;
  const y = Math.sin(dLon) * Math.cos(lat2 * RADIANS);
  const x =
    Math.cos(lat1 * RADIANS) * Math.sin(lat2 * RADIANS) -
    Math.sin(lat1 * RADIANS) * Math.cos(lat2 * RADIANS) * Math.cos(dLon);
  return (Math.atan2(y, x) / RADIANS + 360) % 360;
}

/** A square around a place, each side that many metres from it. */
export function squareAround(lat: number, lon: number, meters: number): Feature<Polygon> {
  const dLat = meters / METERS_PER_DEGREE;
  const dLon = dLat / Math.cos((lat * Math.PI) / 180);
  const ring = [
    [lon - dLon, lat - dLat],
    [lon + dLon, lat - dLat],
    [lon + dLon, lat + dLat],
    [lon - dLon, lat + dLat],
    [lon - dLon, lat - dLat],
  ];
  return { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } };
}

export function circleAround(lat: number, lon: number, meters: number): Feature<Polygon> {
  const dLat = meters / METERS_PER_DEGREE;
  const dLon = dLat / Math.cos((lat * Math.PI) / 180);
  const ring = Array.from({ length: 49 }, (_, i) => {
    const angle = (i / 48) * 2 * Math.PI;
    return [lon + dLon * Math.cos(angle), lat + dLat * Math.sin(angle)];
  });
  return { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } };
}

/** Responders as points: what they are doing decides their colour. */
export function responderPoints(responders: Responders, busy: ReadonlySet<string>): FeatureCollection<Point> {
  const features: Feature<Point>[] = [];
  for (const responder of responders.values()) {
    const place = placeOf(responder);
    if (place) {
      features.push({
        type: 'Feature',
        properties: {
          name: responder.name ?? responder.id,
          doing: busy.has(responder.id) ? 'assigned' : responder.onDuty === false ? 'off-duty' : 'on-duty',
        },
        geometry: { type: 'Point', coordinates: [place.lon, place.lat] },
      });
    }
  }
  return { type: 'FeatureCollection', features };
}

export function lineFeatures(lines: readonly Line[]): FeatureCollection<LineString> {
  return {
    type: 'FeatureCollection',
    features: lines.map((line) => ({
      type: 'Feature',
      properties: { incident: line.incident },
      geometry: {
        type: 'LineString',
        coordinates: [
          [line.from.lon, line.from.lat],
          [line.to.lon, line.to.lat],
        ],
      },
    })),
  };
}
