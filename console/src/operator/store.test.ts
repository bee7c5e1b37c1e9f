import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeApi, later } from '../api/fake-api';
import { Problem, type Api } from '../api/http';
import type { Incident, IncidentDetail } from '../api/types';
import { operatorStore } from './store';

const incident = (over: Partial<Incident> = {}): Incident => ({
  id: 'a',
  severity: 'P1',
  state: 'DISPATCHING',
  openedAt: 1000,
  subject: { type: 'person', id: 'elder-1', name: '王**' },
  ...over,
});

describe('the operator’s picture', () => {
  let calls: string[];
  let problems: unknown[];

  const store = (answers: Partial<Api>) =>
    operatorStore({
      api: fakeApi({ responders: async () => [], closures: async () => [], ...answers }),
      onCall: (called) => calls.push(called.id),
      onProblem: (problem) => problems.push(problem),
    });

  beforeEach(() => {
    calls = [];
    problems = [];
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it('keeps what an event said while the list was under way', async () => {
    const list = later<Incident[]>();
    const operator = store({ incidents: () => list.promise, incident: async () => incident({ state: 'EN_ROUTE' }) });

    const loading = operator.reload();
    operator.incidentChanged(incident({ state: 'EN_ROUTE', acknowledged: true }));
    list.resolve([incident({ acknowledged: true }), incident({ id: 'b', acknowledged: true })]);
    await loading;

    expect(operator.open.value.map((each) => [each.id, each.state])).toEqual([
      ['a', 'EN_ROUTE'],
      ['b', 'DISPATCHING'],
    ]);
  });

  it('calls for a new P1 once, and again when its acknowledgement is withdrawn', () => {
    const operator = store({});

    operator.incidentChanged(incident());
    operator.incidentChanged(incident({ rules: ['E1', 'E2'] }));
    expect(calls).toEqual(['a']);

    operator.incidentChanged(incident({ acknowledged: true }));
    expect(operator.calling.value).toEqual([]);
    operator.incidentChanged(incident({ acknowledged: false }));
    expect(calls).toEqual(['a', 'a']);
  });

  it('does not call for what was calling when the page opened, but shows it', async () => {
    const operator = store({ incidents: async () => [incident()] });

    await operator.reload();

    expect(calls).toEqual([]);
    expect(operator.calling.value.map((each) => each.id)).toEqual(['a']);
  });

  it('asks for the subject in full once, and keeps it while the detail is fetched anew', async () => {
    const reasons: (string | undefined)[] = [];
    const operator = store({
      incident: async (_, reason) => {
        reasons.push(reason);
        const name = reason ? '王桂芳' : '王**';
        return { ...incident(), subject: { type: 'person', id: 'elder-1', name } };
      },
    });
    operator.incidentChanged(incident());
    operator.select('a');
    await operator.reveal('a', 'Calling back');

    operator.incidentChanged(incident({ state: 'ON_SCENE' }));
    await vi.advanceTimersByTimeAsync(1000);

    expect(reasons).toEqual([undefined, 'Calling back', undefined]);
    expect(operator.revealed.value.get('a')?.name).toBe('王桂芳');
    expect(operator.incidents.value.get('a')?.subject?.name).toBe('王**');
  });

  it('keeps the track and the evidence that were shown for a reason, and takes what is newer', async () => {
    let reads = 1;
    const operator = store({
      incident: async (_, reason) => ({
        ...incident({ kind: 'theft' }),
        track: reason ? [{ ts: 1, reader: 'r', lat: 1, lon: 2 }] : undefined,
        detections: [{ id: 'd', rule: 'R1', phase: 'UPDATED', at: 1, evidence: reason ? { plate: 'P', reads } : { reads } }],
      }),
    });
    operator.incidentChanged(incident());
    operator.select('a');
    await operator.reveal('a', 'Calling back');

    reads = 2;
    operator.incidentChanged(incident());
    await vi.advanceTimersByTimeAsync(1000);

    expect(operator.detail.value?.track).toHaveLength(1);
    expect(operator.detail.value?.detections?.[0]?.evidence).toEqual({ plate: 'P', reads: 2 });
  });

  it('filters the list and says how many it hides', () => {
    const operator = store({});
    operator.incidentChanged(incident({ acknowledged: true }));
    operator.incidentChanged(incident({ id: 'b', severity: 'P4', kind: 'service' }));

    operator.hide({ ...operator.hidden.value, severities: new Set(['P4']) });
    expect(operator.shown.value.map((each) => each.id)).toEqual(['a']);
    expect(operator.hiddenCount.value).toBe(1);

    operator.showAll();
    expect(operator.hiddenCount.value).toBe(0);
  });

  it('fetches the detail once for a burst of events', async () => {
    let fetched = 0;
    const operator = store({ incident: async () => (fetched++, incident() as IncidentDetail) });
    operator.incidentChanged(incident());
    operator.select('a');
    await vi.advanceTimersByTimeAsync(0);

    for (let i = 0; i < 5; i++) {
      operator.offerChanged({ id: `o${i}`, incident: 'a', responder: `r${i}`, state: 'OFFERED' });
    }
    await vi.advanceTimersByTimeAsync(1000);

    expect(fetched).toBe(2);
  });

  it('draws positions at most twice a second, the newest of each', async () => {
    const operator = store({});
    let drawn = -1;
    const stop = operator.responders.subscribe(() => drawn++);

    for (let ts = 1; ts <= 100; ts++) {
      operator.positionReported({ responder: 'r', ts, lat: ts, lon: 1 });
    }
    await vi.advanceTimersByTimeAsync(500);
    stop();

    expect(drawn).toBe(1);
    expect(operator.responders.value.get('r')?.position?.ts).toBe(100);
  });

  it('says what the server refused, and that it was not done', async () => {
    const refusal = new Problem(409, 'state: CLOSED (expected: open)');
    const operator = store({ close: () => Promise.reject(refusal) });
    operator.incidentChanged(incident());

    const closed = await operator.close('a', 'helped', 'fine');

    expect(closed).toBe(false);
    expect(problems).toEqual([refusal]);
    expect(operator.problem.value).toBe('state: CLOSED (expected: open)');
  });
});
