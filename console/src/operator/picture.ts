import type { Incident, Offer, PositionReport, Responder, Severity } from '../api/types';

/** The live picture as values: how lists and events become what is shown. No signals, no requests. */

export type Incidents = ReadonlyMap<string, Incident>;
export type OffersByIncident = ReadonlyMap<string, readonly Offer[]>;
export type Responders = ReadonlyMap<string, Responder>;

/** Closed ones beyond this are forgotten, oldest first: a console stays open for weeks. */
export const MOST_CLOSED = 300;

const ENDED = ['CLOSED', 'MERGED', 'CANCELLED'];
const RANK: Record<Severity, number> = { P1: 1, P2: 2, P3: 3, P4: 4 };

export function isOpen(incident: Incident): boolean {
  return !ENDED.some((state) => incident.state.startsWith(state));
}

/** A P1 that nobody has taken on yet. */
export function isCalling(incident: Incident): boolean {
  return incident.severity === 'P1' && incident.acknowledged !== true && isOpen(incident);
}

/** By which rule an incident is of which kind, as the platform sorts them. */
const KIND_OF_RULE: Record<string, string> = {
  E5: 'elder-device',
  E6: 'elder-device',
  E7: 'elder-device',
  E9: 'elder-welfare',
  E11: 'service',
  R4: 'suspicious-ride',
  R5: 'suspicious-ride',
  R6: 'cloned-tag',
  R7: 'wrong-way',
  R9: 'parking',
  R10: 'tag-fault',
  R11: 'device-fault',
  R12: 'suspicious-ride',
  R14: 'den',
  S7: 'device-fault',
  T6: 'known-heat',
  T7: 'device-fault',
  D3: 'unreadable-alarm',
  D4: 'outage',
  D5: 'outage',
};
const KIND_OF_FAMILY: Record<string, string> = {
  R: 'theft',
  S: 'fire',
  T: 'fire',
  E: 'elder-emergency',
  D: 'device-fault',
};

/** What sort of incident. A list item may not say: then its rules tell. */
export function kindOf(incident: Incident): string | undefined {
  const rule = incident.rules?.[0];
  return incident.kind ?? (rule && (KIND_OF_RULE[rule] ?? KIND_OF_FAMILY[rule.charAt(0)]));
}

/** Waits for a second evidence or a yes. An event leaves out what ended, so the state tells and not the time alone. */
export function isHeld(incident: Incident): boolean {
  return incident.state === 'HELD' && incident.heldUntil !== undefined;
}

/** True for a fire that only cameras have seen: nobody has smelt or reported it. */
export function isSeenFromAbove(incident: Incident): boolean {
  const rules = incident.rules ?? [];
  return kindOf(incident) === 'fire' && rules.length > 0 && rules.every((rule) => rule.startsWith('T'));
}

export const FAMILIES = ['elder', 'fire', 'vehicle', 'device'] as const;
export type FamilyName = (typeof FAMILIES)[number];

const FAMILY_OF_KIND: Record<string, FamilyName> = {
  'elder-emergency': 'elder',
  'elder-welfare': 'elder',
  'elder-device': 'elder',
  service: 'elder',
  fire: 'fire',
  'known-heat': 'fire',
  theft: 'vehicle',
  'cloned-tag': 'vehicle',
  'wrong-way': 'vehicle',
  'suspicious-ride': 'vehicle',
  den: 'vehicle',
  parking: 'vehicle',
  'tag-fault': 'vehicle',
};

/** Under which of the four headings people look for an incident; what is new stands with the devices. */
export function familyOf(incident: Incident): FamilyName {
  return FAMILY_OF_KIND[kindOf(incident) ?? ''] ?? 'device';
}

/** The most severe first, of these the newest. */
export function inOrder(incidents: Iterable<Incident>): Incident[] {
  return [...incidents].sort(
    (a, b) =>
      (RANK[a.severity] ?? 5) - (RANK[b.severity] ?? 5) ||
      b.openedAt - a.openedAt ||
      (a.id < b.id ? -1 : 1),
  );
}

