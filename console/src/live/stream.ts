/** The server's events, and whether they still come. */

export type Connection = 'connecting' | 'live' | 'lost';

export interface StreamSettings {
  url: string;
  /** What to do with the data of each named event. */
  on: Record<string, (data: unknown) => void>;
  /** Called after every (re)connection: what was missed is fetched by the owner. */
  onLive: () => void;
  onConnection: (connection: Connection) => void;
  /** Asks whether the server answers. A half-open connection shows in no other way. */
  probe: () => Promise<boolean>;
  open?: (url: string) => EventSource;
}

const PROBE_MILLIS = 15_000;
const FIRST_RETRY_MILLIS = 1_000;
const LAST_RETRY_MILLIS = 10_000;

/** Opens the stream and keeps it open; returns how to end it. */
export function openStream(settings: StreamSettings): () => void {
  const open = settings.open ?? ((url: string) => new EventSource(url));
  let source: EventSource | undefined;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let retryMillis = FIRST_RETRY_MILLIS;
  let ended = false;

  const connect = () => {
    clearTimeout(retryTimer);
    source?.close();
    const opened = open(settings.url);
    source = opened;
    opened.onopen = () => {
      retryMillis = FIRST_RETRY_MILLIS;
      settings.onConnection('live');
      settings.onLive();
    };
    opened.onerror = () => {
      if (source === opened) {
        lose();
      }
    };
    for (const [name, handle] of Object.entries(settings.on)) {
      opened.addEventListener(name, (event) => handle(parsed((event as MessageEvent).data)));
    }
  };

  // The browser's own retry takes seconds and gives up on an HTTP error, so the page does it itself.
  const lose = () => {
    source?.close();
    source = undefined;
    settings.onConnection('lost');
    clearTimeout(retryTimer);
    if (!ended) {
      retryTimer = setTimeout(connect, retryMillis);
      retryMillis = Math.min(retryMillis * 2, LAST_RETRY_MILLIS);
      void settings.probe();
    }
  };

  const probing = setInterval(async () => {
    const probed = source;
    if (probed && !(await settings.probe()) && source === probed && !ended) {
      lose();
    }
  }, PROBE_MILLIS);
  const offline = () => lose();
  const online = () => {
    retryMillis = FIRST_RETRY_MILLIS;
    connect();
  };
  window.addEventListener('offline', offline);
  window.addEventListener('online', online);

  settings.onConnection('connecting');
  connect();
  return () => {
    ended = true;
    clearTimeout(retryTimer);
    clearInterval(probing);
    window.removeEventListener('offline', offline);
    window.removeEventListener('online', online);
    source?.close();
  };
}

function parsed(data: unknown): unknown {
  try {
    return typeof data === 'string' && data !== '' ? JSON.parse(data) : undefined;
  } catch {
    return undefined;
  }
}

/** What an event must be before a page reads it. */
export function isObject(data: unknown): data is Record<string, unknown> {
  return typeof data === 'object' && data !== null;
}
