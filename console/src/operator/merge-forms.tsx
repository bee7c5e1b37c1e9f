import { useSignal } from '@preact/signals';
import type { DetectionLine, Incident } from '../api/types';
import { timeText } from '../text/format';
import { t } from '../text/language';
import { ruleText } from '../text/sentence';
import { now } from '../time/clock';
import { isOpen, kindOf } from './picture';
import type { OperatorStore } from './store';
import { incidentTitle, subjectText } from './title';
import './close-form.css';

/** Each vehicle is hunted, and each responder looked for, by itself. */
const ALONE = ['theft', 'responder-safety'];

/** The open incidents that it may be made one with. */
export function candidates(incident: Incident, open: readonly Incident[]): Incident[] {
  const kind = kindOf(incident);
  return kind === undefined || ALONE.includes(kind)
    ? []
    : open.filter((other) => other.id !== incident.id && isOpen(other) && kindOf(other) === kind);
}

interface Form {
  label: string;
  children?: preact.ComponentChildren;
  onReason: (reason: string, form: HTMLFormElement) => Promise<boolean>;
}

/** Any act that is part of the record with its reason. */
function ReasonedForm({ label, children, onReason }: Form) {
  const busy = useSignal(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const reason = form.elements.namedItem('reason') as HTMLTextAreaElement;
    reason.value = reason.value.trim();
    if (!form.reportValidity()) {
      return;
    }
    busy.value = true;
    await onReason(reason.value, form);
    busy.value = false;
  };
  return (
    <form class="close-form" onSubmit={submit} aria-label={label}>
      {children}
      <label class="field">
        <span>{t('merge.reason')}</span>
        <textarea name="reason" data-testid="merge-reason" rows={2} maxLength={500} required />
      </label>
      <button class="button primary" data-testid="merge-confirm" disabled={busy.value}>
        {label}
      </button>
    </form>
  );
}

/** This goes on as another open incident of its kind. */
export function MergeForm({ incident, store }: { incident: Incident; store: OperatorStore }) {
  const others = candidates(incident, store.open.value);
  return (
    <ReasonedForm
      label={t('merge.confirm')}
      onReason={(reason, form) =>
        store.merge(incident.id, (form.elements.namedItem('into') as HTMLSelectElement).value, reason)
      }
    >
      <label class="field">
        <span>{t('merge.into')}</span>
        <select name="into" data-testid="merge-into" required>
          <option value="">{t('merge.choose')}</option>
          {others.map((other) => (
            <option key={other.id} value={other.id}>
              {`${other.severity} ${incidentTitle(other)} · ${subjectText(other, store.names.area)} · ${timeText(other.openedAt, now.peek())}`}
            </option>
          ))}
        </select>
      </label>
    </ReasonedForm>
  );
}

/** What was merged goes on by itself again. */
export function UnmergeForm({ id, store }: { id: string; store: OperatorStore }) {
  return <ReasonedForm label={t('merge.takeOut')} onReason={(reason) => store.unmerge(id, reason)} />;
}

interface Splitting {
  id: string;
  detections: readonly DetectionLine[];
  store: OperatorStore;
}

/** Some of what it rests on gets an incident of its own. */
export function SplitForm({ id, detections, store }: Splitting) {
  const chosen = useSignal<ReadonlySet<string>>(new Set());
  const toggle = (detection: string) => {
    const next = new Set(chosen.value);
    if (!next.delete(detection)) {
      next.add(detection);
    }
    chosen.value = next;
  };
  return (
    <ReasonedForm
      label={t('split.confirm')}
      onReason={async (reason) => chosen.value.size > 0 && store.split(id, [...chosen.value], reason)}
    >
      <fieldset class="field">
        <legend>{t('split.what')}</legend>
        {detections.map((detection) => (
          <label key={detection.id}>
            <input
              type="checkbox"
              data-testid="split-detection"
              data-devices={detection.devices?.join(' ')}
              checked={chosen.value.has(detection.id)}
              onChange={() => toggle(detection.id)}
            />{' '}
            {ruleText(detection.rule)} {detection.devices?.map(store.names.deviceName).join(', ')}{' '}
            <span class="dim number">{timeText(detection.at, now.peek())}</span>
          </label>
        ))}
      </fieldset>
    </ReasonedForm>
  );
}
