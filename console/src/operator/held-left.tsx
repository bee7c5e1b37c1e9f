import { clockText } from '../text/format';
import { t } from '../text/language';
import { now } from '../time/clock';

/** How long people are held back still; reads the clock alone. */
export function HeldLeft({ until }: { until: number }) {
  return (
    <span class="held number" data-testid="held-left">
      {t('held.left', { left: clockText(Math.max(0, until - now.value)) })}
    </span>
  );
}
