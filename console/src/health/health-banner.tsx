import { clockText } from '../text/format';
import { t } from '../text/language';
import { now } from '../time/clock';
import type { Stale } from './health';
import './health-banner.css';

/** Says that the platform itself is not well: an operator must not take silence for calm. */
export function HealthBanner({ stale }: { stale: readonly Stale[] }) {
  return (
    <div class="health-banner" role="alert" data-testid="health-banner">
      {stale.map(({ part, at }) => (
        <p key={part} data-part={part}>
          {t(`health.${part}`)}
          {at !== undefined && (
            // Not announced again each second.
            <span class="number" aria-hidden="true">
              {' '}
              <Since at={at} />
            </span>
          )}
        </p>
      ))}
    </div>
  );
}

function Since({ at }: { at: number }) {
  return <>{t('health.since', { age: clockText(now.value - at) })}</>;
}
