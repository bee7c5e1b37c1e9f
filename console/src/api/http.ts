import type { FeatureCollection, Point } from 'geojson';
import { observeServerDate } from '../time/clock';
import type {
  Action,
  Area,
  Closure,
  ClosureOrder,
  CommandReport,
  Consent,
  Device,
  Service,
  Statistics,
  Storm,
  TheftReport,
  TrackAccess,
  TrackRequest,
  Vehicle,
} from './things';
import type {
  Answered,
  Incident,
  IncidentDetail,
  OfferAction,
  OfferMessage,
  Outcome,
  Responder,
  Session,
} from './types';

/** What a server that refuses says (RFC 9457), or status 0 if it could not be reached. */
export class Problem extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'Problem';
    this.status = status;
  }
}

/** The calls that the pages make; a test hands in a fake. */
export interface Api {
  session(): Promise<Session>;
  signIn(user: string, password: string): Promise<Session>;
  signOut(): Promise<void>;
  incidents(open: boolean): Promise<Incident[]>;
  incident(id: string, reason?: string): Promise<IncidentDetail>;
  /** @param takeOver also from whoever has it in hand */
  acknowledge(id: string, takeOver?: boolean): Promise<IncidentDetail | undefined>;
  confirm(id: string): Promise<IncidentDetail | undefined>;
  controlled(id: string): Promise<IncidentDetail | undefined>;
  level(id: string, level: number): Promise<IncidentDetail | undefined>;
  close(id: string, outcome: Outcome, reason: string): Promise<IncidentDetail | undefined>;
  /** Those that can wait, all at once; which were not taken, and why. */
  acknowledgeMany(ids: readonly string[]): Promise<{ left?: { id: string; why: string }[] } | undefined>;
  merge(id: string, into: string, reason: string): Promise<IncidentDetail | undefined>;
  unmerge(id: string, reason: string): Promise<IncidentDetail | undefined>;
  /** @returns the new incident */
  split(id: string, detections: readonly string[], reason: string): Promise<IncidentDetail | undefined>;
  storm(): Promise<Storm>;
  closures(): Promise<Closure[]>;
  closeRoad(order: ClosureOrder): Promise<Closure>;
  openRoad(id: string): Promise<void>;
  responders(): Promise<Responder[]>;
  responder(id: string): Promise<Responder>;
  offersOf(responder: string): Promise<OfferMessage[]>;
  answer(offer: string, action: OfferAction, reason?: string): Promise<Answered | undefined>;
  duty(responder: string, onDuty: boolean): Promise<Responder | undefined>;
  area(id: string): Promise<Area>;
  services(): Promise<Service[]>;
  device(id: string): Promise<Device>;
  devicesOf(kind: string): Promise<Device[]>;
  command(device: string, command: CommandOrder): Promise<CommandReport>;
  /** The newest that anybody gave. */
  commandsOf(device: string): Promise<CommandReport[]>;
  commandReport(device: string, id: string): Promise<CommandReport>;
  statistics(): Promise<Statistics>;
  vehicle(plate: string, reason?: string): Promise<Vehicle>;
  /** Those whose plates begin so; the owner masked. */
  vehiclesLike(plate: string): Promise<Vehicle[]>;
  stolenVehicles(): Promise<Vehicle[]>;
  reportTheft(plate: string, report: TheftReport): Promise<unknown>;
  withdrawTheft(plate: string): Promise<void>;
  guard(plate: string, guard: boolean): Promise<unknown>;
  track(plate: string, from: number, to: number, reason: string): Promise<FeatureCollection<Point>>;
  trackAccess(plate: string, from: number, to: number): Promise<TrackAccess>;
  consent(plate: string, consent: Consent): Promise<Consent>;
  endConsent(plate: string): Promise<void>;
  requestTrack(plate: string, from: number, to: number, reason: string): Promise<TrackRequest>;
  /** Those that wait for a second person. */
  trackRequests(): Promise<TrackRequest[]>;
  grantTrack(id: string): Promise<TrackRequest>;
  refuseTrack(id: string, reason: string): Promise<TrackRequest>;
}

/** The body of a command. */
export interface CommandOrder {
  action: Action;
  parameters: Record<string, unknown>;
  /** Epoch milliseconds: delivered no later. */
  deadline: number;
}

const ROOT = '/api/v1';
const TIMEOUT_MILLIS = 10_000;
const PAGE = 1000;
const MOST_PAGES = 10;
const CLOSED_PAGE = 200;

const part = encodeURIComponent;
const because = (reason: string | undefined) => (reason === undefined ? '' : `?reason=${part(reason)}`);

export const EVENTS_URL = `${ROOT}/events`;

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

async function call<T>(method: Method, path: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (method !== 'GET') {
    // Another site's form or script cannot set this header without being asked first.
    headers['X-Requested-With'] = 'citywatch';
  }
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  const askedAt = Date.now();
  let response: Response;
  let text: string;
  try {
    response = await fetch(ROOT + path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MILLIS),
    });
    text = await response.text();
  } catch (failure) {
    throw new Problem(0, failure instanceof Error ? failure.message : String(failure));
  }
  observeServerDate(response.headers.get('Date'), askedAt, Date.now());
  if (!response.ok) {
    throw new Problem(response.status, problemText(text) ?? `${response.status} ${response.statusText}`.trim());
  }
  return parse(text) as T;
}

