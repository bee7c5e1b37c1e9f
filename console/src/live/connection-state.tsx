import { t } from '../text/language';
import type { Connection } from './stream';
import './connection-state.css';

export function ConnectionState({ connection }: { connection: Connection }) {
  return (
    <span class="connection" role="status" data-testid="connection-state" data-connection={connection}>
      {t(`connection.${connection}`)}
    </span>
  );
}
