import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeApi, later } from '../api/fake-api';
import { Problem, type Api } from '../api/http';
import type { TrackAccess, TrackRequest, Vehicle } from '../api/things';
import type { Incident, IncidentDetail } from '../api/types';
import { policeStore, spellings } from './store';

const PLATE = '粤D·00017';
const vehicle = (over: Partial<Vehicle> = {}): Vehicle => ({ plate: PLATE, tag: 'E280AA17', owner: { name: '郑**' }, ...over });
const theft = (over: Partial<IncidentDetail> = {}): IncidentDetail => ({
  id: 'i1',
  kind: 'theft',
  severity: 'P1',
  state: 'DISPATCHING',
  openedAt: 1,
  subject: { type: 'vehicle', id: PLATE, name: '粤D****17' },
  ...over,
});
const OPEN: TrackAccess = { ground: { kind: 'theft-report', reference: 'C-7' } };
const points = (...times: number[]) => ({
  type: 'FeatureCollection' as const,
  features: times.map((ts) => ({
    type: 'Feature' as const,
    properties: { ts, reader: `r${ts}` },
    geometry: { type: 'Point' as const, coordinates: [116.7, 23.3] },
  })),
});

describe('the police’s desk', () => {
  const NOW = Date.UTC(2026, 10, 1);
  let problems: unknown[];

  const store = (answers: Partial<Api>) =>
    policeStore({
      api: fakeApi({
        incidents: async () => [],
        responders: async () => [],
        stolenVehicles: async () => [],
        vehicle: async () => vehicle(),
        incident: async () => theft(),
        track: async () => points(),
        trackAccess: async () => OPEN,
        trackRequests: async () => [],
        ...answers,
      }),
      onCall: () => {},
      onProblem: (problem) => problems.push(problem),
    });

  beforeEach(() => {
    problems = [];
    vi.useFakeTimers({ now: NOW });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('finds a plate however it is typed', async () => {
    const asked: string[] = [];
    const desk = store({ vehiclesLike: async (plate) => (asked.push(plate), plate === PLATE ? [vehicle()] : []) });

    await desk.find(' 粤d 00017');

    expect(asked).toContain(PLATE);
    expect(desk.plate.value).toBe(PLATE);
    expect(spellings('粤D·00017')).toEqual(['粤D·00017', '粤D00017']);
  });

  it('offers the vehicles whose plates begin so, and says when there is none', async () => {
    const desk = store({ vehiclesLike: async (plate) => (plate.startsWith('粤D') ? [vehicle(), vehicle({ plate: '粤D·00018' })] : []) });

    await desk.find('粤D0001');
    expect(desk.alike.value.map((each) => each.plate)).toEqual([PLATE, '粤D·00018']);
    expect(desk.plate.value).toBeNull();

    await desk.find('京A12345');
    expect(desk.unknown.value).toBe('京A12345');
    expect(desk.alike.value).toEqual([]);
  });

  it('shows no track before a reason is given, then asks for owner, incident and track with it', async () => {
    const reasons: (string | undefined)[] = [];
    const desk = store({
      vehicle: async (_, reason) => (reasons.push(reason), vehicle(reason ? { owner: { name: '郑志强' } } : {})),
      incident: async (_, reason) => (reasons.push(reason), theft()),
      track: async (_, __, ___, reason) => (reasons.push(reason), points(NOW - 1000)),
    });
    desk.incidentChanged(theft());

    await desk.choose(PLATE);
    expect(reasons).toEqual([undefined, undefined]);
    expect(desk.track.value).toEqual([]);

    await desk.giveReason(PLATE, 'Case 7');
    await vi.advanceTimersByTimeAsync(300);

    expect(reasons.slice(2).sort()).toEqual(['Case 7', 'Case 7', 'Case 7']);
    expect(desk.vehicle.value?.owner?.name).toBe('郑志强');
    expect(desk.track.value).toHaveLength(1);
  });

  it('asks a second person for an ended case, looks at nothing meanwhile, and shows it when somebody agreed', async () => {
    let granted = false;
    const asks: { plate: string; from: number; to: number; reason: string }[] = [];
    let looks = 0;
    const request: TrackRequest = {
      id: 'q1', plate: PLATE, from: 0, to: NOW, reason: 'Case 7', requestedBy: 'police', state: 'OPEN',
    };
    const desk = store({
      trackAccess: async (_, from): Promise<TrackAccess> => ({
        ground: { kind: 'ended-case', reference: 'C-7', from: NOW - 9_000, to: NOW },
        ...(from < NOW - 9_000 ? { closed: 'case' } : granted ? {} : { closed: 'second person' }),
      }),
      track: async () => (looks++, points(NOW - 1000)),
      requestTrack: async (plate, from, to, reason) => (asks.push({ plate, from, to, reason }), request),
    });
    await desk.choose(PLATE);
    await desk.giveReason(PLATE, 'Case 7');
    expect(desk.closed.value).toBe('case');

    desk.chooseRange({ from: NOW - 5_000, to: NOW });
    await vi.advanceTimersByTimeAsync(0);
    expect(desk.closed.value).toBe('second person');
    expect(looks).toBe(0);

    await desk.askSecondPerson(PLATE);
    expect(asks).toEqual([{ plate: PLATE, from: NOW - 5_000, to: NOW, reason: 'Case 7' }]);
    expect(desk.requests.value).toEqual([request]);

    granted = true;
    desk.requestChanged({ ...request, state: 'GRANTED' });
    await vi.advanceTimersByTimeAsync(0);
    expect(desk.requests.value).toEqual([]);
    expect(desk.closed.value).toBeNull();
    expect(desk.track.value).toHaveLength(1);
  });

  it('asks a second person for what is old', async () => {
    const desk = store({
      trackAccess: async (_, from) => (from < NOW - 7_200_000 ? { ...OPEN, closed: 'second person' } : OPEN),
    });
    await desk.choose(PLATE);
    await desk.giveReason(PLATE, 'Case 7');
    expect(desk.closed.value).toBe('second person');

    desk.chooseRange({ hours: 1 });
    await vi.advanceTimersByTimeAsync(0);
    expect(desk.closed.value).toBeNull();
  });

  it('keeps a track without a case closed until the owner agrees', async () => {
    const given: unknown[] = [];
    let looks = 0;
    const desk = store({
      trackAccess: async () =>
        given.length === 0 ? { closed: 'case' } : { ground: { kind: 'consent', reference: 'form 7' } },
      track: async () => (looks++, points(NOW - 1000)),
      consent: async (_, consent) => (given.push(consent), consent),
    });
    await desk.choose(PLATE);
    await desk.giveReason(PLATE, 'asked by the owner');
    expect(desk.closed.value).toBe('case');
    expect(desk.track.value).toEqual([]);
    expect(looks).toBe(0);

    await desk.consent(PLATE, { givenBy: '李', reference: 'form 7', until: NOW + 1 });
    expect(desk.closed.value).toBeNull();
    expect(desk.track.value).toHaveLength(1);
  });

  it('follows the vehicle read by read: at once by its incident, then by the history', async () => {
    let reads = 1;
    let looks = 0;
    const read = (n: number) => ({ ts: NOW - 60_000 + n, reader: `r${n}`, lat: 23.3, lon: 116.7 });
    const desk = store({
      incident: async (_, reason) => theft(reason ? { track: Array.from({ length: reads }, (__, i) => read(i)) } : {}),
      track: async () => (looks++, points()),
    });
    desk.incidentChanged(theft());
    await desk.choose(PLATE);
    await desk.giveReason(PLATE, 'Case 7');
    await vi.advanceTimersByTimeAsync(300);
    expect(desk.track.value).toHaveLength(1);

    for (reads = 2; reads <= 5; reads++) {
      desk.incidentChanged(theft());
      await vi.advanceTimersByTimeAsync(300);
      expect(desk.track.value).toHaveLength(reads);
    }
    await vi.advanceTimersByTimeAsync(10_000);

    expect(looks).toBe(2);
  });

  it('goes to the incident that begins while the vehicle is looked at', async () => {
    const desk = store({});
    await desk.choose(PLATE);
    expect(desk.incident.value).toBeUndefined();

    desk.incidentChanged(theft());

    expect(desk.incident.value?.id).toBe('i1');
  });

  it('takes the case of its own report for the reason, and shows the report', async () => {
    let stolen = false;
    const report = { caseNumber: 'A1', reportedBy: '林' };
    const asked: string[] = [];
    const desk = store({
      vehicle: async () => vehicle(stolen ? { theftReport: report } : {}),
      stolenVehicles: async () => (stolen ? [vehicle({ theftReport: report })] : []),
      reportTheft: async () => void (stolen = true),
      track: async (_, __, ___, reason) => (asked.push(reason), points(NOW - 5)),
    });
    await desk.choose(PLATE);

    expect(await desk.report(PLATE, report, 'Case A1')).toBe(true);

    expect(asked).toEqual(['Case A1']);
    expect(desk.vehicle.value?.theftReport?.caseNumber).toBe('A1');
    expect(desk.stolen.value).toHaveLength(1);
  });

  it('says what the server refused and keeps the report unmade', async () => {
    const refusal = new Problem(409, 'already reported');
    const desk = store({ reportTheft: () => Promise.reject(refusal) });
    await desk.choose(PLATE);

    expect(await desk.report(PLATE, { caseNumber: 'A1', reportedBy: '林' }, 'Case A1')).toBe(false);

    expect(desk.picture.problem.value).toBe('already reported');
    expect(problems).toEqual([refusal]);
    expect(desk.reasons.value.size).toBe(0);
  });

  it('learns of a withdrawal at another desk and keeps the owner it was shown', async () => {
    const desk = store({ vehicle: async () => vehicle({ owner: { name: '郑志强' }, theftReport: { caseNumber: 'A', reportedBy: 'B' } }) });
    await desk.choose(PLATE);
    desk.vehicleChanged(vehicle({ owner: undefined, theftReport: { caseNumber: 'A', reportedBy: 'B' } }));
    expect(desk.stolen.value).toHaveLength(1);

    desk.vehicleChanged(vehicle({ owner: undefined }));

    expect(desk.stolen.value).toEqual([]);
    expect(desk.vehicle.value).toMatchObject({ owner: { name: '郑志强' } });
    expect(desk.vehicle.value?.theftReport).toBeUndefined();
  });

  it('leaves an answer that came for another vehicle or an earlier range', async () => {
    const slow = later<ReturnType<typeof points>>();
    const answers = [slow.promise, Promise.resolve(points(NOW - 2, NOW - 1))];
    const desk = store({ track: () => answers.shift()! });
    await desk.choose(PLATE);
    const given = desk.giveReason(PLATE, 'Case 7');
    await vi.advanceTimersByTimeAsync(0);
    desk.chooseRange({ hours: 1 });
    slow.resolve(points(NOW - 9));
    await given;
    await vi.advanceTimersByTimeAsync(0);

    expect(desk.track.value.map((each) => each.ts)).toEqual([NOW - 2, NOW - 1]);
  });

  it('asks the registry for no tag that belongs to no vehicle', async () => {
    const desk = store({ vehicle: () => Promise.reject(new Error('asked')) });

    await desk.choose('E2806894000000000000AA99');

    expect(problems).toEqual([]);
    expect(desk.vehicle.value).toBeUndefined();
  });

  it('shows thefts and clones apart, the open ones alone', () => {
    const desk = store({});
    desk.incidentChanged(theft());
    desk.incidentChanged({ ...theft({ id: 'i2', kind: 'cloned-tag', severity: 'P3' }) } as Incident);
    desk.incidentChanged(theft({ id: 'i3', state: 'CLOSED' }));

    expect(desk.thefts.value.map((each) => each.id)).toEqual(['i1']);
    expect(desk.clones.value.map((each) => each.id)).toEqual(['i2']);
  });

  it('shows convoys, dens and tampered tags as leads, and a den without a vehicle', async () => {
    const desk = store({ vehicle: () => Promise.reject(new Error('asked')) });
    const den = { ...theft({ id: 'i4', kind: 'den', severity: 'P2' }), subject: { type: 'place', id: 'den@23.3500,116.6800' } };
    desk.incidentChanged(den as Incident);
    desk.incidentChanged({ ...theft({ id: 'i5', kind: 'suspicious-ride', severity: 'P4' }) } as Incident);

    await desk.choose(null, 'i4');

    expect(desk.leads.value.map((each) => each.id)).toEqual(['i4', 'i5']);
    expect(desk.thefts.value).toEqual([]);
    expect(desk.incident.value?.id).toBe('i4');
    expect(desk.plate.value).toBeNull();
    expect(problems).toEqual([]);
  });
});
