import { useSignal } from '@preact/signals';
import type { Incident, IncidentDetail } from '../api/types';
import { session } from '../session/session';
import { t } from '../text/language';
import { candidates, MergeForm, SplitForm } from './merge-forms';
import { isHeld } from './picture';
import type { OperatorStore } from './store';

/** The highest level of a run card. */
const HIGHEST_LEVEL = 2;

interface IncidentActsProps {
  incident: Incident & Partial<IncidentDetail>;
  store: OperatorStore;
  /** Whether the form that closes it is shown. */
  closing: boolean;
  onClosing: () => void;
}

type Sorting = 'merge' | 'split' | undefined;

/** What an operator can do about an open incident. */
export function IncidentActs({ incident, store, closing, onClosing }: IncidentActsProps) {
  const { id } = incident;
  const another = incident.acknowledged === true && incident.owner !== undefined && incident.owner !== session.value?.user;
  const level = incident.level ?? HIGHEST_LEVEL;
  const sorting = useSignal<Sorting>(undefined);
  const toggle = (which: Sorting) => (sorting.value = sorting.value === which ? undefined : which);
  const detections = incident.detections ?? [];
  return (
    <>
      <div class="acts">
        {another ? (
          <button type="button" class="button" data-testid="take-over" onClick={() => void store.takeOver(id)}>
            {t('owner.takeOver')}
          </button>
        ) : (
          <button
            type="button"
            class={incident.acknowledged ? 'button' : 'button primary'}
            data-testid="acknowledge"
            disabled={incident.acknowledged === true}
            onClick={() => void store.acknowledge(id)}
          >
            {t(incident.acknowledged ? 'acknowledged' : 'detail.acknowledge')}
          </button>
        )}
        {isHeld(incident) && (
          <button type="button" class="button" data-testid="confirm-incident" onClick={() => void store.confirm(id)}>
            {t('held.confirm')}
          </button>
        )}
        {level < HIGHEST_LEVEL && (
          <button
            type="button"
            class="button"
            data-testid="strike-level"
            onClick={() => void store.strikeLevel(id, level + 1)}
          >
            {t('level.strike', { level: level + 1 })}
          </button>
        )}
        {!isHeld(incident) && incident.state !== 'CONTROLLED' && (
          <button type="button" class="button" data-testid="controlled" onClick={() => void store.controlled(id)}>
            {t('controlled.say')}
          </button>
        )}
        <button
          type="button"
          class="button"
          data-testid="close-incident"
          aria-expanded={closing}
          onClick={onClosing}
        >
          {t('detail.close')}
        </button>
        {candidates(incident, store.open.value).length > 0 && (
          <button
            type="button"
            class="button"
            data-testid="merge-incident"
            aria-expanded={sorting.value === 'merge'}
            onClick={() => toggle('merge')}
          >
            {t('merge.say')}
          </button>
        )}
        {detections.length > 1 && (
          <button
            type="button"
            class="button"
            data-testid="split-incident"
            aria-expanded={sorting.value === 'split'}
            onClick={() => toggle('split')}
          >
            {t('split.say')}
          </button>
        )}
      </div>
      {sorting.value === 'merge' && <MergeForm key={id} incident={incident} store={store} />}
      {sorting.value === 'split' && <SplitForm key={id} id={id} detections={detections} store={store} />}
    </>
  );
}
