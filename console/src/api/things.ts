/** The JSON of registered things: vehicles, devices, areas, services; and of commands and statistics. */

import type { VehicleFacts } from './types';

export interface TheftReport {
  plate?: string;
  caseNumber: string;
  reportedBy: string;
  reportedAt?: number;
  lastSeen?: { ts: number; lat: number; lon: number };
}

/** `GET /vehicles/{plate}`; the owner in full only where a reason was given. */
export interface Vehicle extends VehicleFacts {
  plate: string;
  tag: string;
  homeReader?: string;
  guard?: boolean;
  /** There while one stands. */
  theftReport?: TheftReport;
}

/** What opens a track: an item of `GET /vehicles/{plate}/track-access`. */
export interface TrackGround {
  kind: 'theft-report' | 'incident' | 'consent' | 'ended-case';
  reference: string;
  /** Reads of that time only; of any if absent. */
  from?: number;
  to?: number;
}

/** An item of `GET /closures`: every road that passes within the radius is shut. */
export interface Closure {
  id: string;
  lat: number;
  lon: number;
  radiusMeters: number;
  reason: string;
  /** When it opens by itself; by hand if absent. */
  until?: number;
  closedBy: string;
  closedAt: number;
  /** By their names; none where no map is known. */
  streets: string[];
}

/** The body of `POST /closures`. */
export type ClosureOrder = Pick<Closure, 'lat' | 'lon' | 'radiusMeters' | 'reason' | 'until'>;

/** The owner lets the track be looked at. */
export interface Consent {
  givenBy: string;
  reference: string;
  until: number;
}

/** Why a track is not shown though a reason was given: nothing opens it, or a second person must agree. */
export type Closed = 'case' | 'second person';

/** `GET /vehicles/{plate}/track-access`. */
export interface TrackAccess {
  /** The strongest, whatever time it covers. */
  ground?: TrackGround;
  /** What is missing for the time that was asked; absent if nothing. */
  closed?: Closed;
  consent?: Consent;
}

/** An item of `GET /track-requests`, and the server-sent event `track-request`. */
export interface TrackRequest {
  id: string;
  plate: string;
  from: number;
  to: number;
  reason: string;
  requestedBy: string;
  state: 'OPEN' | 'GRANTED' | 'REFUSED' | 'LAPSED';
}

export interface Device {
  id: string;
  kind: string;
  name?: string;
  lat?: number;
  lon?: number;
  mobile?: boolean;
  road?: string;
  lastSeenAt?: number;
  /** Of one that moves: where it said it was. */
  position?: { lat: number; lon: number; ts?: number };
}

export const COMMAND_STATES = ['QUEUED', 'DELIVERED', 'DONE', 'FAILED', 'REFUSED', 'EXPIRED'] as const;
export type CommandState = (typeof COMMAND_STATES)[number];

export const ACTIONS = ['speak', 'siren', 'locate', 'capture'] as const;
export type Action = (typeof ACTIONS)[number];

/** `GET /devices/{id}/commands/{commandId}`, and the server-sent event `command`. */
export interface CommandReport {
  id: string;
  device?: string;
  action?: Action;
  parameters?: { text?: unknown };
  /** Who gave it, and when. */
  by?: string;
  ts?: number;
  state?: CommandState;
  result?: { ts?: number; status?: string; reason?: string };
}

/** GeoJSON feature of `GET /areas/{id}`. */
export interface Area {
  id: string;
  properties?: { name?: string; level?: string; parent?: string };
}

/** An item of `GET /services`. */
export interface Service {
  code: string;
  group?: string;
  zh: string;
  en: string;
}

/** `GET /storm`, and the server-sent event `storm`. */
export interface Storm {
  storm: boolean;
  since?: number;
  /** New ones in the time that counts. */
  incidents: number;
  operators: number;
  /** So many are no storm. */
  most: number;
}

/** What `GET /statistics` says of the platform's own health. */
export interface Statistics {
  /** Since when it counts: the start of the server. */
  since?: number;
  /** How far the detection job has come; absent until it said something. */
  detection?: { eventTime: number; at: number };
  /** Whether the log takes and gives messages; a server may not say. */
  log?: { stale?: boolean; at?: number };
}
