import { render } from 'preact';
import { playOffer, readySound } from '../alarm/sound';
import { EVENTS_URL, httpApi } from '../api/http';
import type { OfferMessage } from '../api/types';
import { openStream } from '../live/stream';
import { Gate } from '../session/gate';
import { endIfRefused, probeSession, session } from '../session/session';
import { startClock } from '../time/clock';
import { ResponderPage } from './app';
import { responderStore, type ResponderStore } from './store';
import '../theme.css';

/** Own offers are asked for this often besides the events: a phone's connection may die without a word. */
const REFETCH_MILLIS = 10_000;

let store: ResponderStore = newStore('');

function newStore(responder: string): ResponderStore {
  return responderStore({ api: httpApi, responder, onOffer: call, onProblem: endIfRefused, storage: localStorage });
}

function call(): void {
  playOffer();
  navigator.vibrate?.([300, 150, 300, 150, 300]);
}

function enter(): () => void {
  const entered = newStore(session.value?.user ?? '');
  store = entered;
  // Now, while the line is good: an offer must not wait for the map's code, nor miss it after an update of the server.
  import('../map/city-map').catch(() => {});
  const end = openStream({
    url: EVENTS_URL,
    on: {
      offer: (data) => entered.offerChanged((data ?? {}) as Partial<OfferMessage>),
      reset: () => void entered.reload(),
    },
    onLive: () => void entered.reload(),
    onConnection: (connection) => (entered.connection.value = connection),
    probe: () => probeSession(httpApi),
  });
  const seen = () => document.visibilityState === 'visible' && void entered.loadOffers();
  const refetch = setInterval(seen, REFETCH_MILLIS);
  document.addEventListener('visibilitychange', seen);
  return () => {
    end();
    clearInterval(refetch);
    document.removeEventListener('visibilitychange', seen);
  };
}

startClock();
readySound();
render(
  <Gate
    api={httpApi}
    title="responder.title"
    userLabel="signIn.responder"
    passwordLabel="signIn.token"
    roles={['responder']}
    otherPage={{ href: './index.html', label: 'signIn.operatorPage' }}
    onEnter={enter}
  >
    {() => <ResponderPage store={store} api={httpApi} />}
  </Gate>,
  document.getElementById('page')!,
);
