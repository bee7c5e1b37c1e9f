import { batch, computed, signal } from '@preact/signals';
import { Problem, type Api } from '../api/http';
import type { Storm } from '../api/things';
import type { Incident, IncidentDetail, Offer, Outcome, PositionReport, Subject } from '../api/types';
import { closureBook } from '../closure/closures';
import { commandDesk } from '../command/desk';
import type { Connection } from '../live/stream';
import { registryNames } from '../registry/names';
import { ALL, passes, storedHidden, storeHidden, type Hidden } from './filters';
import {
  assignmentLines,
  beganToCall,
  inOrder,
  isCalling,
  isOpen,
  withIncident,
  withList,
  withOffer,
  withPositions,
  type Incidents,
  type OffersByIncident,
  type Responders,
} from './picture';

export type Filter = 'open' | 'closed';

/** Subjects that the operator was shown in full: asked for once, so that looking on is not audited again and again. */
export type Revealed = ReadonlyMap<string, Subject>;

export interface StoreSettings {
  api: Api;
  /** A P1 began to call; not called for what was already calling when the page opened. */
  onCall: (incident: Incident) => void;
  onProblem: (problem: unknown) => void;
  /** Why an incident is looked at in full each time it is fetched; without one it comes masked. */
  reasonFor?: (incident: string) => string | undefined;
  /** Whether storms are this page's business; the police have no right to ask. */
  withStorm?: boolean;
}

const POSITIONS_MILLIS = 500;
const REFETCH_MILLIS = 200;
/** Lines of assignments older than this page are fetched for so many incidents. */
const MOST_LINES = 30;
const UNDER_WAY = ['EN_ROUTE', 'ON_SCENE', 'CONTROLLED'];

export type OperatorStore = ReturnType<typeof operatorStore>;

