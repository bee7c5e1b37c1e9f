import { GeoJSONSource, Map as LibreMap, Marker, type MapMouseEvent, type PaddingOptions, NavigationControl, setWorkerUrl } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import type { FeatureCollection } from 'geojson';
import type { Language } from '../text/language';
import { cityStyle, NAMED_LAYERS, placeName } from './city-style';
import { townOf, type Bounds } from './geometry';

setWorkerUrl(workerUrl);

/** Where the map looks before it knows anything. */
const SHANTOU: [lon: number, lat: number] = [116.7, 23.35];

export interface Mark {
  id: string;
  lat: number;
  lon: number;
  /** Changes when the element must be drawn anew. */
  look: string;
  element: () => HTMLElement;
}

/** What changes while a page looks on. */
export type LiveSource = 'area' | 'sight' | 'track' | 'assignments' | 'responders';

export interface CityMap {
  setData(source: LiveSource, data: FeatureCollection): void;
  /** Calls with where the map is clicked; returns how to stop. */
  onClick(clicked: (lat: number, lon: number) => void): () => void;
  setMarks(marks: readonly Mark[]): void;
  setLanguage(language: Language): void;
  look(lat: number, lon: number, zoom: number): void;
  fit(bounds: Bounds, padding: number): void;
  /** Goes to where all of it is seen. */
  frame(bounds: Bounds, padding: PaddingOptions): void;
  /** Whether a place lies within what is seen. */
  shows(lat: number, lon: number): boolean;
  /** Fulfilled with the city's bounds once it is drawn; undefined if the server has no city. */
  city: Promise<Bounds | undefined>;
  remove(): void;
}

let cityFile: Promise<FeatureCollection | undefined> | undefined;

/** Fetched once for all maps of a page. */
function fetchCity(): Promise<FeatureCollection | undefined> {
  cityFile ??= fetch('/map/city.geojson')
    .then((answer) => (answer.ok ? (answer.json() as Promise<FeatureCollection>) : undefined))
    .catch(() => {
      cityFile = undefined;
      return undefined;
    });
  return cityFile;
}

/**
 * Draws the map into the container; throws where the browser has no WebGL.
 *
 * @param still true for a picture that lets the page scroll under a finger
 */
export function createCityMap(container: HTMLElement, language: Language, still: boolean): CityMap {
  const map = new LibreMap({
    container,
    style: cityStyle(language),
    center: SHANTOU,
    zoom: 11.5,
    minZoom: 8,
    maxZoom: 19,
    attributionControl: false,
    interactive: !still,
    dragRotate: false,
    pitchWithRotate: false,
    fadeDuration: 0,
  });
  map.touchZoomRotate.disableRotation();
  if (!still) {
    map.addControl(new NavigationControl({ showCompass: false }), 'bottom-right');
  }
  map.once('idle', () => {
    container.dataset.idle = 'true';
  });

  let removed = false;
  const loaded = new Promise<void>((resolve) => map.once('load', () => resolve()));
  const set = (source: string, data: FeatureCollection) =>
    void loaded.then(() => {
      if (!removed) {
        map.getSource<GeoJSONSource>(source)?.setData(data);
      }
    });
  const city = Promise.all([fetchCity(), loaded]).then(([features]) => {
    if (!features || removed) {
      return undefined;
    }
    set('city', features);
    return townOf(features);
  });

  let moving: ReturnType<typeof setTimeout> | undefined;
  /** After the page has made room for what is shown beside the map, else the middle is that of the old size. */
  const soon = (move: () => void) => {
    clearTimeout(moving);
    moving = setTimeout(() => {
      if (!removed) {
        map.resize();
        move();
      }
    }, 60);
  };

  const marks = new Map<string, { look: string; marker: Marker }>();
  return {
    city,
    setData: set,
    setMarks(wanted) {
      const ids = new Set(wanted.map((mark) => mark.id));
      for (const [id, drawn] of marks) {
        if (!ids.has(id)) {
          drawn.marker.remove();
          marks.delete(id);
        }
      }
      for (const mark of wanted) {
        const drawn = marks.get(mark.id);
        if (drawn && drawn.look === mark.look) {
          drawn.marker.setLngLat([mark.lon, mark.lat]);
          continue;
        }
        drawn?.marker.remove();
        const marker = new Marker({ element: mark.element() }).setLngLat([mark.lon, mark.lat]).addTo(map);
        marks.set(mark.id, { look: mark.look, marker });
      }
    },
    setLanguage(chosen) {
      void loaded.then(() => {
        if (!removed) {
          NAMED_LAYERS.forEach((layer) => map.setLayoutProperty(layer, 'text-field', placeName(chosen)));
        }
      });
    },
    look(lat, lon, zoom) {
      soon(() => map.easeTo({ center: [lon, lat], zoom: Math.max(map.getZoom(), zoom), duration: 500 }));
    },
    frame(bounds, padding) {
      soon(() => map.fitBounds(bounds, { padding, duration: 500, maxZoom: 16 }));
    },
    onClick(clicked) {
      const tell = (event: MapMouseEvent) => clicked(event.lngLat.lat, event.lngLat.lng);
      map.on('click', tell);
      return () => map.off('click', tell);
    },
    fit: (bounds, padding) => map.fitBounds(bounds, { padding, duration: 0, maxZoom: 16 }),
    shows: (lat, lon) => map.getBounds().contains([lon, lat]),
    remove() {
      removed = true;
      map.remove();
    },
  };
}
