import type { IncidentDetail } from '../api/types';
import { t } from '../text/language';
import './merged-notice.css';

interface Props {
  incident: Partial<IncidentDetail> & { state: string };
  onGo: (id: string) => void;
}

/** Leads from an incident that was merged to where it went, and back. */
export function MergedNotice({ incident, onGo }: Props) {
  const into = incident.mergedInto;
  const from = incident.merged ?? [];
  if (incident.state.startsWith('MERGED')) {
    return (
      <div class="merged" role="note" data-testid="merged">
        <span>{t('merged.into')}</span>
        {into === undefined ? (
          <span class="dim">{t('merged.unknown')}</span>
        ) : (
          <button type="button" class="button primary" data-testid="merged-into" data-incident-id={into} onClick={() => onGo(into)}>
            {t('merged.goto')}
          </button>
        )}
      </div>
    );
  }
  if (from.length === 0) {
    return null;
  }
  return (
    <details class="merged" data-testid="merged-from">
      <summary>
        {t('merged.from')} <span class="number">{from.length}</span>
      </summary>
      <ul>
        {from.map((id) => (
          <li key={id}>
            <button type="button" class="button quiet" data-incident-id={id} onClick={() => onGo(id)}>
              {t('merged.open', { id: id.slice(0, 8) })}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
