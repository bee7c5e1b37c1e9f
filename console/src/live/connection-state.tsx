import { t } from '../text/language';
import type { Connection } from './stream';
import './connection-state.css';

interface Props {
  connection: Connection;
  /** One word for a small screen, which says more elsewhere. */
  brief?: boolean;
}

export function ConnectionState({ connection, brief = false }: Props) {
  return (
    <span class="connection" role="status" data-testid="connection-state" data-connection={connection}>
      {t(brief && connection === 'lost' ? 'connection.lostBrief' : `connection.${connection}`)}
    </span>
  );
}