function parse(text: string): unknown {
  if (text.trim() === '') {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem(0, 'the answer is not JSON');
  }
}

function problemText(text: string): string | undefined {
  try {
    const problem = JSON.parse(text) as { title?: string; detail?: string };
    return problem.detail ?? problem.title;
  } catch {
    return undefined;
  }
}

/** Follows `next` for at most that many pages. */
async function items<T>(path: string, limit: number, pages = 1): Promise<T[]> {
  const found: T[] = [];
  let after = '';
  for (let page = 0; page < pages; page++) {
    const query = `${path.includes('?') ? '&' : '?'}limit=${limit}${after}`;
    const list = await call<{ items?: T[]; next?: string } | undefined>('GET', path + query);
    found.push(...(list?.items ?? []));
    if (!list?.next) {
      break;
    }
    after = `&after=${part(list.next)}`;
  }
  return found;
}

export const httpApi: Api = {
  session: () => call('GET', '/session'),
  signIn: (user, password) => call('POST', '/session', { user, password }),
  signOut: () => call('DELETE', '/session'),
  incidents: (open) =>
    open ? items('/incidents?state=open', PAGE, MOST_PAGES) : items('/incidents', CLOSED_PAGE),
  incident: (id, reason) => call('GET', `/incidents/${part(id)}${because(reason)}`),
  acknowledge: (id, takeOver) => call('POST', `/incidents/${part(id)}/acknowledge`, takeOver ? { takeOver } : {}),
  confirm: (id) => call('POST', `/incidents/${part(id)}/confirm`, {}),
  controlled: (id) => call('POST', `/incidents/${part(id)}/controlled`, {}),
  level: (id, level) => call('POST', `/incidents/${part(id)}/level`, { level }),
  close: (id, outcome, reason) => call('POST', `/incidents/${part(id)}/close`, { outcome, reason }),
  acknowledgeMany: (ids) => call('POST', '/incidents/acknowledge', { ids }),
  merge: (id, into, reason) => call('POST', `/incidents/${part(id)}/merge`, { into, reason }),
  unmerge: (id, reason) => call('POST', `/incidents/${part(id)}/unmerge`, { reason }),
  split: (id, detections, reason) => call('POST', `/incidents/${part(id)}/split`, { detections, reason }),
  storm: () => call('GET', '/storm'),
  closures: () => call<{ items: Closure[] }>('GET', '/closures').then((list) => list.items),
  closeRoad: (order) => call('POST', '/closures', order),
  openRoad: (id) => call('DELETE', `/closures/${part(id)}`),
  responders: () => items('/responders', PAGE, MOST_PAGES),
  responder: (id) => call('GET', `/responders/${part(id)}`),
  offersOf: (responder) => items(`/responders/${part(responder)}/offers`, 50),
  answer: (offer, action, reason) =>
    call('POST', `/offers/${part(offer)}`, reason ? { action, reason } : { action }),
  duty: (responder, onDuty) => call('PUT', `/responders/${part(responder)}/duty`, { onDuty }),
  area: (id) => call('GET', `/areas/${part(id)}`),
  services: () => items('/services', PAGE),
  device: (id) => call('GET', `/devices/${part(id)}`),
  devicesOf: (kind) => items(`/devices?kind=${part(kind)}`, PAGE, MOST_PAGES),
  command: (device, order) => call('POST', `/devices/${part(device)}/commands`, order),
  commandsOf: (device) => items(`/devices/${part(device)}/commands`, 10),
  commandReport: (device, id) => call('GET', `/devices/${part(device)}/commands/${part(id)}`),
  statistics: () => call('GET', '/statistics'),
  vehicle: (plate, reason) => call('GET', `/vehicles/${part(plate)}${because(reason)}`),
  vehiclesLike: (plate) => items(`/vehicles?plate=${part(plate)}`, 20),
  stolenVehicles: () => items('/vehicles?stolen=true', PAGE),
  reportTheft: (plate, report) => call('POST', `/vehicles/${part(plate)}/theft-report`, report),
  withdrawTheft: (plate) => call('DELETE', `/vehicles/${part(plate)}/theft-report`),
  guard: (plate, guard) => call('PUT', `/vehicles/${part(plate)}/guard`, { guard }),
  track: (plate, from, to, reason) =>
    call('GET', `/vehicles/${part(plate)}/track?from=${from}&to=${to}&reason=${part(reason)}`),
  trackAccess: (plate, from, to) => call('GET', `/vehicles/${part(plate)}/track-access?from=${from}&to=${to}`),
  consent: (plate, consent) => call('POST', `/vehicles/${part(plate)}/consent`, consent),
  endConsent: (plate) => call('DELETE', `/vehicles/${part(plate)}/consent`),
  requestTrack: (plate, from, to, reason) =>
    call('POST', `/vehicles/${part(plate)}/track-requests`, { from, to, reason }),
  trackRequests: () => items('/track-requests?state=open', 100),
  grantTrack: (id) => call('POST', `/track-requests/${part(id)}/grant`, {}),
  refuseTrack: (id, reason) => call('POST', `/track-requests/${part(id)}/refuse`, { reason }),
};
