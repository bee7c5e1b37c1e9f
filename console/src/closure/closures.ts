import { signal } from '@preact/signals';
import type { FeatureCollection } from 'geojson';
import type { Api } from '../api/http';
import type { Closure, ClosureOrder } from '../api/things';
import { circleAround } from '../map/geometry';

/** As wide as a street. */
export const DEFAULT_RADIUS = 30;
/** So wide at least is a closure drawn that is being placed. */
const LEAST_DRAWN = 15;

/** Where a road is to be closed. */
export type Draft = Pick<ClosureOrder, 'lat' | 'lon' | 'radiusMeters'>;

export type ClosureBook = ReturnType<typeof closureBook>;

/**
 * Roads that are closed, and the one that is about to be.
 *
 * @param attempt runs a request and shows a failure
 */
export function closureBook(api: Api, attempt: <T>(request: Promise<T>) => Promise<T | undefined>) {
  const standing = signal<readonly Closure[]>([]);
  /** Whether the next click on the map says where. */
  const placing = signal(false);
  const draft = signal<Draft | null>(null);

  async function load(): Promise<void> {
    const list = await attempt(api.closures());
    if (list) {
      standing.value = list;
    }
  }

  function place(lat: number, lon: number): void {
    placing.value = false;
    draft.value = { lat, lon, radiusMeters: DEFAULT_RADIUS };
  }

  function cancel(): void {
    placing.value = false;
    draft.value = null;
  }

  /** The draft stays if it is refused. */
  async function close(reason: string, until: number | undefined): Promise<boolean> {
    const where = draft.value;
    if (!where) {
      return false;
    }
    const closed = await attempt(api.closeRoad({ ...where, reason, until }));
    if (!closed) {
      return false;
    }
    standing.value = [closed, ...standing.value.filter((one) => one.id !== closed.id)];
    draft.value = null;
    return true;
  }

  async function open(id: string): Promise<void> {
    await attempt(api.openRoad(id));
    await load(); // also after a refusal: another operator opened it before
  }

  return { standing, placing, draft, load, place, cancel, close, open };
}

/** What the map draws of them. */
export function closureFeatures(standing: readonly Closure[], draft: Draft | null): FeatureCollection {
  const circle = (where: Draft, isDraft: boolean) => {
    const meters = isDraft ? Math.max(LEAST_DRAWN, where.radiusMeters ?? DEFAULT_RADIUS) : (where.radiusMeters ?? DEFAULT_RADIUS);
    return { ...circleAround(where.lat, where.lon, meters), properties: { draft: isDraft } };
  };
  return {
    type: 'FeatureCollection',
    features: [...standing.map((one) => circle(one, false)), ...(draft ? [circle(draft, true)] : [])],
  };
}
