import { useSignal } from '@preact/signals';
import type { Action } from '../api/things';
import type { Incident } from '../api/types';
import { kindOf } from '../operator/picture';
import type { RegistryNames } from '../registry/names';
import { t } from '../text/language';
import { actionsOf, type CommandDesk } from './desk';
import { SentCommands } from './sent-commands';
import './command.css';

/** An outage has hundreds of devices, and its commands would help nobody. */
const MOST_DEVICES = 6;

interface Props {
  incident: Incident;
  names: RegistryNames;
  desk: CommandDesk;
}

/** What the incident's own devices can be asked to do, and how far each order came. */
export function CommandPanel({ incident, names, desk }: Props) {
  const chosen = useSignal<string | null>(null);
  const words = useSignal<string | null>(null);
  if (kindOf(incident) === 'outage') {
    return null;
  }
  const devices = (incident.devices ?? [])
    .slice(0, MOST_DEVICES)
    .flatMap((id) => names.device(id) ?? [])
    .filter((device) => actionsOf(device.kind).length > 0);
  const device = devices.find((each) => each.id === chosen.value) ?? devices[0];
  if (!device) {
    return null;
  }
  const actions = actionsOf(device.kind);
  const text = words.value ?? t('command.default');
  const order = (action: Action) =>
    void desk.send(device.id, action, action === 'speak' ? text.trim() : undefined);
  return (
    <section class="commands" data-testid="command-panel" aria-labelledby="commands-title">
      <h3 id="commands-title">{t('command.title')}</h3>
      {devices.length > 1 ? (
        <label class="field">
          <span>{t('command.device')}</span>
          <select
            data-testid="command-device"
            value={device.id}
            onChange={(event) => (chosen.value = event.currentTarget.value)}
          >
            {devices.map((each) => (
              <option key={each.id} value={each.id}>
                {names.deviceName(each.id)}
              </option>
            ))}
          </select>
        </label>
      ) : (
        <p data-testid="command-device">{names.deviceName(device.id)}</p>
      )}
      {actions.includes('speak') && (
        <label class="field">
          <span>{t('command.text')}</span>
          <textarea
            data-testid="command-text"
            rows={2}
            maxLength={300}
            value={text}
            onInput={(event) => (words.value = event.currentTarget.value)}
          />
        </label>
      )}
      <div class="buttons">
        {actions.map((action) => (
          <button
            key={action}
            type="button"
            class="button"
            data-testid={`command-${action}`}
            disabled={action === 'speak' && text.trim() === ''}
            onClick={() => order(action)}
          >
            {t(`command.${action}`)}
          </button>
        ))}
      </div>
      <SentCommands desk={desk} devices={devices.map((each) => each.id)} nameOf={names.deviceName} />
    </section>
  );
}
