import type { Feature, FeatureCollection, Point } from 'geojson';
import type { IncidentDetail, TrackPoint } from '../api/types';
import { bearingBetween, metersBetween } from '../map/geometry';
import { timeText } from '../text/format';

/** Where a vehicle was read, the oldest first. */
export type Track = readonly TrackPoint[];

/** Two reads this near are at the same place: they tell no direction. */
const SAME_PLACE_METERS = 20;

/** The properties of a point of the history; `name` is that of the reader. */
interface HistoryRead {
  reader: string;
  rssi?: number;
  name?: string;
  road?: string;
}

/** The reads of a history's answer. */
export function readsOf(features: FeatureCollection<Point>): Track {
  return features.features.flatMap(({ geometry, properties }) => {
    const [lon, lat] = geometry.coordinates;
    const ts: unknown = properties?.ts;
    if (lon === undefined || lat === undefined || typeof ts !== 'number') {
      return [];
    }
    const { reader, rssi, name, road } = properties as HistoryRead;
    return [{ ts, reader, lat, lon, rssi, readerName: name, road }];
  });
}

/** The reads that an incident tells of: its own track, and what its rules saw last. */
export function tracked(incident: Partial<IncidentDetail>): Track {
  const seen = (incident.detections ?? []).flatMap(({ evidence }) =>
    Array.isArray(evidence?.track) ? (evidence.track as unknown[]).filter(isRead) : [],
  );
  const names = readerNames(incident);
  return joined(incident.track ?? [], seen).map((read) => ({
    ...read,
    readerName: read.readerName ?? names.get(read.reader),
  }));
}

/** The reads themselves carry ids; of the newest the evidence says the place. */
function readerNames(incident: Partial<IncidentDetail>): Map<unknown, string> {
  const names = new Map<unknown, string>();
  for (const { evidence } of incident.detections ?? []) {
    if (typeof evidence?.readerName === 'string') {
      names.set(evidence.reader, evidence.readerName);
    }
  }
  return names;
}

function isRead(value: unknown): value is TrackPoint {
  const read = value as Partial<TrackPoint> | null;
  return (
    typeof read === 'object' &&
    read !== null &&
    typeof read.ts === 'number' &&
    typeof read.lat === 'number' &&
    typeof read.lon === 'number'
  );
}

/** All reads of several sources, each once, by time. */
export function joined(...tracks: Track[]): Track {
  const reads = new Map<string, TrackPoint>();
  for (const read of tracks.flat()) {
    const key = `${read.ts}|${read.reader}`;
    const known = reads.get(key);
    // One source names the reader's place, another its signal.
    reads.set(key, { ...read, readerName: read.readerName ?? known?.readerName, road: read.road ?? known?.road });
  }
  return [...reads.values()].sort((a, b) => a.ts - b.ts);
}

export function between(track: Track, from: number, to: number): Track {
  return track.filter((read) => read.ts >= from && read.ts <= to);
}

/** Where it was going between the last two places, degrees; undefined while it was seen at one place alone. */
export function headingOf(track: Track): number | undefined {
  const last = track.at(-1);
  for (let i = track.length - 2; last && i >= 0; i--) {
    const before = track[i]!;
    if (metersBetween(before.lat, before.lon, last.lat, last.lon) > SAME_PLACE_METERS) {
      return bearingBetween(before.lat, before.lon, last.lat, last.lon);
    }
  }
  return undefined;
}

/**
 * The track as a line and its points; what was before the report apart from what came after.
 *
 * @param reportedAt undefined where all of it belongs to the hunt
 * @param today for whether a time needs its date
 */
export function trackFeatures(track: Track, reportedAt: number | undefined, today: number): FeatureCollection {
  const isBefore = (read: TrackPoint) => reportedAt !== undefined && read.ts < reportedAt;
  const features: Feature[] = [];
  const line = (part: string, reads: Track) => {
    if (reads.length > 1) {
      const coordinates = reads.map((read) => [read.lon, read.lat]);
      features.push({ type: 'Feature', properties: { part }, geometry: { type: 'LineString', coordinates } });
    }
  };
  const firstHunted = track.findIndex((read) => !isBefore(read));
  const split = firstHunted < 0 ? track.length : firstHunted;
  line('before', track.slice(0, split + 1));
  line('hunted', track.slice(split));
  for (const read of track) {
    features.push({
      type: 'Feature',
      properties: { part: 'read', ts: read.ts, before: isBefore(read), label: timeText(read.ts, today) },
      geometry: { type: 'Point', coordinates: [read.lon, read.lat] },
    });
  }
  return { type: 'FeatureCollection', features };
}
