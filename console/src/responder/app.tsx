import type { Api } from '../api/http';
import { chooseSound, playOffer, sound } from '../alarm/sound';
import icon from '../icon.svg';
import { ConnectionState } from '../live/connection-state';
import { signOut } from '../session/session';
import { LanguageSwitch } from '../text/language-switch';
import { t } from '../text/language';
import { OfferCard } from './offer-card';
import { OfferNews } from './offer-news';
import type { ResponderStore } from './store';
import { TaskCard } from './task-card';
import './app.css';

export function ResponderPage({ store, api }: { store: ResponderStore; api: Api }) {
  const self = store.self.value;
  const problem = store.problem.value;
  const lost = store.connection.value === 'lost';
  return (
    <div class="phone">
      <header>
        <h1>
          <img src={icon} alt="" />
          <span>{self?.name ?? self?.id ?? t('responder.title')}</span>
        </h1>
        <DutySwitch store={store} />
      </header>
      <div role="alert">
        {lost && (
          <p class="offline" data-testid="offline">
            {t('responder.offline')}
          </p>
        )}
        {problem !== null && !(lost && problem === '') && (
          <p class="problem" data-testid="problem">
            {problem === '' ? t('problem.unreachable') : t('problem.refused', { problem })}
          </p>
        )}
      </div>
      <main>
        <Current store={store} />
      </main>
      <footer>
        <ConnectionState connection={store.connection.value} brief />
        <SoundSwitch />
        <LanguageSwitch />
        <button type="button" class="button quiet" data-testid="sign-out" onClick={() => void signOut(api)}>
          {t('signOut')}
        </button>
      </footer>
    </div>
  );
}

function Current({ store }: { store: ResponderStore }) {
  const offer = store.current.value;
  if (!offer) {
    const onDuty = store.self.value?.onDuty;
    return (
      <div class="waiting-room" data-testid="waiting-room">
        <h2>{t(onDuty === false ? 'responder.offDuty' : 'responder.ready')}</h2>
        <p class="dim">{t(onDuty === false ? 'responder.offDutyHint' : 'responder.readyHint')}</p>
      </div>
    );
  }
  switch (offer.state) {
    case 'OFFERED':
      return <OfferCard key={offer.id} offer={offer} store={store} />;
    case 'ACCEPTED':
      return <TaskCard key={offer.id} offer={offer} store={store} />;
    case 'DECLINED':
    case 'EXPIRED':
    case 'WITHDRAWN':
    case 'ENDED':
      return <OfferNews key={offer.id} offer={offer} onRead={() => store.dismiss(offer.id)} />;
  }
}

function DutySwitch({ store }: { store: ResponderStore }) {
  const onDuty = store.self.value?.onDuty;
  return (
    <button
      type="button"
      class="duty"
      role="switch"
      data-testid="duty-switch"
      aria-checked={onDuty === true}
      disabled={store.busy.value}
      onClick={() => void store.switchDuty(onDuty !== true)}
    >
      {t(onDuty === true ? 'duty.on' : onDuty === false ? 'duty.off' : 'duty.unknown')}
    </button>
  );
}

function SoundSwitch() {
  const state = sound.value;
  const toggle = () => {
    if (state === 'blocked') {
      setTimeout(playOffer, 150);
      return;
    }
    chooseSound(state === 'off');
  };
  return (
    <button type="button" class="button quiet" data-testid="sound-switch" data-sound={state} onClick={toggle}>
      {t(`sound.${state}`)}
    </button>
  );
}
