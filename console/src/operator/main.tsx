import { effect } from '@preact/signals';
import { render } from 'preact';
import { playAlarm, readySound } from '../alarm/sound';
import { EVENTS_URL, httpApi } from '../api/http';
import type { CommandReport, Storm } from '../api/things';
import type { Incident, Offer, PositionReport } from '../api/types';
import { watchHealth } from '../health/health';
import { isObject, openStream } from '../live/stream';
import { Gate } from '../session/gate';
import { endIfRefused, probeSession } from '../session/session';
import { startClock } from '../time/clock';
import { OperatorPage } from './app';
import { operatorStore, type OperatorStore } from './store';
import '../theme.css';

/** A P1 that nobody takes on is heard again. */
const REMIND_MILLIS = 15_000;

let store: OperatorStore = newStore();
let health: ReturnType<typeof watchHealth> | undefined;

function newStore(): OperatorStore {
  return operatorStore({ api: httpApi, onCall: playAlarm, onProblem: endIfRefused, withStorm: true });
}

function enter(): () => void {
  const entered = newStore();
  const watched = watchHealth(httpApi);
  store = entered;
  health = watched;
  const end = openStream({
    url: EVENTS_URL,
    on: {
      incident: (data) => isObject(data) && entered.incidentChanged(data as unknown as Incident),
      offer: (data) => isObject(data) && entered.offerChanged(data as unknown as Offer),
      position: (data) => isObject(data) && entered.positionReported(data as unknown as PositionReport),
      storm: (data) => isObject(data) && entered.stormChanged(data as unknown as Storm),
      closures: () => void entered.closures.load(),
      command: (data) => isObject(data) && entered.commands.commandChanged(data as unknown as CommandReport),
      reset: () => void entered.reload(),
    },
    onLive: () => void entered.reload(),
    onConnection: (connection) => (entered.connection.value = connection),
    probe: () => probeSession(httpApi),
  });
  const reminder = setInterval(() => entered.calling.peek().length > 0 && playAlarm(), REMIND_MILLIS);
  const stopTitle = effect(() => {
    const calling = entered.calling.value.length;
    document.title = document.title.replace(/^(\(\d+\) )?/, calling > 0 ? `(${calling}) ` : '');
  });
  return () => {
    end();
    watched.stop();
    entered.commands.stop();
    clearInterval(reminder);
    stopTitle();
  };
}

startClock();
readySound();
render(
  <Gate
    api={httpApi}
    title="operator.title"
    userLabel="signIn.user"
    passwordLabel="signIn.password"
    roles={['admin', 'operator']}
    otherPage={{ href: './responder.html', label: 'signIn.responderPage' }}
    onEnter={enter}
  >
    {() => <OperatorPage store={store} api={httpApi} stale={health?.stale.value ?? []} />}
  </Gate>,
  document.getElementById('page')!,
);
