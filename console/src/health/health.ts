import { signal } from '@preact/signals';
import type { Api } from '../api/http';
import type { Statistics } from '../api/things';
import { serverNow } from '../time/clock';

/** A part of the platform that does not keep up. */
export interface Stale {
  part: 'detection' | 'log';
  at?: number;
}

const ASK_MILLIS = 10_000;
/** The job says something each second. */
const SILENT_MILLIS = 15_000;
/** So far behind, what it detects comes too late; and so long it may take to start. */
const BEHIND_MILLIS = 60_000;

/** What the statistics say is stale. What a server says nothing of is taken to be well. */
export function staleParts(statistics: Statistics, now: number): Stale[] {
  const { since, detection, log } = statistics;
  const stale: Stale[] = [];
  if (detection === undefined) {
    if (since !== undefined && now - since > BEHIND_MILLIS) {
      stale.push({ part: 'detection' });
    }
  } else if (now - detection.at > SILENT_MILLIS || now - detection.eventTime > BEHIND_MILLIS) {
    stale.push({ part: 'detection', at: Math.min(detection.at, detection.eventTime) });
  }
  if (log?.stale === true) {
    stale.push({ part: 'log', at: log.at });
  }
  return stale;
}

/** Asks for the platform's health again and again; returns what to show and how to stop. */
export function watchHealth(api: Api) {
  const stale = signal<readonly Stale[]>([]);
  let ended = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function ask(): Promise<void> {
    try {
      stale.value = staleParts(await api.statistics(), serverNow());
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
