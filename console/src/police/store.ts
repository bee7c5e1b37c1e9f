import { batch, computed, signal } from '@preact/signals';
import { Problem } from '../api/http';
import type { Consent, TheftReport, TrackAccess, TrackRequest, Vehicle } from '../api/things';
import type { Incident } from '../api/types';
import { inOrder, isOpen, kindOf } from '../operator/picture';
import { operatorStore, type StoreSettings } from '../operator/store';
import { serverNow } from '../time/clock';
import { between, joined, readsOf, tracked, type Track } from '../track/track';

/** A time range of the track: so many hours back from now, or from one time to another. */
export type Range = { hours: number } | { from: number; to: number };

export type PoliceStore = ReturnType<typeof policeStore>;

const HOUR_MILLIS = 3_600_000;
/** The incident itself carries the newest reads at once; the history follows, and each look at it is audited. */
const HISTORY_MILLIS = 3_000;
/** As long as a second person's agreement is good. */
const GRANT_MILLIS = 24 * HOUR_MILLIS;
const HEX_TAG = /^[0-9A-F]{8,32}$/;

/** The police's picture: that of the incidents they may see, and the vehicle that is looked at. */
export function policeStore(settings: StoreSettings) {
  const { api } = settings;
  const picture = operatorStore({ ...settings, reasonFor });
  const plate = signal<string | null>(null);
  const vehicles = signal<ReadonlyMap<string, Vehicle>>(new Map());
  const reasons = signal<ReadonlyMap<string, string>>(new Map());
  const stolen = signal<readonly Vehicle[]>([]);
  const unknown = signal<string | null>(null);
  const alike = signal<readonly Vehicle[]>([]);
  const range = signal<Range>({ hours: 24 });
  const history = signal<Track>([]);
  /** What opens the track of the chosen vehicle; nothing is known before a reason was given. */
  const access = signal<TrackAccess>({});
  const closed = computed(() => access.value.closed ?? null);
  /** What waits for a second person, whoever asked. */
  const requests = signal<readonly TrackRequest[]>([]);
  /** Where the owner saw it last, while a report is written, and whether a click on the map says it. */
  const place = signal<{ lat: number; lon: number } | null>(null);
  const picking = signal(false);
  let historyTimer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;

  /** The track is part of an incident for a reason only: the one that was given for its vehicle. */
  function reasonFor(id: string): string | undefined {
    const subject = picture.incidents.peek().get(id)?.subject?.id;
    return subject === undefined ? undefined : reasons.peek().get(subject);
  }

  const ofKind = (...kinds: string[]) =>
    computed(() =>
      inOrder([...picture.incidents.value.values()].filter((i) => isOpen(i) && kinds.includes(kindOf(i) ?? ''))),
    );
  const thefts = ofKind('theft');
  const clones = ofKind('cloned-tag');
  const leads = ofKind('suspicious-ride', 'den', 'tag-fault', 'parking');
  const vehicle = computed(() => (plate.value === null ? undefined : vehicles.value.get(plate.value)));
  const incident = computed(() => {
    const id = picture.selected.value;
    return id === null ? undefined : picture.incidents.value.get(id);
  });
  /** Where the vehicle is likely to be next; only while its incident is open, and for a reason. */
  const pursuit = computed(() => {
    const detail = picture.detail.value;
    return detail && detail.id === incident.value?.id ? detail.pursuit : undefined;
  });
  /** All that is known of the way in the chosen time. */
  const track = computed<Track>(() => {
    const detail = picture.detail.value;
    const live = detail && detail.id === incident.value?.id ? tracked(detail) : [];
    const { from, to } = times(range.value);
    return between(joined(history.value, live), from, to);
  });

  /** Runs a request; a failure is said, not thrown. */
  async function attempt<T>(request: Promise<T>): Promise<{ body: T } | undefined> {
    picture.problem.value = null;
    try {
      return { body: await request };
    } catch (failure) {
      settings.onProblem(failure);
      const unreachable = failure instanceof Problem && failure.status === 0;
      picture.problem.value = unreachable ? '' : String((failure as Error).message);
      return undefined;
    }
  }

  /** An event tells nothing of the owner: what is known of it stays. */
  function keep(found: Vehicle): void {
    const owner = found.owner ?? vehicles.value.get(found.plate)?.owner;
    vehicles.value = new Map(vehicles.value).set(found.plate, owner ? { ...found, owner } : found);
  }

  async function loadStolen(): Promise<void> {
    const list = await attempt(api.stolenVehicles());
    if (list) {
      stolen.value = list.body;
    }
  }

  async function loadVehicle(id: string): Promise<void> {
    if (HEX_TAG.test(id)) {
      return;
    }
    const found = await attempt(api.vehicle(id, reasons.value.get(id)));
    if (found) {
      keep(found.body);
    }
  }

  /** The way in the chosen time, for the reason that was given; an answer that another request overtook is left. */
  async function loadHistory(): Promise<void> {
    clearTimeout(historyTimer);
    historyTimer = undefined;
    const id = plate.value;
    const reason = id === null ? undefined : reasons.value.get(id);
    if (id === null || reason === undefined) {
      return;
    }
    const { from, to } = times(range.value);
    const mine = ++asked;
    const current = () => mine === asked && plate.value === id;
    // Asked first: a look that nothing opens is refused, and stands in the audit.
    const open = await attempt(api.trackAccess(id, from, to));
    if (!open || !current()) {
      return;
    }
    access.value = open.body;
    if (closed.value !== null) {
      history.value = [];
      return;
    }
    const found = await attempt(api.track(id, from, to, reason));
    if (found && current()) {
      history.value = readsOf(found.body);
    }
  }

  async function loadRequests(): Promise<void> {
    const list = await attempt(api.trackRequests());
    if (list) {
      requests.value = list.body;
    }
  }

  async function consent(id: string, given: Consent): Promise<boolean> {
    const done = await attempt(api.consent(id, given));
    await loadHistory();
    return done !== undefined;
  }

  async function endConsent(id: string): Promise<void> {
    await attempt(api.endConsent(id));
    await loadHistory();
  }

  /** Asks a second person to agree to what is chosen now. */
  async function askSecondPerson(id: string): Promise<void> {
    const reason = reasons.value.get(id);
    if (reason !== undefined) {
      const { from, to } = times(range.value);
      // What follows the vehicle goes on until it is looked at.
      const until = 'hours' in range.value ? to + GRANT_MILLIS : to;
      const asked = await attempt(api.requestTrack(id, from, until, reason));
      if (asked) {
        requestChanged(asked.body);
      }
    }
  }

  /** @param reason why not; null to agree */
  async function decide(request: TrackRequest, reason: string | null): Promise<void> {
    const done = await attempt(reason === null ? api.grantTrack(request.id) : api.refuseTrack(request.id, reason));
    if (done) {
      requestChanged(done.body);
    }
  }

  /** Somebody asked, agreed or refused, here or at another desk. */
  function requestChanged(changed: TrackRequest): void {
    const others = requests.value.filter((each) => each.id !== changed.id);
    requests.value = changed.state === 'OPEN' ? [changed, ...others] : others;
    if (changed.plate === plate.value && changed.state === 'GRANTED') {
      void loadHistory();
    }
  }

  function followHistory(): void {
    if ('hours' in range.value) {
      historyTimer ??= setTimeout(() => void loadHistory(), HISTORY_MILLIS);
    }
  }

  /** The incident to look at for a vehicle: the newest open one, else none. */
  function incidentOf(id: string): Incident | undefined {
    return [...thefts.value, ...clones.value, ...leads.value].find((each) => each.subject?.id === id);
  }

  async function choose(id: string | null, incidentId?: string): Promise<void> {
    batch(() => {
      if (plate.value !== id) {
        history.value = [];
        access.value = {};
        place.value = null;
      }
      plate.value = id;
      unknown.value = null;
      alike.value = [];
      picture.select(incidentId ?? (id === null ? null : (incidentOf(id)?.id ?? null)));
    });
    if (id !== null) {
      await Promise.all([loadVehicle(id), loadHistory()]);
    }
  }

  /** Goes to the vehicle whose plate was meant; offers those that begin so where several do. */
  async function find(typed: string): Promise<void> {
    unknown.value = null;
    alike.value = [];
    const found = await attempt(Promise.all(spellings(typed).map((each) => api.vehiclesLike(each))));
    if (!found) {
      return;
    }
    const all = [...new Map(found.body.flat().map((each) => [each.plate, each])).values()];
    const meant = all.find((each) => bare(each.plate) === bare(typed)) ?? (all.length === 1 ? all[0] : undefined);
    if (meant) {
      await choose(meant.plate);
    } else if (all.length > 0) {
      alike.value = all;
    } else {
      unknown.value = typed.trim();
    }
  }

  async function giveReason(id: string, reason: string): Promise<void> {
    reasons.value = new Map(reasons.value).set(id, reason);
    picture.refresh();
    await Promise.all([loadVehicle(id), loadHistory()]);
  }

  /** @param reason for looking at owner and track from now on: the case itself */
  async function report(id: string, theft: TheftReport, reason: string): Promise<boolean> {
    const done = await attempt(api.reportTheft(id, theft));
    if (!done) {
      return false;
    }
    place.value = null;
    await Promise.all([giveReason(id, reason), loadStolen()]);
    return true;
  }

  async function withdraw(id: string): Promise<boolean> {
    const done = await attempt(api.withdrawTheft(id));
    if (done) {
      await Promise.all([loadVehicle(id), loadStolen(), loadHistory()]);
    }
    return done !== undefined;
  }

  /** Closes the theft that is shown: the vehicle was found, and is hunted no more. */
  async function recovered(id: string, where: string): Promise<boolean> {
    const theft = incident.peek();
    if (!theft) {
      return false;
    }
    const done = await attempt(api.close(theft.id, 'recovered', where));
    if (done) {
      picture.refresh();
      await Promise.all([loadVehicle(id), loadStolen(), loadHistory()]);
    }
    return done !== undefined;
  }

  async function setGuard(id: string, guard: boolean): Promise<void> {
    if (await attempt(api.guard(id, guard))) {
      await loadVehicle(id);
    }
  }

  function incidentChanged(changed: Incident): void {
    picture.incidentChanged(changed);
    if (plate.value === null || changed.subject?.id !== plate.value) {
      return;
    }
    const shown = incident.value;
    if (isOpen(changed) && (!shown || !isOpen(shown))) {
      picture.select(changed.id);
    }
    followHistory();
  }

  /** A report or guard changed, here or at another desk. */
  function vehicleChanged(changed: Vehicle): void {
    if (vehicles.value.has(changed.plate)) {
      keep(changed);
    }
    if (changed.plate === plate.value && closed.value !== null) {
      void loadHistory();
    }
    const others = stolen.value.filter((each) => each.plate !== changed.plate);
    stolen.value = changed.theftReport ? [changed, ...others] : others;
  }

  /** For a desk without a map, or a mouse: the newest read is where it was seen. */
  function placeAtNewest(): void {
    const newest = track.value.at(-1);
    place.value = newest ? { lat: newest.lat, lon: newest.lon } : null;
  }

  function chooseRange(chosen: Range): void {
    range.value = chosen;
    history.value = [];
    void loadHistory();
  }

  async function reload(): Promise<void> {
    const id = plate.value;
    await Promise.all([
      picture.reload(),
      loadStolen(),
      loadRequests(),
      id === null ? null : loadVehicle(id),
      loadHistory(),
    ]);
  }

  return {
    picture,
    plate,
    vehicle,
    reasons,
    stolen,
    unknown,
    alike,
    range,
    pursuit,
    track,
    closed,
    access,
    requests,
    place,
    picking,
    placeAtNewest,
    thefts,
    clones,
    leads,
    incident,
    reload,
    choose,
    find,
    giveReason,
    report,
    withdraw,
    recovered,
    setGuard,
    consent,
    endConsent,
    askSecondPerson,
    decide,
    requestChanged,
    chooseRange,
    incidentChanged,
    vehicleChanged,
    stop: () => clearTimeout(historyTimer),
  };
}

export function times(range: Range): { from: number; to: number } {
  if ('hours' in range) {
    const to = Math.ceil(serverNow());
    // A reader's clock may be a little ahead of ours.
    return { from: to - range.hours * HOUR_MILLIS, to: to + 60_000 };
  }
  return range;
}

/** Letters and digits of a plate alone: how people compare them. */
function bare(plate: string): string {
  return plate.replace(/[\s·•.．-]+/g, '').toUpperCase();
}

/** How a plate that somebody typed may be registered: with the dot after province and city, and without. */
export function spellings(typed: string): string[] {
  const plain = bare(typed);
  const dotted = plain.length > 2 ? `${plain.slice(0, 2)}·${plain.slice(2)}` : plain;
  return [...new Set([typed.trim().toUpperCase(), dotted, plain])].filter((each) => each !== '');
}
