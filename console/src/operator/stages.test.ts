import { expect, it } from 'vitest';
import { whereTheSecondsWent } from './stages';

const ALL = { measured: 900, received: 1000, logged: 1005, detected: 1020, opened: 1030, offered: 1035, accepted: 9035, arrived: 99_035 };

it('splits the seconds between the platform and the people', () => {
  const seconds = whereTheSecondsWent(ALL);
  expect(seconds.platform.map((stretch) => [stretch.to, stretch.millis])).toEqual([
    ['logged', 5],
    ['detected', 15],
    ['opened', 10],
    ['offered', 5],
  ]);
  expect(seconds.platformMillis).toBe(35);
  expect(seconds.peopleMillis).toBe(98_000);
});

it('keeps the clock of the device out of the sum of the platform', () => {
  expect(whereTheSecondsWent({ ...ALL, measured: 1_000_000 }).deviceMillis).toBe(-999_000);
  expect(whereTheSecondsWent({ ...ALL, measured: 1_000_000 }).platformMillis).toBe(35);
});

it('never shows a stretch below zero', () => {
  expect(whereTheSecondsWent({ received: 1000, logged: 998, detected: 1004 }).platform).toEqual([
    { to: 'logged', millis: 0 },
    { to: 'detected', millis: 4 },
  ]);
});

it('bridges a stage that was not reached', () => {
  expect(whereTheSecondsWent({ received: 1000, opened: 1010 }).platform).toEqual([{ to: 'opened', millis: 10 }]);
});
