import { signal } from '@preact/signals';
import { Problem, type Api } from '../api/http';
import type { Role, Session } from '../api/types';

/** Who is signed in: undefined until the server was asked, null if nobody. */
export const session = signal<Session | null | undefined>(undefined);

/** Asks the server who the cookie belongs to. An unreachable server is asked again by the caller. */
export async function restoreSession(api: Api): Promise<boolean> {
  try {
    session.value = await api.session();
    return true;
  } catch (problem) {
    if (isRefused(problem)) {
      session.value = null;
      return true;
    }
    return false;
  }
}

/** True if the server answers at all; learns on the way that a session has ended. */
export async function probeSession(api: Api): Promise<boolean> {
  try {
    await api.session();
    return true;
  } catch (problem) {
    endIfRefused(problem);
    return problem instanceof Problem && problem.status !== 0;
  }
}

export async function signIn(api: Api, user: string, password: string): Promise<void> {
  session.value = await api.signIn(user, password);
}

export async function signOut(api: Api): Promise<void> {
  try {
    await api.signOut();
  } finally {
    session.value = null;
  }
}

export function endIfRefused(problem: unknown): void {
  if (isRefused(problem)) {
    session.value = null;
  }
}

export function mayUse(roles: readonly Role[], role: Role): boolean {
  return roles.includes(role);
}

function isRefused(problem: unknown): boolean {
  return problem instanceof Problem && problem.status === 401;
}