/** The operator's live picture: signals to draw from, and what a person or the server does to them. */
export function operatorStore({ api, onCall, onProblem, reasonFor, withStorm }: StoreSettings) {
  const incidents = signal<Incidents>(new Map());
  const offers = signal<OffersByIncident>(new Map());
  const responders = signal<Responders>(new Map());
  const connection = signal<Connection>('connecting');
  const filter = signal<Filter>('open');
  const hidden = signal<Hidden>(storedHidden());
  const selected = signal<string | null>(null);
  const detail = signal<IncidentDetail | null>(null);
  const revealed = signal<Revealed>(new Map());
  const problem = signal<string | null>(null);
  const loaded = signal(false);
  /** The storm of incidents that there is; null if there is none. */
  const storm = signal<Storm | null>(null);

  const open = computed(() => inOrder([...incidents.value.values()].filter(isOpen)));
  const listed = computed(() =>
    filter.value === 'open'
      ? open.value
      : [...incidents.value.values()].filter((i) => !isOpen(i)).sort((a, b) => b.openedAt - a.openedAt),
  );
  const shown = computed(() => listed.value.filter((incident) => passes(incident, hidden.value)));
  /** How many the filter keeps from being seen: said, so that an empty list is not taken for calm. */
  const hiddenCount = computed(() => listed.value.length - shown.value.length);
  const calling = computed(() => open.value.filter(isCalling));
  const lines = computed(() => assignmentLines(incidents.value, offers.value, responders.value));

  const names = registryNames(api);
  const commands = commandDesk(api, onProblem);
  const closures = closureBook(api, attempt);

  const newerLists = new Set<Set<string>>();
  const positions = new Map<string, PositionReport>();
  let positionsTimer: ReturnType<typeof setTimeout> | undefined;
  let refetchTimer: ReturnType<typeof setTimeout> | undefined;

  /** Runs a request; a failure is shown, not thrown. */
  async function attempt<T>(request: Promise<T>): Promise<T | undefined> {
    try {
      return await request;
    } catch (failure) {
      onProblem(failure);
      problem.value = failure instanceof Problem && failure.status === 0 ? '' : String((failure as Error).message);
      return undefined;
    }
  }

  async function loadIncidents(openOnes: boolean): Promise<void> {
    const newer = new Set<string>();
    newerLists.add(newer);
    const list = await attempt(api.incidents(openOnes));
    newerLists.delete(newer);
    if (list) {
      incidents.value = withList(incidents.value, list, newer, openOnes);
    }
  }

  async function loadResponders(): Promise<void> {
    const list = await attempt(api.responders());
    if (list) {
      const known = responders.value;
      const next = new Map(list.map((responder) => [responder.id, responder]));
      // A position that came by an event while the list was under way is newer than the list's.
      const reports = [...known.values()].flatMap((r) =>
        r.position?.ts !== undefined && next.has(r.id) ? [{ responder: r.id, ...r.position, ts: r.position.ts }] : [],
      );
      responders.value = withPositions(next, reports);
    }
  }

  function stormChanged(told: Storm): void {
    storm.value = told.storm ? told : null;
  }

  async function loadStorm(): Promise<void> {
    try {
      stormChanged(await api.storm());
    } catch {
      // Without it the list stands as on every other day; that the server does not answer is shown elsewhere.
    }
  }

  async function loadDetail(id: string, reason: string | undefined = reasonFor?.(id)): Promise<void> {
    const fetched = await attempt(api.incident(id, reason));
    if (!fetched) {
      return;
    }
    batch(() => {
      if (fetched.offers) {
        offers.value = new Map(offers.value).set(id, fetched.offers);
      }
      if (reason !== undefined && fetched.subject) {
        revealed.value = new Map(revealed.value).set(id, fetched.subject);
      }
      if (selected.value === id) {
        // What was revealed of the subject stands apart: the rest of the page stays masked.
        detail.value =
          reason === undefined ? keepingRevealed(fetched, detail.value) : { ...fetched, subject: detail.value?.subject };
      }
    });
  }

  async function loadLines(): Promise<void> {
    const underWay = open.value.filter((i) => UNDER_WAY.includes(i.state) && !offers.value.has(i.id));
    for (const incident of underWay.slice(0, MOST_LINES)) {
      await loadDetail(incident.id);
    }
  }

  /** Everything anew: at the start, after a lost connection, on `reset`. */
  async function reload(): Promise<void> {
    await Promise.all([loadIncidents(true), loadResponders(), withStorm ? loadStorm() : null, closures.load(), filter.value === 'closed' ? loadIncidents(false) : null]);
    loaded.value = true;
    if (selected.value) {
      await loadDetail(selected.value);
    }
    await loadLines();
  }

  function refetchDetail(): void {
    clearTimeout(refetchTimer);
    refetchTimer = setTimeout(() => {
      if (selected.value) {
        void loadDetail(selected.value);
      }
    }, REFETCH_MILLIS);
  }

  function incidentChanged(incident: Incident): void {
    newerLists.forEach((newer) => newer.add(incident.id));
    const before = incidents.value.get(incident.id);
    incidents.value = withIncident(incidents.value, incident);
    const after = incidents.value.get(incident.id)!;
    if (beganToCall(before, after)) {
      onCall(after);
    }
    if (incident.id === selected.value) {
      refetchDetail();
    }
  }

  function offerChanged(offer: Offer): void {
    if (!offer.incident) {
      return;
    }
    offers.value = withOffer(offers.value, { ...offer, incident: offer.incident });
    if (offer.incident === selected.value) {
      refetchDetail();
    }
  }

  /** Positions come by the hundred a second: drawn at most twice a second. */
  function positionReported(report: PositionReport): void {
    positions.set(report.responder, report);
    positionsTimer ??= setTimeout(() => {
      positionsTimer = undefined;
      responders.value = withPositions(responders.value, positions.values());
      positions.clear();
    }, POSITIONS_MILLIS);
  }

  function select(id: string | null): void {
    batch(() => {
      selected.value = id;
      detail.value = null;
    });
    if (id) {
      void loadDetail(id);
    }
  }

  function choose(chosen: Filter): void {
    filter.value = chosen;
    if (chosen === 'closed') {
      void loadIncidents(false);
    }
  }

  /** What is hidden stays so over a reload; the state is a passing look and does not. */
  function hide(chosen: Hidden): void {
    hidden.value = chosen;
    storeHidden(chosen);
  }

  async function act(id: string, request: Promise<IncidentDetail | undefined>): Promise<boolean> {
    problem.value = null;
    let succeeded = false;
    const answer = await attempt(request.then((body) => ((succeeded = true), body)));
    if (answer?.id === id && answer.state) {
      incidents.value = withIncident(incidents.value, listItem(answer));
    }
    if (selected.value === id) {
      await loadDetail(id);
    }
    return succeeded;
  }

  /** Takes in hand what of these can wait; what is refused is told. */
  async function acknowledgeMany(ids: readonly string[]): Promise<void> {
    problem.value = null;
    const answer = await attempt(api.acknowledgeMany(ids));
    if (answer?.left?.[0]) {
      problem.value = answer.left[0].why;
    }
  }

  /** What is split off is looked at next. */
  async function split(id: string, detections: readonly string[], reason: string): Promise<boolean> {
    problem.value = null;
    const apart = await attempt(api.split(id, detections, reason));
    if (apart?.state) {
      incidents.value = withIncident(incidents.value, listItem(apart));
      select(apart.id);
    }
    return apart !== undefined;
  }

  return {
    storm,
    stormChanged,
    acknowledgeMany,
    split,
    merge: (id: string, into: string, reason: string) => act(id, api.merge(id, into, reason)),
    unmerge: (id: string, reason: string) => act(id, api.unmerge(id, reason)),
    incidents,
    offers,
    responders,
    connection,
    filter,
    hidden,
    hiddenCount,
    hide,
    showAll: () => hide(ALL),
    names,
    commands,
    closures,
    selected,
    detail,
    revealed,
    problem,
    loaded,
    open,
    shown,
    calling,
    lines,
    reload,
    incidentChanged,
    offerChanged,
    positionReported,
    select,
    choose,
    acknowledge: (id: string) => act(id, api.acknowledge(id)),
    takeOver: (id: string) => act(id, api.acknowledge(id, true)),
    confirm: (id: string) => act(id, api.confirm(id)),
    controlled: (id: string) => act(id, api.controlled(id)),
    strikeLevel: (id: string, level: number) => act(id, api.level(id, level)),
    close: (id: string, outcome: Outcome, reason: string) => act(id, api.close(id, outcome, reason)),
    reveal: (id: string, reason: string) => loadDetail(id, reason),
    refresh: () => refetchDetail(),
  };
}

/** A masked answer lacks the track and parts of the evidence: what was shown for a reason stays until it is looked up anew. */
function keepingRevealed(fetched: IncidentDetail, before: IncidentDetail | null): IncidentDetail {
  if (before?.id !== fetched.id) {
    return fetched;
  }
  const known = new Map(before.detections?.map((line) => [line.id, line.evidence]));
  return {
    ...fetched,
    track: fetched.track ?? before.track,
    detections: fetched.detections?.map((line) => ({ ...line, evidence: { ...known.get(line.id), ...line.evidence } })),
  };
}

/** The detail without what only the detail panel shows, so that nothing unmasked enters the list. */
function listItem(detail: IncidentDetail): Incident {
  const { subject: _, offers: __, timeline: ___, assignments: ____, stages: _____, track: ______, detections: _______, ...item } =
    detail;
  return item;
}
