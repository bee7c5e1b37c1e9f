import type { StageTimes } from '../api/types';
import { durationText } from '../text/format';
import { t } from '../text/language';
import { whereTheSecondsWent, type Stretch } from './stages';
import './stage-bar.css';

/** Beyond this the device's clock is told to be wrong, rather than a way of hours to be shown. */
const CLOCK_WRONG_MILLIS = 120_000;

/** Where did the seconds go? The platform's milliseconds and the people's minutes, each on its own scale. */
export function StageBar({ stages }: { stages: StageTimes }) {
  const seconds = whereTheSecondsWent(stages);
  if (seconds.platform.length === 0) {
    return null;
  }
  return (
    <section class="stage-bar" data-testid="stage-bar" aria-labelledby="stages-title">
      <h3 id="stages-title">{t('stages.title')}</h3>
      <Bar title={t('stages.platform')} stretches={seconds.platform} millis={seconds.platformMillis} />
      {seconds.people.length > 0 && (
        <Bar title={t('stages.people')} stretches={seconds.people} millis={seconds.peopleMillis} />
      )}
      {seconds.deviceMillis !== undefined && (
        <p class="dim">
          {Math.abs(seconds.deviceMillis) > CLOCK_WRONG_MILLIS || seconds.deviceMillis < 0
            ? t('stages.clockWrong', { duration: durationText(Math.abs(seconds.deviceMillis)) })
            : t('stages.device', { duration: durationText(seconds.deviceMillis) })}
        </p>
      )}
    </section>
  );
}

function Bar({ title, stretches, millis }: { title: string; stretches: Stretch[]; millis: number }) {
  return (
    <>
      <p class="total">
        <span>{title}</span>
        <strong class="number">{durationText(millis)}</strong>
      </p>
      <div class="bar" aria-hidden="true">
        {stretches.map((stretch) => (
          <span key={stretch.to} data-stage={stretch.to} style={{ flexGrow: Math.max(stretch.millis, millis / 200) }} />
        ))}
      </div>
      <ul>
        {stretches.map((stretch) => (
          <li key={stretch.to} data-stage={stretch.to}>
            <span class="dim">{t(`stage.${stretch.to}`)}</span>
            <span class="number">{durationText(stretch.millis)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
