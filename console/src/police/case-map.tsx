import { effect, untracked } from '@preact/signals';
import { EMPTY } from '../map/city-style';
import type { CityMap, Mark } from '../map/city-map';
import { boundsOf, FRAME, lineFeatures, responderPoints } from '../map/geometry';
import { closureFeatures } from '../closure/closures';
import { MapView } from '../map/map-view';
import { likelyElement, markElement, newestElement } from '../map/mark';
import { severityText } from '../alarm/severity-mark';
import { incidentTitle, subjectText } from '../operator/title';
import { language, t } from '../text/language';
import { timeText } from '../text/format';
import { now } from '../time/clock';
import { headingOf, trackFeatures } from '../track/track';
import { frontierFeatures, likelyPlaces, percentText, responderText, towardsMeetings } from './pursuit';
import type { PoliceStore } from './store';


export function CaseMap({ store }: { store: PoliceStore }) {
  return (
    <div class="case-map" data-testid="track-map" data-count={store.track.value.length}>
      <MapView label={t('police.map')} onMap={(map) => follow(store, map)} />
    </div>
  );
}

/** Keeps the map what the store says; returns how to stop. */
function follow(store: PoliceStore, map: CityMap): () => void {
  const { picture } = store;
  let framed: string | null = null;
  const onTheWay = () =>
    towardsMeetings(
      picture.lines.value.filter((line) => line.incident === picture.selected.value),
      store.pursuit.value,
    );
  const lines = () => lineFeatures(onTheWay());
  const stops = [
    effect(() => {
      const reportedAt = store.vehicle.value?.theftReport?.reportedAt;
      map.setData('track', trackFeatures(store.track.value, reportedAt, now.peek()));
    }),
    effect(() => map.setMarks([...caseMarks(store), ...newestMark(store), ...likelyMarks(store), ...placeMark(store)])),
    effect(() => map.setData('closures', closureFeatures(store.picture.closures.standing.value, null))),
    effect(() => map.setData('frontier', frontierFeatures(store.pursuit.value))),
    effect(() => {
      const going = new Set(onTheWay().map((line) => line.responder));
      const officers = new Map([...picture.responders.value].filter(([responder]) => going.has(responder)));
      map.setData('responders', responderPoints(officers, going));
      map.setData('assignments', lines());
    }),
    // Once a vehicle, and again when its newest read would lie outside the picture.
    effect(() => {
      const track = store.track.value;
      const key = `${store.plate.value}|${track.length > 0}`;
      const newest = track.at(-1);
      if (store.plate.value !== null && newest && (framed !== key || !map.shows(newest.lat, newest.lon))) {
        framed = key;
        // Officers move all the time: they are looked for once, not followed.
        const bounds = boundsOf({ ...EMPTY, features: [...trackFeatures(track, undefined, 0).features, ...untracked(lines).features] });
        if (bounds) {
          map.frame(bounds, FRAME);
        }
      }
    }),
    map.onClick((lat, lon) => {
      if (store.picking.peek()) {
        store.place.value = { lat, lon };
      }
    }),
  ];
  void map.city.then((bounds) => {
    if (bounds && store.track.peek().length === 0) {
      map.fit(bounds, 24);
    }
  });
  return () => stops.forEach((stop) => stop());
}

/** Every theft and clone where it was read last; of the vehicle that is followed its newest read says more. */
function caseMarks(store: PoliceStore): Mark[] {
  return [...store.leads.value, ...store.clones.value, ...store.thefts.value].flatMap((incident) => {
    const plate = incident.subject?.id;
    if (!incident.position || (plate === store.plate.value && store.track.value.length > 0)) {
      return [];
    }
    const look = {
      severity: incident.severity,
      label: `${severityText(incident.severity)} ${incidentTitle(incident)} ${subjectText(incident, (id) => id)}`,
      calling: false,
      selected: incident.id === store.picture.selected.value,
      onClick: () => void store.choose(plate ?? null, incident.id),
    };
    const key = [language.value, look.label, look.selected].join('|');
    return [{ id: incident.id, ...incident.position, look: key, element: () => markElement(look) }];
  });
}

function newestMark(store: PoliceStore): Mark[] {
  const track = store.track.value;
  const newest = track.at(-1);
  if (!newest) {
    return [];
  }
  const heading = headingOf(track);
  const label = `${store.plate.value} ${timeText(newest.ts, now.peek())}`;
  return [
    {
      id: 'newest-read',
      lat: newest.lat,
      lon: newest.lon,
      look: `${label}|${heading}`,
      element: () => newestElement(label, heading),
    },
  ];
}

/** Where it is likely to pass next, and where somebody waits for it. */
function likelyMarks(store: PoliceStore): Mark[] {
  return likelyPlaces(store.pursuit.value).map((place) => {
    const percent = percentText(place.probability);
    const label = [place.name, percent, place.responder && responderText(store, place.responder)].filter(Boolean).join(' · ');
    return {
      id: `likely-${place.reader}`,
      lat: place.lat,
      lon: place.lon,
      look: `${label}|${place.met}`,
      element: () => likelyElement(label, percent, place.met),
    };
  });
}

function placeMark(store: PoliceStore): Mark[] {
  const place = store.picking.value ? store.place.value : null;
  if (!place) {
    return [];
  }
  const element = () => {
    const mark = document.createElement('div');
    mark.className = 'chosen-place';
    mark.setAttribute('role', 'img');
    mark.setAttribute('aria-label', t('report.lastSeenAt'));
    return mark;
  };
  return [{ id: 'chosen-place', ...place, look: language.value, element }];
}
