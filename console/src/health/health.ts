import { signal } from '@preact/signals';
import type { Api } from '../api/http';
import type { Statistics } from '../api/things';

/** A part of the platform that does not keep up. */
export interface Stale {
  part: string;
  at?: number;
}

const ASK_MILLIS = 10_000;

/** What the statistics say is stale. A server that says nothing of its health is taken to be well. */
export function staleParts(statistics: Statistics): Stale[] {
  return Object.entries(statistics.health ?? {}).flatMap(([part, state]) =>
    state?.stale === true ? [{ part, at: state.at }] : [],
  );
}

/** Asks for the platform's health again and again; returns what to show and how to stop. */
export function watchHealth(api: Api) {
  const stale = signal<readonly Stale[]>([]);
  let ended = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function ask(): Promise<void> {
    try {
      stale.value = staleParts(await api.statistics());
    } catch {
      // No answer at all is what the state of the connection shows.
    }
    if (!ended) {
      timer = setTimeout(() => void ask(), ASK_MILLIS);
    }
  }
  void ask();
  return {
    stale,
    stop() {
      ended = true;
      clearTimeout(timer);
    },
  };
}
