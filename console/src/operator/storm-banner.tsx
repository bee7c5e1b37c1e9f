import { timeText } from '../text/format';
import { t } from '../text/language';
import { now } from '../time/clock';
import type { OperatorStore } from './store';
import './storm-banner.css';

/** Says that more comes in than can be looked at one by one, and what that changes; gone when it is over. */
export function StormBanner({ store }: { store: OperatorStore }) {
  const storm = store.storm.value;
  return (
    <div class="storm-banner" role="status" data-testid="storm-banner">
      {storm && (
        <p>
          {t('storm.on', {
            time: storm.since === undefined ? '' : timeText(storm.since, now.peek()),
            n: storm.incidents,
            operators: storm.operators,
          })}
        </p>
      )}
    </div>
  );
}