/** An event replaces what is known of its incident, field by field: a server may send less than the list. */
export function withIncident(incidents: Incidents, incident: Incident): Incidents {
  const next = new Map(incidents);
  next.set(incident.id, { ...incidents.get(incident.id), ...incident });
  return trimmed(next);
}

/**
 * A fetched list replaces what is known, save for incidents of which an event came while the list was under way: the
 * event is the newer word.
 *
 * @param whole true if the list holds every open incident, so that an open one it lacks is gone
 */
export function withList(
  incidents: Incidents,
  list: readonly Incident[],
  newer: ReadonlySet<string>,
  whole: boolean,
): Incidents {
  const next = new Map<string, Incident>();
  const listed = new Set(list.map((incident) => incident.id));
  for (const [id, incident] of incidents) {
    if (newer.has(id) || listed.has(id) || !whole || !isOpen(incident)) {
      next.set(id, incident);
    }
  }
  for (const incident of list) {
    if (!newer.has(incident.id)) {
      next.set(incident.id, { ...next.get(incident.id), ...incident });
    }
  }
  return trimmed(next);
}

function trimmed(incidents: Map<string, Incident>): Incidents {
  const closed = [...incidents.values()].filter((incident) => !isOpen(incident));
  if (closed.length > MOST_CLOSED) {
    closed.sort((a, b) => a.openedAt - b.openedAt);
    for (const incident of closed.slice(0, closed.length - MOST_CLOSED)) {
      incidents.delete(incident.id);
    }
  }
  return incidents;
}

/** Incidents that began to call with this event: new, raised to P1, or their acknowledgement was withdrawn. */
export function beganToCall(before: Incident | undefined, after: Incident): boolean {
  return isCalling(after) && (before === undefined || !isCalling(before));
}

export function withOffer(offers: OffersByIncident, offer: Offer & { incident: string }): OffersByIncident {
  const known = offers.get(offer.incident) ?? [];
  const next = new Map(offers);
  const at = known.findIndex((other) => other.id === offer.id);
  next.set(
    offer.incident,
    at < 0 ? [...known, offer] : known.map((other, i) => (i === at ? { ...other, ...offer } : other)),
  );
  return next;
}

export function withPositions(responders: Responders, reports: Iterable<PositionReport>): Responders {
  const next = new Map(responders);
  for (const report of reports) {
    const known = next.get(report.responder) ?? { id: report.responder };
    if ((known.position?.ts ?? 0) <= report.ts) {
      next.set(report.responder, { ...known, position: { lat: report.lat, lon: report.lon, ts: report.ts } });
    }
  }
  return next;
}

/** Where a responder is: the last report, else the registered place. */
export function placeOf(responder: Responder | undefined): { lat: number; lon: number } | undefined {
  if (!responder) {
    return undefined;
  }
  if (responder.position) {
    return responder.position;
  }
  return responder.lat !== undefined && responder.lon !== undefined
    ? { lat: responder.lat, lon: responder.lon }
    : undefined;
}

export interface Line {
  incident: string;
  responder: string;
  from: { lat: number; lon: number };
  to: { lat: number; lon: number };
}

/** Who is on the way where: an accepted offer of an open incident, both ends known. */
export function assignmentLines(incidents: Incidents, offers: OffersByIncident, responders: Responders): Line[] {
  const lines: Line[] = [];
  for (const [id, ofIncident] of offers) {
    const incident = incidents.get(id);
    if (!incident || !isOpen(incident) || !incident.position) {
      continue;
    }
    for (const offer of ofIncident) {
      const from = placeOf(responders.get(offer.responder));
      if (offer.state === 'ACCEPTED' && from) {
        lines.push({ incident: id, responder: offer.responder, from, to: incident.position });
      }
    }
  }
  return lines;
}
