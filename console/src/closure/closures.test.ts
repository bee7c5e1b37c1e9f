import { beforeEach, describe, expect, it } from 'vitest';
import { fakeApi } from '../api/fake-api';
import type { Api } from '../api/http';
import type { Closure, ClosureOrder } from '../api/things';
import { closureBook, closureFeatures } from './closures';

const closure = (over: Partial<Closure> = {}): Closure => ({
  id: 'c-1',
  lat: 23.35,
  lon: 116.7,
  radiusMeters: 30,
  reason: 'flooded',
  closedBy: 'op-1',
  closedAt: 1000,
  streets: ['中山路'],
  ...over,
});

describe('closed roads', () => {
  let problems: unknown[];
  let ordered: ClosureOrder[];

  const book = (answers: Partial<Api>) =>
    closureBook(fakeApi(answers), async (request) => {
      try {
        return await request;
      } catch (problem) {
        problems.push(problem);
        return undefined;
      }
    });

  beforeEach(() => {
    problems = [];
    ordered = [];
  });

  it('closes the road that was clicked, as wide as it was drawn', async () => {
    const closures = book({
      closeRoad: async (order) => {
        ordered.push(order);
        return closure({ id: 'c-2' });
      },
    });
    closures.standing.value = [closure()];
    closures.placing.value = true;

    closures.place(23.36, 116.71);
    expect(closures.placing.value).toBe(false);
    closures.draft.value = { ...closures.draft.value!, radiusMeters: 80 };
    expect(await closures.close('bridge shut', 5000)).toBe(true);

    expect(ordered).toEqual([{ lat: 23.36, lon: 116.71, radiusMeters: 80, reason: 'bridge shut', until: 5000 }]);
    expect(closures.standing.value.map((one) => one.id)).toEqual(['c-2', 'c-1']);
    expect(closures.draft.value).toBeNull();
  });

  it('keeps what was entered when it is refused', async () => {
    const closures = book({ closeRoad: () => Promise.reject(new Error('no road there')) });
    closures.place(23.36, 116.71);

    expect(await closures.close('bridge shut', undefined)).toBe(false);

    expect(problems).toHaveLength(1);
    expect(closures.draft.value).not.toBeNull();
    expect(closures.standing.value).toEqual([]);
  });

  it('shows what stands after opening one, even if somebody else had opened it', async () => {
    const closures = book({
      openRoad: () => Promise.reject(new Error('404')),
      closures: async () => [closure({ id: 'c-3' })],
    });
    closures.standing.value = [closure()];

    await closures.open('c-1');

    expect(problems).toHaveLength(1);
    expect(closures.standing.value.map((one) => one.id)).toEqual(['c-3']);
  });

  it('draws what stands and where one is being placed', () => {
    const drawn = closureFeatures([closure()], { lat: 23.4, lon: 116.8, radiusMeters: 50 });

    expect(drawn.features.map((each) => each.properties)).toEqual([{ draft: false }, { draft: true }]);
  });
});
