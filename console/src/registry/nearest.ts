import type { Device } from '../api/things';
import { metersBetween } from '../map/geometry';

export interface Near {
  device: Device;
  meters: number;
}

/** The device nearest to a place, by what it said last of where it is, else by where it is registered. */
export function nearest(devices: readonly Device[], lat: number, lon: number): Near | undefined {
  let found: Near | undefined;
  for (const device of devices) {
    const at = device.position ?? device;
    if (at.lat === undefined || at.lon === undefined) {
      continue;
    }
    const meters = metersBetween(at.lat, at.lon, lat, lon);
    if (!found || meters < found.meters) {
      found = { device, meters };
    }
  }
  return found;
}
