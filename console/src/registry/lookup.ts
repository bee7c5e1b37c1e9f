import { signal } from '@preact/signals';
import { Problem } from '../api/http';

/** Things fetched one by one when a page first names them, and kept: names do not change under an operator's eyes. */
export interface Lookup<T> {
  /** What is known; asks for it if nobody did. Signals tell when it came. */
  get(id: string): T | undefined;
}

const AT_ONCE = 4;
/** After a failure that may pass. */
const AGAIN_MILLIS = 15_000;

export function lookup<T>(fetch: (id: string) => Promise<T>): Lookup<T> {
  const known = signal<ReadonlyMap<string, T>>(new Map());
  const asked = new Set<string>();
  const queue: string[] = [];
  let running = 0;

  async function run(): Promise<void> {
    const id = running < AT_ONCE ? queue.shift() : undefined;
    if (id === undefined) {
      return;
    }
    running++;
    try {
      const found = await fetch(id);
      known.value = new Map(known.value).set(id, found);
    } catch (failure) {
      // What the server does not know, or does not tell, it will not know in a moment either.
      if (!(failure instanceof Problem) || failure.status === 0 || failure.status >= 500) {
        setTimeout(() => asked.delete(id), AGAIN_MILLIS);
      }
    }
    running--;
    void run();
  }

  return {
    get(id) {
      const found = known.value.get(id);
      if (found === undefined && !asked.has(id)) {
        asked.add(id);
        queue.push(id);
        // Not while a page is being drawn.
        queueMicrotask(() => void run());
      }
      return found;
    },
  };
}
