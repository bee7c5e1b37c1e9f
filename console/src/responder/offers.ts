import type { OfferAction, OfferMessage, OfferState, Severity } from '../api/types';

/** What a responder's phone knows of its offers, as values. */

/** ENDED: accepted, and then gone from the server's list without this phone saying so. */
export type ShownState = OfferState | 'ENDED';
export type Step = 'accepted' | 'en-route' | 'arrived' | 'cleared';

export interface KnownOffer extends Omit<OfferMessage, 'state'> {
  state: ShownState;
}

export type KnownOffers = ReadonlyMap<string, KnownOffer>;
export type Steps = Readonly<Record<string, Step>>;

const RANK: Record<Severity, number> = { P1: 1, P2: 2, P3: 3, P4: 4 };

/** Takes a message up, unless its revision is not above the last one of this offer. */
export function withMessage(known: KnownOffers, message: OfferMessage): KnownOffers {
  const last = known.get(message.id);
  if (last && message.revision <= last.revision) {
    return known;
  }
  return new Map(known).set(message.id, message);
}

/**
 * Takes the server's list of own offers up. One that it lacks is over: the server keeps an offer until its deadline and
 * an accepted one until it is cleared.
 *
 * @param before what was known when the list was asked for; a later offer may be missing with good reason
 */
export function withOwnOffers(
  known: KnownOffers,
  list: readonly OfferMessage[],
  before: KnownOffers,
  at: number,
): KnownOffers {
  let next = known;
  for (const message of list) {
    next = withMessage(next, message);
  }
  const listed = new Set(list.map((message) => message.id));
  for (const [id, offer] of next) {
    if (!listed.has(id) && before.get(id)?.revision === offer.revision) {
      const state = stateWhenGone(offer, at);
      if (state !== offer.state) {
        next = new Map(next).set(id, { ...offer, state });
      }
    }
  }
  return next;
}

function stateWhenGone(offer: KnownOffer, at: number): ShownState {
  if (offer.state === 'ACCEPTED') {
    return 'ENDED';
  }
  if (offer.state === 'OFFERED') {
    return at >= offer.deadline ? 'EXPIRED' : 'WITHDRAWN';
  }
  return offer.state;
}

/** How far an accepted offer is, as was said on this phone: the message of an offer does not tell. */
export function stepOf(offer: KnownOffer, steps: Steps): Step {
  return steps[offer.id] ?? 'accepted';
}

/** The step that an answer leads to; undefined for one that is not about an assignment. */
export function stepAfter(action: OfferAction): Step | undefined {
  return action === 'en-route' || action === 'arrived' || action === 'cleared' ? action : undefined;
}

/** The one thing that the phone shows: the task in hand, else the most pressing offer, else the latest news. */
export function currentOffer(
  known: KnownOffers,
  steps: Steps,
  dismissed: ReadonlySet<string>,
): KnownOffer | undefined {
  const all = [...known.values()].filter((offer) => !dismissed.has(offer.id));
  const task = all.find((offer) => offer.state === 'ACCEPTED' && stepOf(offer, steps) !== 'cleared');
  if (task) {
    return task;
  }
  const offered = all
    .filter((offer) => offer.state === 'OFFERED')
    .sort((a, b) => (RANK[a.severity] ?? 5) - (RANK[b.severity] ?? 5) || a.deadline - b.deadline);
  if (offered[0]) {
    return offered[0];
  }
  return all
    .filter((offer) => isNews(offer, steps))
    .sort((a, b) => b.revision - a.revision || b.deadline - a.deadline)[0];
}

/** What a person should be told of once: an offer that ended without them, or a task that others ended. */
function isNews(offer: KnownOffer, steps: Steps): boolean {
  return (
    offer.state === 'EXPIRED' ||
    offer.state === 'WITHDRAWN' ||
    (offer.state === 'ENDED' && stepOf(offer, steps) !== 'cleared')
  );
}

export function waitingOffers(known: KnownOffers): number {
  return [...known.values()].filter((offer) => offer.state === 'OFFERED').length;
}
