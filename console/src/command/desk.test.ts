import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeApi, later } from '../api/fake-api';
import { Problem, type CommandOrder } from '../api/http';
import type { CommandReport } from '../api/things';
import { actionsOf, commandDesk } from './desk';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const queued = async (): Promise<CommandReport> => ({ id: 'c1' });
const unasked = async (): Promise<CommandReport> => ({ id: 'c1', state: 'QUEUED' });

it('sends the words with a deadline and follows the command to its result', async () => {
  const orders: CommandOrder[] = [];
  const desk = commandDesk(
    fakeApi({ command: async (_, order) => (orders.push(order), { id: 'c1' }), commandReport: unasked }),
    () => {},
  );

  await desk.send('drone-1', 'speak', 'Leave the house');
  expect(orders[0]).toMatchObject({ action: 'speak', parameters: { text: 'Leave the house' } });
  expect(orders[0]!.deadline).toBeGreaterThan(Date.now());
  expect(desk.sent.value.map((each) => each.state)).toEqual(['QUEUED']);

  desk.commandChanged({ id: 'c1', state: 'DELIVERED' });
  desk.commandChanged({ id: 'c1', state: 'DONE', result: { status: 'done', reason: 'spoken twice' } });

  expect(desk.sent.value[0]).toMatchObject({ state: 'DONE', reason: 'spoken twice' });
  desk.stop();
});

it('takes an event that overtook the answer', async () => {
  const answer = later<CommandReport>();
  const desk = commandDesk(fakeApi({ command: () => answer.promise, commandReport: unasked }), () => {});

  const sending = desk.send('t1', 'locate');
  desk.commandChanged({ id: 'c1', device: 't1', action: 'locate', state: 'DELIVERED' });
  answer.resolve({ id: 'c1' });
  await sending;

  expect(desk.sent.value.map((each) => [each.id, each.state])).toEqual([['c1', 'DELIVERED']]);
  desk.stop();
});

it('never goes back from what a device has done', async () => {
  const desk = commandDesk(fakeApi({ command: queued, commandReport: unasked }), () => {});
  await desk.send('t1', 'siren');

  desk.commandChanged({ id: 'c1', state: 'DONE' });
  desk.commandChanged({ id: 'c1', state: 'DELIVERED' });
  desk.commandChanged({ id: 'c1', state: 'EXPIRED' });

  expect(desk.sent.value[0]?.state).toBe('DONE');
  desk.stop();
});

it('asks for what no event told, until the end', async () => {
  const answers: CommandReport[] = [{ id: 'c1', state: 'DELIVERED' }, { id: 'c1', state: 'REFUSED', result: { reason: 'no horn' } }];
  let asked = 0;
  const desk = commandDesk(fakeApi({ command: queued, commandReport: async () => answers[asked++]! }), () => {});
  await desk.send('t1', 'siren');

  await vi.advanceTimersByTimeAsync(2_000);
  expect(desk.sent.value[0]?.state).toBe('DELIVERED');
  await vi.advanceTimersByTimeAsync(60_000);

  expect(desk.sent.value[0]).toMatchObject({ state: 'REFUSED', reason: 'no horn' });
  expect(asked).toBe(2);
});

it('says what was not sent, and why', async () => {
  const problems: unknown[] = [];
  const refusal = new Problem(409, '16 commands are open (expected: fewer)');
  const desk = commandDesk(fakeApi({ command: () => Promise.reject(refusal) }), (problem) => problems.push(problem));

  expect(await desk.send('t1', 'siren')).toBe(false);

  expect(desk.sent.value[0]).toMatchObject({ state: 'UNSENT', reason: '16 commands are open (expected: fewer)' });
  expect(problems).toEqual([refusal]);
});

it('offers what a kind of device can do', () => {
  expect(actionsOf('thermal-camera')).toContain('capture');
  expect(actionsOf('call-terminal')).not.toContain('capture');
  expect(actionsOf('tag-reader')).toEqual([]);
});

it('shows what another operator gave, now or before, each once', async () => {
  const given: CommandReport = { id: 'c7', action: 'speak', parameters: { text: 'Hello' }, by: 'li', ts: 5, state: 'DELIVERED' };
  const desk = commandDesk(fakeApi({ commandsOf: async () => [given] }), () => {});

  desk.commandChanged({ ...given, device: 't1' });
  await desk.load('t1');
  desk.commandChanged({ ...given, device: 't1', state: 'DONE' });

  expect(desk.sent.value).toMatchObject([{ device: 't1', text: 'Hello', by: 'li', state: 'DONE' }]);
});
