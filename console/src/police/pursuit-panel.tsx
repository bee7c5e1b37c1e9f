import { clockText } from '../text/format';
import { t } from '../text/language';
import { now } from '../time/clock';
import { likelyPlaces, percentText, responderText, type Expected } from './pursuit';
import type { PoliceStore } from './store';

/** Where a hunted vehicle is likely to pass next, when, and who waits there: for the radio. */
export function PursuitPanel({ store }: { store: PoliceStore }) {
  const places = likelyPlaces(store.pursuit.value);
  if (places.length === 0) {
    return null;
  }
  return (
    <section class="pursuit-panel" data-testid="pursuit" data-count={places.length} aria-labelledby="pursuit-title">
      <h3 id="pursuit-title">{t('pursuit.title')}</h3>
      <ol>
        {places.map((place) => (
          <li key={place.reader} data-testid="likely-next" data-reader={place.reader} data-met={place.met}>
            <strong>{place.name}</strong>
            <span class="number">{percentText(place.probability)}</span>
            <DueText place={place} />
            <span class={place.responder ? 'met' : 'dim'}>{waiting(store, place)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function waiting(store: PoliceStore, place: Expected): string {
  if (place.responder) {
    return t('pursuit.waits', { who: responderText(store, place.responder) });
  }
  return place.met ? t('pursuit.asked') : '';
}

function DueText({ place }: { place: Expected }) {
  const left = place.dueAt - now.value;
  return (
    <span class="number" aria-hidden="true">
      {left >= 0 ? t('pursuit.dueIn', { time: clockText(left) }) : t('pursuit.overdue', { time: clockText(-left) })}
    </span>
  );
}
