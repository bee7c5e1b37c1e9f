import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Incident } from '../api/types';
import { kindOf } from '../operator/picture';
import { nearest } from '../registry/nearest';
import type { RegistryNames } from '../registry/names';
import { distanceText } from '../text/format';
import { t } from '../text/language';
import type { CommandDesk } from './desk';
import { SentCommands } from './sent-commands';
import './command.css';

interface Props {
  incident: Incident;
  names: RegistryNames;
  desk: CommandDesk;
}

/** 高空喊话: the drone nearest to a fire speaks to the people below. */
export function DroneCall({ incident, names, desk }: Props) {
  const words = useSignal<string | null>(null);
  const fire = kindOf(incident) === 'fire' && incident.position !== undefined;
  useEffect(() => {
    if (fire) {
      void names.loadDrones();
    }
  }, [fire]);
  const drones = names.drones.value;
  if (!fire || drones === undefined || !incident.position) {
    return null;
  }
  const near = nearest(drones, incident.position.lat, incident.position.lon);
  const text = words.value ?? t('drone.default');
  return (
    <section class="commands" data-testid="drone-call" data-device={near?.device.id} aria-labelledby="drone-title">
      <h3 id="drone-title">{t('drone.title')}</h3>
      {near ? (
        <>
          <p>
            {t('drone.nearest', { name: near.device.name ?? near.device.id, distance: distanceText(near.meters) })}
          </p>
          <label class="field">
            <span>{t('drone.text')}</span>
            <textarea
              data-testid="drone-text"
              rows={3}
              maxLength={300}
              value={text}
              onInput={(event) => (words.value = event.currentTarget.value)}
            />
          </label>
          <div class="buttons">
            <button
              type="button"
              class="button primary"
              data-testid="drone-speak"
              disabled={text.trim() === ''}
              onClick={() => void desk.send(near.device.id, 'speak', text.trim())}
            >
              {t('drone.speak')}
            </button>
          </div>
          {!incident.devices?.includes(near.device.id) && (
            <SentCommands desk={desk} devices={[near.device.id]} nameOf={names.deviceName} />
          )}
        </>
      ) : (
        <p class="dim">{t('drone.none')}</p>
      )}
    </section>
  );
}
