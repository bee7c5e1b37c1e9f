import { effect, untracked, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Api } from '../api/http';
import type { Role } from '../api/types';
import { t, type Key } from '../text/language';
import { mayUse, restoreSession, session } from './session';
import { SignIn } from './sign-in';

interface Props {
  api: Api;
  title: Key;
  userLabel: Key;
  passwordLabel: Key;
  roles: readonly Role[];
  otherPage: { href: string; label: Key };
  /** Called when somebody is signed in; what it returns ends it when they sign out. */
  onEnter: () => () => void;
  children: () => ComponentChildren;
}

/** Who signs in on another's page is led to their own. */
const PAGES: Record<Role, string> = {
  admin: './index.html',
  operator: './index.html',
  police: './police.html',
  responder: './responder.html',
};
const RETRY_MILLIS = 2000;

/** The sign-in screen until somebody who may use this page is signed in, then the page. */
export function Gate(props: Props) {
  const unreachable = useSignal(false);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      unreachable.value = !(await restoreSession(props.api));
      if (unreachable.value) {
        timer = setTimeout(ask, RETRY_MILLIS);
      }
    };
    void ask();
    return () => clearTimeout(timer);
  }, []);

  useEffect(() => {
    let leave: (() => void) | undefined;
    const stop = effect(() => {
      const entered = session.value && mayUse(props.roles, session.value.role);
      if (entered && !leave) {
        leave = untracked(props.onEnter);
      } else if (!entered) {
        leave?.();
        leave = undefined;
      }
    });
    return () => {
      stop();
      leave?.();
    };
  }, []);

  useEffect(
    () =>
      effect(() => {
        document.title = `${t('brand')} · ${t(props.title)}`;
      }),
    [],
  );

  useEffect(
    () =>
      effect(() => {
        const signedIn = session.value;
        if (signedIn && !mayUse(props.roles, signedIn.role)) {
          location.replace(PAGES[signedIn.role]);
        }
      }),
    [],
  );

  if (session.value === undefined || (session.value && !mayUse(props.roles, session.value.role))) {
    return (
      <main class="sign-in">
        <p role="status">{t(unreachable.value ? 'problem.unreachable' : 'loading')}</p>
      </main>
    );
  }
  if (session.value === null) {
    return <SignIn {...props} />;
  }
  return <>{props.children()}</>;
}
