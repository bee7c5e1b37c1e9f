import type { Incident, IncidentDetail } from '../api/types';
import type { RegistryNames } from '../registry/names';
import { t, word } from '../text/language';
import { ruleText } from '../text/sentence';
import { isOpen, kindOf } from './picture';

/** Beyond these, ids are counted and listed folded: an outage has hundreds. */
const MOST_NAMED = 6;

interface Props {
  incident: Incident & Partial<IncidentDetail>;
  names: RegistryNames;
}

/** What raised it, and whether it still does. */
export function Grounds({ incident, names }: Props) {
  const devices = incident.devices ?? [];
  const outage = kindOf(incident) === 'outage';
  return (
    <section aria-labelledby="grounds-title">
      <h3 id="grounds-title">{t('detail.grounds')}</h3>
      <dl class="facts">
        <Fact name={t('detail.rules')} value={incident.rules?.map(ruleText).join(', ')} />
        {!outage && devices.length <= MOST_NAMED && (
          <Fact name={t('detail.devices')} value={devices.map(names.deviceName).join(', ')} />
        )}
        {(outage || devices.length > MOST_NAMED) && (
          <Fact name={t('outage.devicesTitle')} value={t('outage.devices', { n: devicesCounted(incident) })} />
        )}
        <Fact name={t('detail.alarms')} value={incident.count?.toString()} />
        {isOpen(incident) && incident.active !== undefined && (
          <Fact name={t('detail.condition')} value={t(incident.active ? 'detail.holds' : 'detail.ceased')} />
        )}
        <Fact name={t('detail.level')} value={incident.level?.toString()} />
        <Fact name={t('detail.outcome')} value={incident.outcome && word('outcome', incident.outcome)} />
      </dl>
      {(outage || devices.length > MOST_NAMED) && devices.length > 0 && (
        <details class="device-ids">
          <summary>{t('outage.ids')}</summary>
          <p class="number">{devices.join(', ')}</p>
        </details>
      )}
    </section>
  );
}

/** How many devices: as the newest evidence of an outage counts them, else as many as are named. */
export function devicesCounted(incident: Incident & Partial<IncidentDetail>): number {
  const counts = [...(incident.detections ?? [])]
    .filter((each) => each.rule === 'D4')
    .sort((a, b) => b.at - a.at)
    .map((each) => each.evidence?.devices);
  const [newest] = counts.filter((n): n is number => typeof n === 'number');
  return Math.max(newest ?? 0, incident.devices?.length ?? 0);
}

function Fact({ name, value }: { name: string; value: string | undefined }) {
  if (!value) {
    return null;
  }
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
