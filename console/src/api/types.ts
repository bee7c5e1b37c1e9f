/** The JSON of the HTTP API, as far as the pages read it. What a server may leave out is optional. */

export type Severity = 'P1' | 'P2' | 'P3' | 'P4';
export type Role = 'admin' | 'operator' | 'police' | 'responder';

export interface Session {
  user: string;
  role: Role;
}

export interface Place {
  lat: number;
  lon: number;
  uncertaintyMeters?: number;
}

export interface Subject {
  type: string;
  id: string;
  /** Masked, unless a reason was given. */
  name?: string;
  /** There only where a reason was given. */
  address?: string;
  file?: ElderFile;
  vehicle?: VehicleFacts;
}

/** What helpers must know of a person. */
export interface ElderFile {
  phone?: string;
  contacts?: { name: string; phone: string; relation?: string }[];
  conditions?: string[];
  medicines?: string[];
  notes?: string;
}

export interface VehicleFacts {
  make?: string;
  colour?: string;
  owner?: { name: string; phone?: string; address?: string };
}

/** A list item of `GET /incidents`, and the data of the server-sent event `incident`. */
export interface Incident {
  id: string;
  severity: Severity;
  state: string;
  openedAt: number;
  rules?: string[];
  kind?: string;
  acknowledged?: boolean;
  active?: boolean;
  subject?: Subject;
  devices?: string[];
  position?: Place;
  grid?: string;
  unit?: string;
  /** The incident that a MERGED one went into. */
  mergedInto?: string;
  /** Who acknowledged it. */
  owner?: string;
  /** How far the call for an operator has come: 0 whoever is there, 1 the next, 2 the supervisor, 3 all. */
  escalation?: number;
  /** Of a HELD one: when people are asked even without a second evidence. */
  heldUntil?: number;
}

/** An element of an incident's `offers`; as a server-sent event it also carries `incident`. */
export interface Offer {
  id: string;
  responder: string;
  state: string;
  incident?: string;
  distanceMeters?: number;
  travelSeconds?: number;
  because?: string;
  /** How it went out; not in live events. */
  notifications?: Notification[];
}

/** One channel on which an offer went out. */
export interface Notification {
  channel: string;
  state: string;
  at: number;
  reason?: string;
}

export interface Assignment {
  offer: string;
  responder: string;
  state: string;
}

export interface TimelineEntry {
  at: number;
  actor?: string;
  what: string;
  cause?: string;
}

export const STAGES = [
  'measured',
  'received',
  'logged',
  'detected',
  'opened',
  'offered',
  'accepted',
  'arrived',
] as const;
export type Stage = (typeof STAGES)[number];
export type StageTimes = Partial<Record<Stage, number>>;

/** What a rule said; the evidence is whatever that rule found worth keeping. */
export interface DetectionLine {
  id: string;
  rule: string;
  phase: string;
  severity?: Severity;
  at: number;
  /** That said it; never of vehicles. */
  devices?: string[];
  evidence?: Record<string, unknown>;
}

/** One read of a vehicle's tag. */
export interface TrackPoint {
  ts: number;
  reader: string;
  lat: number;
  lon: number;
  rssi?: number;
  readerName?: string;
  road?: string;
}

/** A place where a hunted vehicle is likely to pass. */
export interface LikelyPlace {
  reader: string;
  name: string;
  lat: number;
  lon: number;
  probability: number;
  dueAt: number;
}

/** Of a theft whose vehicle was read: where it is likely to be next, and who meets it there. */
export interface Pursuit {
  readAt: number;
  reader: string;
  lat: number;
  lon: number;
  headingDegrees?: number;
  speedKmh?: number;
  next: LikelyPlace[];
  meetings: (LikelyPlace & { responder?: string })[];
  /** How far it can be by road, the nearest time first. */
  frontier: { at: number; polygon: [lon: number, lat: number][] }[];
}

/** `GET /incidents/{id}`. */
export interface IncidentDetail extends Incident {
  level?: number;
  /** How many alarms it rests on. */
  count?: number;
  outcome?: string;
  closedAt?: number;
  /** The incidents that go on as this one. */
  merged?: string[];
  detections?: DetectionLine[];
  /** Of a theft, for a reason only: the newest reads, oldest first. */
  track?: TrackPoint[];
  /** Of a theft, for a reason only. */
  pursuit?: Pursuit;
  offers?: Offer[];
  assignments?: Assignment[];
  timeline?: TimelineEntry[];
  stages?: StageTimes;
}

export interface Responder {
  id: string;
  name?: string;
  roles?: string[];
  skills?: string[];
  mode?: string;
  lat?: number;
  lon?: number;
  onDuty?: boolean;
  position?: { lat: number; lon: number; ts?: number };
}

/** The server-sent event `position`. */
export interface PositionReport {
  responder: string;
  ts: number;
  lat: number;
  lon: number;
}

export type OfferState = 'OFFERED' | 'ACCEPTED' | 'DECLINED' | 'EXPIRED' | 'WITHDRAWN';
export type OfferAction = 'accept' | 'decline' | 'en-route' | 'arrived' | 'cleared';

/** An offer as its responder sees it. What identifies a person or a door is there only after acceptance. */
export interface OfferMessage {
  id: string;
  incident: string;
  revision: number;
  state: OfferState;
  kind: string;
  severity: Severity;
  deadline: number;
  area?: Place;
  distanceMeters?: number;
  travelSeconds?: number;
  drill?: boolean;
  position?: Place;
  address?: string;
  subject?: string;
  instructions?: string;
}

/** What came of an answer; the offer is there while it is open or accepted. */
export interface Answered {
  id: string;
  offer?: OfferMessage;
}

export const OUTCOMES = ['helped', 'false-alarm', 'test', 'no-one-found', 'handed-over', 'other'] as const;
/** Of a stolen vehicle alone: it ends the hunt with it. */
export const RECOVERED = 'recovered';
export type Outcome = (typeof OUTCOMES)[number] | typeof RECOVERED;
