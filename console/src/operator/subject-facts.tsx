import { useSignal } from '@preact/signals';
import type { Incident, Subject } from '../api/types';
import { placeText } from '../text/format';
import { t } from '../text/language';
import { ElderFileFacts } from './elder-file';
import { subjectName } from './title';
import { VehicleFactRows } from './vehicle-fact-rows';

const REASONS = ['handling', 'callBack', 'review'] as const;
/** Of devices and of areas without power there is nothing to hide, and so nothing to show. */
const MASKED = new Set(['person', 'vehicle', 'place']);
type Reason = (typeof REASONS)[number];

interface Props {
  incident: Incident;
  areaName: (id: string) => string;
  revealed: Subject | undefined;
  onReveal: (reason: string) => void;
}

/** Who and where: masked until the operator says why more is needed, which the server writes down. */
export function SubjectFacts({ incident, areaName, revealed, onReveal }: Props) {
  const reason = useSignal<Reason>('handling');
  const subject = revealed ?? incident.subject;
  const { position } = incident;
  return (
    <section aria-labelledby="subject-title">
      <h3 id="subject-title">{t('detail.subject')}</h3>
      <dl class="facts">
        <dt>{t('detail.who')}</dt>
        <dd data-testid="subject-name">{revealed?.name ?? subjectName(incident) ?? '–'}</dd>
        {revealed && (revealed.address !== undefined || subject?.type === 'person') && (
          <>
            <dt>{t('detail.address')}</dt>
            <dd data-testid="subject-address">{revealed.address ?? '–'}</dd>
          </>
        )}
        {revealed?.vehicle && <VehicleFactRows vehicle={revealed.vehicle} />}
        {(incident.grid || incident.unit) && (
          <>
            <dt>{t('detail.area')}</dt>
            <dd data-testid="subject-area">
              {[incident.grid, incident.unit].flatMap((id) => (id ? [areaName(id)] : [])).join(' · ')}
            </dd>
          </>
        )}
        {position && (
          <>
            <dt>{t('detail.position')}</dt>
            <dd class="number">
              {placeText(position.lat, position.lon)}
              {position.uncertaintyMeters !== undefined && position.uncertaintyMeters > 0 && (
                <span class="dim"> ± {t('distance.meters', { n: Math.round(position.uncertaintyMeters) })}</span>
              )}
            </dd>
          </>
        )}
      </dl>
      {revealed?.file && <ElderFileFacts file={revealed.file} />}
      {!revealed && MASKED.has(subject?.type ?? '') && (
        <div class="reveal">
          <select
            aria-label={t('reveal.why')}
            data-testid="reveal-reason"
            value={reason.value}
            onChange={(event) => (reason.value = event.currentTarget.value as Reason)}
          >
            {REASONS.map((code) => (
              <option key={code} value={code}>
                {t(`reveal.${code}`)}
              </option>
            ))}
          </select>
          <button type="button" class="button" data-testid="reveal" onClick={() => onReveal(t(`reveal.${reason.value}`))}>
            {t('reveal.show')}
          </button>
        </div>
      )}
    </section>
  );
}
