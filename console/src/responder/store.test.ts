import { beforeEach, describe, expect, it } from 'vitest';
import { fakeApi } from '../api/fake-api';
import { Problem, type Api } from '../api/http';
import type { OfferMessage } from '../api/types';
import { responderStore } from './store';

const offer = (over: Partial<OfferMessage> = {}): OfferMessage => ({
  id: 'o',
  incident: 'i',
  revision: 1,
  state: 'OFFERED',
  kind: 'elder-emergency',
  severity: 'P1',
  deadline: Date.now() + 30_000,
  ...over,
});

describe('the responder’s phone', () => {
  let rung: number;
  let kept: Map<string, string>;

  const phone = (answers: Partial<Api>) =>
    responderStore({
      api: fakeApi({ responder: async (id) => ({ id, onDuty: true }), ...answers }),
      responder: 'r',
      onOffer: () => rung++,
      onProblem: () => {},
      storage: { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) },
    });

  beforeEach(() => {
    rung = 0;
    kept = new Map();
  });

  it('rings once for an offer, however often it hears of it', async () => {
    const store = phone({ offersOf: async () => [offer()] });

    await store.reload();
    await store.loadOffers();
    store.offerChanged(offer());

    expect(rung).toBe(1);
    expect(store.current.value?.id).toBe('o');
  });

  it('ignores a revision that is not above its last', () => {
    const store = phone({ offersOf: async () => [offer({ revision: 2, state: 'ACCEPTED' })] });

    store.offerChanged(offer({ revision: 2, state: 'ACCEPTED' }));
    store.offerChanged(offer({ revision: 2, state: 'WITHDRAWN' }));
    store.offerChanged(offer({ revision: 1, state: 'OFFERED' }));

    expect(store.current.value?.state).toBe('ACCEPTED');
  });

  it('goes through the steps, remembers them over a reload, and is done', async () => {
    let list = [offer({ revision: 2, state: 'ACCEPTED', address: '12 Waima Road' })];
    const answers: Partial<Api> = {
      offersOf: async () => list,
      answer: async (id, action) => ({ id, responder: 'r', action }),
    };
    const store = phone(answers);
    await store.reload();

    await store.answer('o', 'en-route');
    expect(store.currentStep.value).toBe('en-route');

    const reloaded = phone(answers);
    await reloaded.reload();
    expect(reloaded.currentStep.value).toBe('en-route');

    await reloaded.answer('o', 'arrived');
    list = [];
    await reloaded.answer('o', 'cleared');
    expect(reloaded.current.value).toBeUndefined();
  });

  it('tells that a task was ended by others', async () => {
    let list = [offer({ revision: 2, state: 'ACCEPTED' })];
    const store = phone({ offersOf: async () => list });
    await store.reload();

    list = [];
    await store.loadOffers();

    expect(store.current.value?.state).toBe('ENDED');
    store.dismiss('o');
    expect(store.current.value).toBeUndefined();
  });

  it('keeps the offer and says so when an answer did not reach the server', async () => {
    const store = phone({
      offersOf: async () => [offer()],
      answer: () => Promise.reject(new Problem(0, 'network')),
    });
    await store.reload();

    await store.answer('o', 'accept');

    expect(store.problem.value).toBe('');
    expect(store.current.value?.state).toBe('OFFERED');
    expect(store.busy.value).toBe(false);
  });

  it('shows nothing more of an offer that was declined', async () => {
    let list = [offer()];
    const store = phone({
      offersOf: async () => list,
      answer: async (id, action) => ((list = []), { id, responder: 'r', action }),
    });
    await store.reload();

    await store.answer('o', 'decline', 'too far');

    expect(store.current.value).toBeUndefined();
  });

  it('shows duty as the server has it', async () => {
    const store = phone({ offersOf: async () => [], duty: async (id, onDuty) => ({ id, onDuty }) });
    await store.reload();
    expect(store.self.value?.onDuty).toBe(true);

    await store.switchDuty(false);

    expect(store.self.value?.onDuty).toBe(false);
  });
});
