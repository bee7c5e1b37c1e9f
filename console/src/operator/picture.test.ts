import { describe, expect, it } from 'vitest';
import type { Incident, Offer } from '../api/types';
import {
  assignmentLines,
  beganToCall,
  inOrder,
  isCalling,
  isHeld,
  isOpen,
  kindOf,
  withIncident,
  withList,
  withOffer,
  withPositions,
  type Incidents,
} from './picture';

const incident = (over: Partial<Incident>): Incident => ({
  id: 'a',
  severity: 'P1',
  state: 'DISPATCHING',
  openedAt: 1000,
  ...over,
});
const known = (...all: Incident[]): Incidents => new Map(all.map((each) => [each.id, each]));
const offer = (over: Partial<Offer>): Offer & { incident: string } => ({
  id: 'o',
  responder: 'r',
  state: 'OFFERED',
  incident: 'a',
  ...over,
});

describe('the live picture', () => {
  it('counts closed, merged and cancelled incidents as no longer open', () => {
    expect(['NEW', 'REOPENED', 'CONTROLLED'].every((state) => isOpen(incident({ state })))).toBe(true);
    expect(['CLOSED', 'MERGED', 'CANCELLED'].some((state) => isOpen(incident({ state })))).toBe(false);
  });

  it('orders by severity, then the newest first', () => {
    const order = inOrder([
      incident({ id: 'old', openedAt: 1 }),
      incident({ id: 'low', severity: 'P3', openedAt: 9 }),
      incident({ id: 'new', openedAt: 2 }),
    ]);
    expect(order.map((each) => each.id)).toEqual(['new', 'old', 'low']);
  });

  it('calls for a P1 that is open and not acknowledged', () => {
    expect(isCalling(incident({}))).toBe(true);
    expect(isCalling(incident({ acknowledged: true }))).toBe(false);
    expect(isCalling(incident({ severity: 'P2' }))).toBe(false);
    expect(isCalling(incident({ state: 'CLOSED' }))).toBe(false);
  });

  it('calls once for a new incident and again when its acknowledgement is withdrawn', () => {
    expect(beganToCall(undefined, incident({}))).toBe(true);
    expect(beganToCall(incident({}), incident({}))).toBe(false);
    expect(beganToCall(incident({ acknowledged: true }), incident({}))).toBe(true);
  });

  it('reads the kind from the rules where the list item has none', () => {
    expect(kindOf(incident({ rules: ['E2', 'E1'] }))).toBe('elder-emergency');
    expect(kindOf(incident({ rules: ['S1'] }))).toBe('fire');
    expect(kindOf(incident({ kind: 'theft', rules: ['S1'] }))).toBe('theft');
    expect(kindOf(incident({ rules: ['X9'] }))).toBeUndefined();
  });

  it('keeps what an event does not mention', () => {
    const next = withIncident(known(incident({ unit: 'u' })), incident({ state: 'ON_SCENE' }));
    expect(next.get('a')).toMatchObject({ unit: 'u', state: 'ON_SCENE' });
  });

  it('takes an event for newer than a list that was under way', () => {
    const next = withList(known(incident({ state: 'CLOSED' })), [incident({ state: 'NEW' })], new Set(['a']), true);
    expect(next.get('a')?.state).toBe('CLOSED');
  });

  it('forgets an open incident that the whole list lacks, and keeps a closed one', () => {
    const next = withList(known(incident({ id: 'gone' }), incident({ id: 'done', state: 'CLOSED' })), [], new Set(), true);
    expect([...next.keys()]).toEqual(['done']);
  });

  it('replaces an offer in its place', () => {
    const both = withOffer(withOffer(new Map(), offer({})), offer({ id: 'p' }));
    const next = withOffer(both, offer({ state: 'ACCEPTED' }));
    expect(next.get('a')?.map((each) => [each.id, each.state])).toEqual([
      ['o', 'ACCEPTED'],
      ['p', 'OFFERED'],
    ]);
  });

  it('ignores a position older than the known one', () => {
    const first = withPositions(new Map(), [{ responder: 'r', ts: 5, lat: 1, lon: 1 }]);
    const next = withPositions(first, [{ responder: 'r', ts: 4, lat: 2, lon: 2 }]);
    expect(next.get('r')?.position).toEqual({ lat: 1, lon: 1, ts: 5 });
  });

  it('draws a line for an accepted offer of an open incident alone', () => {
    const responders = new Map([['r', { id: 'r', lat: 3, lon: 4 }]]);
    const offers = new Map([['a', [offer({ state: 'ACCEPTED' })]]]);
    const at = { lat: 1, lon: 2 };
    expect(assignmentLines(known(incident({ position: at })), offers, responders)).toEqual([
      { incident: 'a', responder: 'r', from: { lat: 3, lon: 4 }, to: at },
    ]);
    expect(assignmentLines(known(incident({ position: at, state: 'CLOSED' })), offers, responders)).toEqual([]);
  });
});

it('is held while its state says so, whatever an older event said of the time', () => {
  expect(isHeld(incident({ state: 'HELD', heldUntil: 2000 }))).toBe(true);
  expect(isHeld(incident({ state: 'DISPATCHING', heldUntil: 2000 }))).toBe(false);
});
