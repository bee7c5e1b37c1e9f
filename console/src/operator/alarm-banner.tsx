import { useSignal } from '@preact/signals';
import { SeverityMark } from '../alarm/severity-mark';
import { clockText } from '../text/format';
import { t } from '../text/language';
import { now } from '../time/clock';
import type { OperatorStore } from './store';
import { incidentTitle, subjectText } from './title';
import './alarm-banner.css';

/** The newest P1 that nobody has taken on, and how many wait besides. Stays until acknowledged or put aside. */
export function AlarmBanner({ store }: { store: OperatorStore }) {
  const aside = useSignal<ReadonlySet<string>>(new Set());
  const calling = store.calling.value.filter((incident) => !aside.value.has(incident.id));
  const newest = calling[0];
  return (
    <div class="alarm-banner" role="alert" aria-live="assertive" data-testid="alarm-banner">
      {newest && (
        <div class="call" key={newest.id} data-incident-id={newest.id}>
          <SeverityMark severity={newest.severity} />
          <p class="text">
            <strong>{incidentTitle(newest)}</strong>
            <span>{subjectText(newest, store.names.area)}</span>
            {calling.length > 1 && <span>{t('banner.more', { n: calling.length - 1 })}</span>}
          </p>
          {/* Not announced again each second. */}
          <span class="number" aria-hidden="true">
            <Age openedAt={newest.openedAt} />
          </span>
          <button type="button" class="button" data-testid="banner-open" onClick={() => store.select(newest.id)}>
            {t('banner.open')}
          </button>
          <button
            type="button"
            class="button quiet"
            data-testid="banner-aside"
            onClick={() => (aside.value = new Set([...aside.value, newest.id]))}
          >
            {t('banner.aside')}
          </button>
        </div>
      )}
    </div>
  );
}

function Age({ openedAt }: { openedAt: number }) {
  return <>{clockText(now.value - openedAt)}</>;
}
