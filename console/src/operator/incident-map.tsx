import { effect } from '@preact/signals';
import { closureFeatures } from '../closure/closures';
import { MapView } from '../map/map-view';
import type { CityMap } from '../map/city-map';
import { boundsOf, circleAround, FRAME, lineFeatures, responderPoints } from '../map/geometry';
import { markElement } from '../map/mark';
import { EMPTY } from '../map/city-style';
import { severityText } from '../alarm/severity-mark';
import { language, t } from '../text/language';
import { now } from '../time/clock';
import { isCalling, isOpen } from './picture';
import { passes } from './filters';
import { sightOf } from './sight';
import type { OperatorStore } from './store';
import { incidentTitle, subjectText } from './title';
import { trackFeatures, tracked } from '../track/track';

const NEAR_ZOOM = 15;

export function IncidentMap({ store }: { store: OperatorStore }) {
  return <MapView label={t('map.title')} onMap={(map) => follow(store, map)} />;
}

/** Keeps the map what the store says; returns how to stop. */
function follow(store: OperatorStore, map: CityMap): () => void {
  let fitted = false;
  let framed: string | null = null;
  const stops = [
    effect(() => {
      const busy = new Set(store.lines.value.map((line) => line.responder));
      map.setData('responders', responderPoints(store.responders.value, busy));
    }),
    effect(() => map.setData('assignments', lineFeatures(store.lines.value))),
    effect(() => map.setData('closures', closureFeatures(store.closures.standing.value, store.closures.draft.value))),
    map.onClick((lat, lon) => store.closures.placing.peek() && store.closures.place(lat, lon)),
    effect(() => {
      const selected = store.selected.value;
      const chosen = selected === null ? undefined : store.incidents.value.get(selected);
      // The most severe is drawn last, above the others; one that is closed only while it is looked at.
      const seen = store.open.value.filter((each) => each.id === selected || passes(each, store.hidden.value));
      const drawn = seen.reverse().concat(chosen && !isOpen(chosen) ? [chosen] : []);
      map.setMarks(
        drawn.flatMap((incident) => {
          if (!incident.position) {
            return [];
          }
          const { lat, lon } = incident.position;
          const look = {
            severity: incident.severity,
            label: `${severityText(incident.severity)} ${incidentTitle(incident)} ${subjectText(incident, store.names.area)}`,
            calling: isCalling(incident),
            selected: incident.id === selected,
            onClick: () => store.select(incident.id),
          };
          const key = [language.value, look.label, look.calling, look.selected].join('|');
          return [{ id: incident.id, lat, lon, look: key, element: () => markElement(look) }];
        }),
      );
    }),
    effect(() => {
      const id = store.selected.value;
      const incident = id === null ? undefined : store.incidents.peek().get(id);
      framed = null;
      const place = incident?.position;
      if (!place) {
        map.setData('area', EMPTY);
        return;
      }
      const meters = place.uncertaintyMeters ?? 0;
      map.setData(
        'area',
        meters >= 10 ? { type: 'FeatureCollection', features: [circleAround(place.lat, place.lon, meters)] } : EMPTY,
      );
      map.look(place.lat, place.lon, NEAR_ZOOM);
    }),
    effect(() => {
      const detail = store.detail.value;
      const sight = detail ? sightOf(detail, store.names.device) : EMPTY;
      const track = detail ? trackFeatures(tracked(detail), undefined, now.peek()) : EMPTY;
      map.setData('sight', sight);
      map.setData('track', track);
      // The camera, or the way so far, belongs into the picture: once, not at each further read.
      const around = boundsOf({ type: 'FeatureCollection', features: [...sight.features, ...track.features] });
      if (detail && around && framed !== detail.id) {
        framed = detail.id;
        map.frame(around, FRAME);
      }
    }),
  ];
  void map.city.then((bounds) => {
    if (bounds && store.selected.peek() === null) {
      fitted = true;
      map.fit(bounds, 24);
    }
  });
  // Without a city the responders show where it is.
  stops.push(
    effect(() => {
      const around = boundsOf(responderPoints(store.responders.value, new Set()));
      if (!fitted && around && store.selected.peek() === null) {
        fitted = true;
        map.fit(around, 60);
      }
    }),
  );
  return () => stops.forEach((stop) => stop());
}
