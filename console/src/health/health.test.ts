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

it('names the parts that are stale alone', () => {
  expect(staleParts({ health: { detection: { stale: true, at: 5 }, log: { stale: false } } })).toEqual([{ part: 'detection', at: 5 }]);
  expect(staleParts({})).toEqual([]);
});

it('asks again and again, through failures, until it is stopped', async () => {
  const answers: (Statistics | Error)[] = [{}, new Error('away'), { health: { log: { stale: true } } }, {}];
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
