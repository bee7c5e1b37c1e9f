import { useEffect } from 'preact/hooks';
import { timeText } from '../text/format';
import { t, word } from '../text/language';
import { now } from '../time/clock';
import type { CommandDesk, SentCommand } from './desk';

interface Props {
  desk: CommandDesk;
  devices: readonly string[];
  nameOf: (device: string) => string;
}

/** What was sent to these devices and how far it came, the newest first. */
export function SentCommands({ desk, devices, nameOf }: Props) {
  const shown = devices.join();
  useEffect(() => devices.forEach((device) => void desk.load(device)), [shown]);
  const sent = desk.sent.value.filter((command) => devices.includes(command.device));
  return (
    <div role="log" aria-label={t('command.sent')} data-testid="sent-commands">
      <ul class="sent">
        {sent.map((command) => (
          <li key={command.key} data-testid="sent-command" data-action={command.action} data-state={command.state}>
            <p>
              <strong>{word('command', command.action)}</strong>
              {devices.length > 1 && <span class="dim"> {nameOf(command.device)}</span>}
              <span class="dim number"> {timeText(command.at, now.peek())}</span>
              {command.by && <span class="dim"> · {command.by}</span>}
            </p>
            {command.text && <p class="dim">“{command.text}”</p>}
            <p class="how-far">{stateText(command)}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}

function stateText(command: SentCommand): string {
  if (command.state === 'UNSENT') {
    return t('command.state.UNSENT', { problem: command.reason || t('problem.unreachable') });
  }
  const said = t(`command.state.${command.state}`);
  return command.reason ? `${said}: ${command.reason}` : said;
}
