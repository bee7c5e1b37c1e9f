import { render } from 'preact';
import { playAlarm, readySound } from '../alarm/sound';
import { EVENTS_URL, httpApi } from '../api/http';
import type { TrackRequest, Vehicle } from '../api/things';
import type { Incident, Offer, PositionReport } from '../api/types';
import { watchHealth } from '../health/health';
import { isObject, openStream } from '../live/stream';
import { Gate } from '../session/gate';
import { endIfRefused, probeSession } from '../session/session';
import { startClock } from '../time/clock';
import { PolicePage } from './app';
import { policeStore, type PoliceStore } from './store';
import '../theme.css';

let store: PoliceStore = newStore();
let health: ReturnType<typeof watchHealth> | undefined;

function newStore(): PoliceStore {
  return policeStore({ api: httpApi, onCall: playAlarm, onProblem: endIfRefused });
}

function enter(): () => void {
  const entered = newStore();
  const watched = watchHealth(httpApi);
  store = entered;
  health = watched;
  const { picture } = entered;
  const end = openStream({
    url: EVENTS_URL,
    on: {
      incident: (data) => isObject(data) && entered.incidentChanged(data as unknown as Incident),
      offer: (data) => isObject(data) && picture.offerChanged(data as unknown as Offer),
      position: (data) => isObject(data) && picture.positionReported(data as unknown as PositionReport),
      vehicle: (data) => isObject(data) && entered.vehicleChanged(data as unknown as Vehicle),
      'track-request': (data) => isObject(data) && entered.requestChanged(data as unknown as TrackRequest),
      closures: () => void picture.closures.load(),
      reset: () => void entered.reload(),
    },
    onLive: () => void entered.reload(),
    onConnection: (connection) => (picture.connection.value = connection),
    probe: () => probeSession(httpApi),
  });
  return () => {
    end();
    watched.stop();
    entered.stop();
  };
}

startClock();
readySound();
render(
  <Gate
    api={httpApi}
    title="police.title"
    userLabel="signIn.user"
    passwordLabel="signIn.password"
    roles={['admin', 'police']}
    otherPage={{ href: './index.html', label: 'signIn.operatorPage' }}
    onEnter={enter}
  >
    {() => <PolicePage store={store} api={httpApi} stale={health?.stale.value ?? []} />}
  </Gate>,
  document.getElementById('page')!,
);
