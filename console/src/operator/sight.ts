import type { Feature, FeatureCollection } from 'geojson';
import type { Device } from '../api/things';
import type { IncidentDetail } from '../api/types';

/** The cameras that saw a fire, and their lines of sight to it. */
export function sightOf(incident: IncidentDetail, device: (id: string) => Device | undefined): FeatureCollection {
  const features: Feature[] = [];
  const cameras = new Set<string>();
  for (const { rule, evidence } of incident.detections ?? []) {
    const id = evidence?.camera;
    const seen = rule.startsWith('T') && typeof id === 'string' && !cameras.has(id) ? device(id) : undefined;
    const at = seen?.position ?? seen;
    if (!seen || at?.lat === undefined || at.lon === undefined) {
      continue;
    }
    cameras.add(seen.id);
    const camera = [at.lon, at.lat];
    features.push({ type: 'Feature', properties: { name: seen.name ?? seen.id }, geometry: { type: 'Point', coordinates: camera } });
    if (incident.position) {
      const fire = [incident.position.lon, incident.position.lat];
      features.push({ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: [camera, fire] } });
    }
  }
  return { type: 'FeatureCollection', features };
}
