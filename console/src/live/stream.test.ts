import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openStream, type Connection } from './stream';

/** What the page uses of an EventSource. */
class FakeSource extends EventTarget {
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  closed = false;

  close(): void {
    this.closed = true;
  }

  say(name: string, data: string): void {
    this.dispatchEvent(new MessageEvent(name, { data }));
  }
}

describe('the stream of events', () => {
  let sources: FakeSource[];
  let connections: Connection[];
  let heard: unknown[];
  let reloads: number;
  let answers: boolean;
  let end: () => void;

  const newest = () => sources[sources.length - 1]!;

  beforeEach(() => {
    vi.useFakeTimers();
    sources = [];
    connections = [];
    heard = [];
    reloads = 0;
    answers = true;
    end = openStream({
      url: '/events',
      on: { incident: (data) => heard.push(data) },
      onLive: () => reloads++,
      onConnection: (connection) => connections.push(connection),
      probe: async () => answers,
      open: () => {
        sources.push(new FakeSource());
        return newest() as unknown as EventSource;
      },
    });
  });

  afterEach(() => {
    end();
    vi.useRealTimers();
  });

  it('hands out events, and what is not JSON as nothing', () => {
    newest().onopen!();
    newest().say('incident', '{"id":"a"}');
    newest().say('incident', '{"id":');

    expect(heard).toEqual([{ id: 'a' }, undefined]);
  });

  it('reconnects by itself and has everything fetched anew', async () => {
    newest().onopen!();
    newest().onerror!();
    expect(connections).toEqual(['connecting', 'live', 'lost']);

    await vi.advanceTimersByTimeAsync(1000);
    newest().onopen!();

    expect(sources.length).toBe(2);
    expect(sources[0]!.closed).toBe(true);
    expect(connections.at(-1)).toBe('live');
    expect(reloads).toBe(2);
  });

  it('tries less and less often while the server is away, at last every 10 s', async () => {
    for (const seconds of [1, 2, 4, 8, 10, 10]) {
      const before = sources.length;
      newest().onerror!();
      await vi.advanceTimersByTimeAsync(seconds * 1000 - 1);
      expect(sources.length).toBe(before);
      await vi.advanceTimersByTimeAsync(1);
      expect(sources.length).toBe(before + 1);
    }
  });

  it('notices a connection that died without a word', async () => {
    newest().onopen!();
    answers = false;

    await vi.advanceTimersByTimeAsync(15_000);

    expect(connections.at(-1)).toBe('lost');
  });

  it('opens nothing more once ended', async () => {
    newest().onerror!();
    end();

    await vi.advanceTimersByTimeAsync(60_000);

    expect(sources.length).toBe(1);
  });
});
