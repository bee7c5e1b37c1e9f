import type { FeatureCollection } from 'geojson';
import type { LikelyPlace, Pursuit } from '../api/types';
import type { Line } from '../operator/picture';
import type { PoliceStore } from './store';

/** A likely place, and whether and by whom the vehicle is met there. */
export type Expected = LikelyPlace & { met: boolean; responder?: string };

/** Every place once, the likeliest first. */
export function likelyPlaces(pursuit: Pursuit | undefined): Expected[] {
  if (!pursuit) {
    return [];
  }
  const places = new Map<string, Expected>();
  for (const place of pursuit.next) {
    places.set(place.reader, { ...place, met: false });
  }
  for (const { responder, ...place } of pursuit.meetings) {
    const known = places.get(place.reader);
    places.set(place.reader, { ...place, met: true, ...((responder ?? known?.responder) && { responder: responder ?? known?.responder }) });
  }
  return [...places.values()].sort((one, other) => other.probability - one.probability);
}

/** How far it can be, the farthest first, so that the nearer is drawn above it. */
export function frontierFeatures(pursuit: Pursuit | undefined): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: [...(pursuit?.frontier ?? [])].reverse().map((reach) => ({
      type: 'Feature',
      properties: { at: reach.at },
      geometry: { type: 'Polygon', coordinates: [reach.polygon] },
    })),
  };
}

/** Who is on the way goes to the place where the vehicle is to be met, not to where it was. */
export function towardsMeetings(lines: readonly Line[], pursuit: Pursuit | undefined): Line[] {
  return lines.map((line) => {
    const meeting = pursuit?.meetings.find((each) => each.responder === line.responder);
    return meeting ? { ...line, to: { lat: meeting.lat, lon: meeting.lon } } : line;
  });
}

export function percentText(share: number): string {
  return `${Math.round(share * 100)} %`;
}

export function responderText(store: PoliceStore, id: string): string {
  return store.picture.responders.value.get(id)?.name ?? id;
}
