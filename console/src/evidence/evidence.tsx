import type { DetectionLine } from '../api/types';
import { timeText } from '../text/format';
import { t, word } from '../text/language';
import { ruleText } from '../text/sentence';
import { now } from '../time/clock';
import { evidenceFacts, type Names } from './facts';
import './evidence.css';

/** So many stand open; an elder who presses again and again must not push everything else away. */
const SHOWN = 3;

interface Props {
  detections: readonly DetectionLine[];
  names: Names;
}

/** What the rules found, the newest first. */
export function Evidence({ detections, names }: Props) {
  if (detections.length === 0) {
    return null;
  }
  const sorted = [...detections].sort((a, b) => b.at - a.at);
  const earlier = sorted.slice(SHOWN);
  return (
    <section class="evidence" data-testid="evidence" aria-labelledby="evidence-title">
      <h3 id="evidence-title">{t('evidence.title')}</h3>
      <Lines detections={sorted.slice(0, SHOWN)} names={names} />
      {earlier.length > 0 && (
        <details>
          <summary>{t('evidence.more', { n: earlier.length })}</summary>
          <Lines detections={earlier} names={names} />
        </details>
      )}
    </section>
  );
}

function Lines({ detections, names }: Props) {
  return (
    <ul>
      {detections.map((detection) => (
        <li key={detection.id} data-testid="detection" data-rule={detection.rule} data-phase={detection.phase}>
          <Line detection={detection} names={names} />
        </li>
      ))}
    </ul>
  );
}

function Line({ detection, names }: { detection: DetectionLine; names: Names }) {
  const facts = evidenceFacts(detection.evidence ?? {}, names, detection.rule);
  return (
    <>
      <p class="head">
        <strong>{ruleText(detection.rule)}</strong>
        <span class="dim number">
          {timeText(detection.at, now.peek())} · {word('phase', detection.phase)}
        </span>
      </p>
      {facts.length === 0 ? (
        <p class="dim">{t('evidence.none')}</p>
      ) : (
        <dl class="facts">
          {facts.map((fact) => (
            <div key={fact.field} data-field={fact.field}>
              <dt>{fact.name}</dt>
              <dd>{fact.value}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
