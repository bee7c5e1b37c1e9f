import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeApi } from '../api/fake-api';
import type { Statistics } from '../api/things';
import { staleParts, watchHealth } from './health';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const NOW = 1_000_000;

it.each([
  ['says something each second', { detection: { at: NOW - 900, eventTime: NOW - 2_000 } }, []],
  ['is silent', { detection: { at: NOW - 16_000, eventTime: NOW - 17_000 } }, ['detection']],
  ['speaks, but of long ago', { detection: { at: NOW - 900, eventTime: NOW - 61_000 } }, ['detection']],
  ['has not begun soon after the start', { since: NOW - 30_000 }, []],
  ['has not begun long after the start', { since: NOW - 90_000 }, ['detection']],
  ['is well while the log is not', { detection: { at: NOW, eventTime: NOW }, log: { stale: true } }, ['log']],
  ['is not spoken of', {}, []],
] as [string, Statistics, string[]][])('when detection %s', (_, statistics, parts) => {
  expect(staleParts(statistics, NOW).map((each) => each.part)).toEqual(parts);
});

it('asks again and again, through failures, until it is stopped', async () => {
  const answers: (Statistics | Error)[] = [{}, new Error('away'), { log: { stale: true } }, {}];
  let asked = 0;
  const watched = watchHealth(
    fakeApi({
      statistics: async () => {
        const answer = answers[asked++];
        if (answer instanceof Error) {
          throw answer;
        }
        return answer!;
      },
    }),
  );

  await vi.advanceTimersByTimeAsync(20_000);
  expect(watched.stale.value).toEqual([{ part: 'log', at: undefined }]);
  watched.stop();
  await vi.advanceTimersByTimeAsync(60_000);

  expect(asked).toBe(3);
});
