import { signal } from '@preact/signals';

/** Below this the difference is within what the `Date` header (whole seconds) can show. */
const NOTICEABLE_MILLIS = 1500;

let offsetMillis = 0;

/** The server's time, once a second: what ages and countdowns are drawn from. */
export const now = signal(Date.now());

/** The server's time at this moment. A phone's own clock may be wrong by minutes, and deadlines are the server's. */
export function serverNow(): number {
  return Date.now() + offsetMillis;
}

/** How far the server's clock is ahead, from a `Date` header and when the answer was asked for and came; 0 if unclear. */
export function offsetFrom(dateHeader: string | null, askedAt: number, answeredAt: number): number {
  const date = dateHeader === null ? NaN : Date.parse(dateHeader);
  if (Number.isNaN(date)) {
    return 0;
  }
  const offset = date + 500 - (askedAt + answeredAt) / 2;
  return Math.abs(offset) < NOTICEABLE_MILLIS ? 0 : offset;
}

export function observeServerDate(dateHeader: string | null, askedAt: number, answeredAt: number): void {
  if (dateHeader !== null) {
    offsetMillis = offsetFrom(dateHeader, askedAt, answeredAt);
  }
}

/** Lets `now` tick; returns how to stop it. */
export function startClock(): () => void {
  const tick = () => {
    now.value = serverNow();
  };
  tick();
  const timer = setInterval(tick, 1000);
  return () => clearInterval(timer);
}
