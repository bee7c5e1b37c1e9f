import type { ComponentChildren } from 'preact';
import { chooseSound, playAlarm, sound } from '../alarm/sound';
import { SeverityMark } from '../alarm/severity-mark';
import type { Api } from '../api/http';
import icon from '../icon.svg';
import { ConnectionState } from '../live/connection-state';
import type { Connection } from '../live/stream';
import { session, signOut } from '../session/session';
import { timeText } from '../text/format';
import { LanguageSwitch } from '../text/language-switch';
import { t } from '../text/language';
import { now } from '../time/clock';
import { SEVERITIES } from './filters';
import type { OperatorStore } from './store';
import './top-bar.css';

export function TopBar({ store, api }: { store: OperatorStore; api: Api }) {
  const open = store.open.value;
  return (
    <PageBar connection={store.connection.value} api={api}>
      <ul class="counts" aria-label={t('top.counts')}>
        {SEVERITIES.map((severity) => {
          const count = open.filter((incident) => incident.severity === severity).length;
          return (
            <li key={severity} class={count === 0 ? 'none' : undefined}>
              <SeverityMark severity={severity} />
              <span class="number">{count}</span>
            </li>
          );
        })}
      </ul>
    </PageBar>
  );
}

interface PageBarProps {
  connection: Connection;
  api: Api;
  children: ComponentChildren;
}

/** Whose page it is and whether it is live; what the page itself has to say stands within. */
export function PageBar({ connection, api, children }: PageBarProps) {
  return (
    <header class="top-bar">
      <h1 class="brand">
        <img src={icon} alt="" />
        {t('brand')}
      </h1>
      {children}
      <div class="rest">
        <ConnectionState connection={connection} />
        <Clock />
        <SoundSwitch />
        <LanguageSwitch />
        <span class="dim" data-testid="signed-in-as">
          {session.value?.user}
        </span>
        <button type="button" class="button quiet" data-testid="sign-out" onClick={() => void signOut(api)}>
          {t('signOut')}
        </button>
      </div>
    </header>
  );
}

function Clock() {
  return (
    <time class="clock number" aria-label={t('top.clock')} role="timer" aria-live="off">
      {timeText(now.value, now.value)}
    </time>
  );
}

/** A click unblocks the sound as well as it switches it. */
function SoundSwitch() {
  const state = sound.value;
  const toggle = () => {
    if (state === 'blocked') {
      // The click itself made sound possible: let the operator hear that it did.
      setTimeout(playAlarm, 150);
      return;
    }
    chooseSound(state === 'off');
  };
  return (
    <button
      type="button"
      class="language-switch sound"
      data-testid="sound-switch"
      data-sound={state}
      aria-pressed={state === 'on'}
      onClick={toggle}
    >
      {t(`sound.${state}`)}
    </button>
  );
}
