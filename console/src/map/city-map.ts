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

/** What is nearer to the edge is half hidden, or lies below the legend; less than a frame's padding. */
const EDGE_PIXELS = 55;

export interface Mark {
  id: string;
  lat: number;
  lon: number;
  /** Changes when the element must be drawn anew. */
  look: string;
  element: () => HTMLElement;
}

/** What changes while a page looks on. */
export type LiveSource = 'area' | 'closures' | 'sight' | 'frontier' | 'track' | 'assignments' | 'responders';

/** What a drawn map shows. People move all the time: who waited for them too would wait for ever. */
const AWAITED: readonly string[] = ['city', 'area', 'closures', 'sight', 'track'];

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
  /** Whether a place lies well within what is seen, clear of the legend. */
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

  let removed = false;
  let moving: ReturnType<typeof setTimeout> | undefined;
  /** How much is to be drawn that the map was not given yet; the city at first. */
  let owed = 1;
  /** Not drawn until a frame shows it. */
  const stir = () => {
    container.dataset.idle = 'false';
    map.triggerRepaint();
  };
  map.on('render', () => {
    const isSettled = owed === 0 && moving === undefined && !map.isMoving();
    if (isSettled && AWAITED.every((source) => map.isSourceLoaded(source))) {
      container.dataset.idle = 'true';
    }
  });
  const loaded = new Promise<void>((resolve) => map.once('load', () => resolve()));
  const set = (source: LiveSource | 'city', data: FeatureCollection) => {
    owed++;
    void loaded.then(() => {
      owed--;
      if (removed) {
        return;
      }
      if (AWAITED.includes(source)) {
        stir();
      }
      map.getSource<GeoJSONSource>(source)?.setData(data);
    });
  };
  const city = Promise.all([fetchCity(), loaded]).then(([features]) => {
    owed--;
    if (removed) {
      return undefined;
    }
    if (!features) {
      stir();
      return undefined;
    }
    set('city', features);
    return townOf(features);
  });

  /** After the page has made room for what is shown beside the map, else the middle is that of the old size. */
  const soon = (move: () => void) => {
    clearTimeout(moving);
    container.dataset.idle = 'false';
    moving = setTimeout(() => {
      moving = undefined;
      if (!removed) {
        stir();
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
    fit(bounds, padding) {
      stir();
      map.fitBounds(bounds, { padding, duration: 0, maxZoom: 16 });
    },
    shows(lat, lon) {
      const { x, y } = map.project([lon, lat]);
      const { clientWidth, clientHeight } = container;
      return Math.min(x, y, clientWidth - x, clientHeight - y) > EDGE_PIXELS;
    },
    remove() {
      removed = true;
      map.remove();
    },
  };
}
