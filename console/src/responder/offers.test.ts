import { describe, expect, it } from 'vitest';
import type { OfferMessage } from '../api/types';
import { currentOffer, stepOf, withMessage, withOwnOffers, type KnownOffers } from './offers';

const message = (over: Partial<OfferMessage>): OfferMessage => ({
  id: 'o',
  incident: 'i',
  revision: 1,
  state: 'OFFERED',
  kind: 'elder-emergency',
  severity: 'P1',
  deadline: 30_000,
  ...over,
});
const known = (...all: OfferMessage[]): KnownOffers => all.reduce(withMessage, new Map() as KnownOffers);

describe('the offers of a phone', () => {
  it('ignores a revision that is not above the last', () => {
    const next = withMessage(known(message({ revision: 2, state: 'ACCEPTED' })), message({ revision: 2 }));
    expect(next.get('o')?.state).toBe('ACCEPTED');
  });

  it('takes an offer that the server no longer lists for withdrawn before its deadline and expired after', () => {
    const before = known(message({}));
    expect(withOwnOffers(before, [], before, 10_000).get('o')?.state).toBe('WITHDRAWN');
    expect(withOwnOffers(before, [], before, 30_000).get('o')?.state).toBe('EXPIRED');
  });

  it('takes an accepted one that the server no longer lists for ended', () => {
    const before = known(message({ state: 'ACCEPTED' }));
    expect(withOwnOffers(before, [], before, 10_000).get('o')?.state).toBe('ENDED');
  });

  it('keeps an offer that came while the list was under way', () => {
    expect(withOwnOffers(known(message({})), [], new Map(), 0).get('o')?.state).toBe('OFFERED');
  });

  it('shows the task in hand before a new offer, and the most pressing offer first', () => {
    const offers = known(message({ id: 'late', deadline: 40_000 }), message({ id: 'soon' }), message({ id: 'low', severity: 'P2', deadline: 1 }));
    expect(currentOffer(offers, {}, new Set())?.id).toBe('soon');
    const withTask = withMessage(offers, message({ id: 'task', state: 'ACCEPTED' }));
    expect(currentOffer(withTask, {}, new Set())?.id).toBe('task');
    expect(currentOffer(withTask, { task: 'cleared' }, new Set())?.id).toBe('soon');
  });

  it('tells once that an offer was withdrawn', () => {
    const offers = known(message({ state: 'WITHDRAWN' }));
    expect(currentOffer(offers, {}, new Set())?.id).toBe('o');
    expect(currentOffer(offers, {}, new Set(['o']))).toBeUndefined();
  });

  it('goes on where this phone left off', () => {
    const offer = known(message({ state: 'ACCEPTED' })).get('o')!;
    expect(stepOf(offer, {})).toBe('accepted');
    expect(stepOf(offer, { o: 'arrived' })).toBe('arrived');
  });
});
