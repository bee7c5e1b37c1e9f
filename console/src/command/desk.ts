import { signal } from '@preact/signals';
import { Problem, type Api } from '../api/http';
import type { Action, CommandReport, CommandState } from '../api/things';
import { serverNow } from '../time/clock';

/** A command that this page or another operator's sent, and how far it came. */
export interface SentCommand {
  /** Ours, until the server gave its own. */
  key: string;
  id?: string;
  device: string;
  action: Action;
  text?: string;
  /** Who gave it, where it was not this page. */
  by?: string;
  at: number;
  state: CommandState | 'SENDING' | 'UNSENT';
  /** What the device, or a server that refused, said. */
  reason?: string;
}

export type CommandDesk = ReturnType<typeof commandDesk>;

/** An order to speak is of no use when its moment is over. */
const DEADLINE_MILLIS = 5 * 60_000;
const POLL_MILLIS = 2_000;
const MOST_KEPT = 200;
const FINAL: readonly string[] = ['DONE', 'FAILED', 'REFUSED', 'EXPIRED', 'UNSENT'];
const ORDER: readonly string[] = ['SENDING', 'QUEUED', 'DELIVERED'];

/** Sends commands and follows each to its end: by events, and by asking where an event was lost. */
export function commandDesk(api: Api, onProblem: (problem: unknown) => void) {
  const sent = signal<readonly SentCommand[]>([]);
  let next = 1;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const update = (key: string, change: (command: SentCommand) => SentCommand) => {
    sent.value = sent.value.map((command) => (command.key === key ? change(command) : command));
  };

  async function send(device: string, action: Action, text?: string): Promise<boolean> {
    const key = String(next++);
    const at = serverNow();
    sent.value = [{ key, device, action, text, at, state: 'SENDING' as const }, ...sent.value].slice(0, MOST_KEPT);
    try {
      const parameters = text === undefined ? {} : { text };
      const { id } = await api.command(device, { action, parameters, deadline: Math.round(at) + DEADLINE_MILLIS });
      // An event may have told of it before the answer did.
      const told = sent.value.find((command) => command.id === id);
      sent.value = sent.value.filter((command) => command !== told);
      update(key, (command) => ({ ...command, id, state: told?.state ?? 'QUEUED', reason: told?.reason }));
      poll();
      return true;
    } catch (failure) {
      onProblem(failure);
      const reason = failure instanceof Problem ? failure.message : String(failure);
      update(key, (command) => ({ ...command, state: 'UNSENT', reason }));
      return false;
    }
  }

  /** The event `command`, or the answer to asking; one that another operator gave is taken in. */
  function commandChanged(report: CommandReport): void {
    const { state, result } = report;
    if (!state || typeof report.id !== 'string') {
      return;
    }
    const command = sent.value.find((each) => each.id === report.id);
    if (!command) {
      const taken = takenIn(report, state);
      if (taken) {
        sent.value = [...sent.value, taken].sort((a, b) => b.at - a.at).slice(0, MOST_KEPT);
      }
      return;
    }
    update(command.key, (before) =>
      isLater(before.state, state) ? { ...before, state, reason: result?.reason ?? before.reason } : before,
    );
  }

  /** What was asked of a device before this page looked. */
  async function load(device: string): Promise<void> {
    try {
      (await api.commandsOf(device)).forEach((report) => commandChanged({ device, ...report }));
    } catch (failure) {
      onProblem(failure);
    }
  }

  function poll(): void {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const open = sent.value.filter((command) => command.id && !FINAL.includes(command.state));
      for (const command of open) {
        try {
          commandChanged({ ...(await api.commandReport(command.device, command.id!)), id: command.id! });
        } catch (failure) {
          onProblem(failure);
        }
      }
      if (open.length > 0) {
        poll();
      }
    }, POLL_MILLIS);
  }

  return { sent, send, load, commandChanged, stop: () => clearTimeout(timer) };
}

function takenIn(report: CommandReport, state: CommandState): SentCommand | undefined {
  const { id, device, action, parameters, by, ts, result } = report;
  if (!device || !action) {
    return undefined;
  }
  const text = typeof parameters?.text === 'string' ? parameters.text : undefined;
  return { key: `of ${id}`, id, device, action, text, by, at: ts ?? serverNow(), state, reason: result?.reason };
}

/** An answer may be older than an event that overtook it: a command never goes back. */
function isLater(before: string, after: string): boolean {
  return !FINAL.includes(before) && (FINAL.includes(after) || ORDER.indexOf(after) > ORDER.indexOf(before));
}

const TAKEN: Record<string, readonly Action[]> = {
  'call-terminal': ['speak', 'siren', 'locate'],
  'smoke-sensor': ['siren'],
  'thermal-camera': ['speak', 'siren', 'locate', 'capture'],
};

/** What a device of that kind can be asked to do. */
export function actionsOf(kind: string): readonly Action[] {
  return TAKEN[kind] ?? [];
}
