import type { Place, Responder } from '../api/types';
import type { CityMap } from '../map/city-map';
import { EMPTY } from '../map/city-style';
import { boundsOf, responderPoints, squareAround } from '../map/geometry';
import { MapView } from '../map/map-view';
import { markElement } from '../map/mark';
import { placeOf } from '../operator/picture';
import { severityText } from '../alarm/severity-mark';
import type { KnownOffer } from './offers';

/** Half of the cell that an offer gives away before acceptance. */
const AREA_METERS = 250;

interface Props {
  offer: KnownOffer;
  self: Responder | null;
  label: string;
}

/** The cell of an offer, or the place of a task, and oneself. */
export function OfferMap({ offer, self, label }: Props) {
  const exact = offer.state === 'ACCEPTED' ? offer.position : undefined;
  const place = exact ?? offer.area;
  if (!place) {
    return null;
  }
  return <MapView key={`${offer.id} ${exact ? 'exact' : 'area'}`} label={label} still={!exact} onMap={(map) => draw(map, offer, place, exact, self)} />;
}

function draw(map: CityMap, offer: KnownOffer, place: Place, exact: Place | undefined, self: Responder | null): void {
  const area = { type: 'FeatureCollection' as const, features: [squareAround(place.lat, place.lon, AREA_METERS)] };
  const own = self && placeOf(self) ? responderPoints(new Map([[self.id, self]]), new Set([self.id])) : EMPTY;
  map.setData('responders', own);
  if (exact) {
    const label = severityText(offer.severity);
    const look = { severity: offer.severity, label, calling: false, selected: false };
    map.setMarks([{ id: offer.id, lat: exact.lat, lon: exact.lon, look: label, element: () => markElement(look) }]);
  } else {
    map.setData('area', area);
  }
  const around = boundsOf({ type: 'FeatureCollection', features: [...area.features, ...own.features] });
  if (around) {
    map.fit(around, 18);
  }
}
