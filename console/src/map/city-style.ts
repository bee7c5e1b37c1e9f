import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { Language } from '../text/language';

/** How the map is drawn: our own city and our own marks, no tiles, no fonts and no addresses from elsewhere. */

export const EMPTY = { type: 'FeatureCollection' as const, features: [] };

const FONTS = ['Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', 'sans-serif'];

const inLayer = (layer: string): ExpressionSpecification => ['==', ['get', 'layer'], layer];

const streets = (kind: 'main' | 'side'): ExpressionSpecification =>
  kind === 'main'
    ? ['all', inLayer('street'), ['==', ['get', 'class'], 'main']]
    : ['all', inLayer('street'), ['!=', ['get', 'class'], 'main']];

export function placeName(language: Language): ExpressionSpecification {
  return language === 'zh-CN'
    ? ['coalesce', ['get', 'nameZh'], ['get', 'name']]
    : ['coalesce', ['get', 'name'], ['get', 'nameZh']];
}

/** Streets grow with the zoom. */
const width = (narrow: number, wide: number): ExpressionSpecification => [
  'interpolate',
  ['exponential', 1.5],
  ['zoom'],
  11,
  narrow,
  17,
  wide,
];

const cityLayers: LayerSpecification[] = [
  { id: 'water', source: 'city', type: 'fill', filter: inLayer('water'), paint: { 'fill-color': '#0c2433' } },
  { id: 'land', source: 'city', type: 'fill', filter: inLayer('land'), paint: { 'fill-color': '#192128' } },
  { id: 'park', source: 'city', type: 'fill', filter: inLayer('park'), paint: { 'fill-color': '#1a2c25' } },
  {
    id: 'tunnel',
    source: 'city',
    type: 'line',
    filter: inLayer('tunnel'),
    paint: { 'line-color': '#5a6f80', 'line-width': width(1.5, 8), 'line-dasharray': [2, 1.5] },
  },
  {
    id: 'street-side',
    source: 'city',
    type: 'line',
    filter: streets('side'),
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': '#2b3742', 'line-width': width(0.5, 8) },
  },
  {
    id: 'street-main',
    source: 'city',
    type: 'line',
    filter: streets('main'),
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': '#435462', 'line-width': width(1.4, 14) },
  },
  {
    id: 'bridge-edge',
    source: 'city',
    type: 'line',
    filter: inLayer('bridge'),
    paint: { 'line-color': '#8a9fb0', 'line-width': width(3.2, 19) },
  },
  {
    id: 'bridge',
    source: 'city',
    type: 'line',
    filter: inLayer('bridge'),
    paint: { 'line-color': '#435462', 'line-width': width(1.6, 14) },
  },
];

const liveLayers: LayerSpecification[] = [
  {
    id: 'area-fill',
    source: 'area',
    type: 'fill',
    paint: { 'fill-color': '#8fd3ff', 'fill-opacity': 0.14 },
  },
  {
    id: 'area-edge',
    source: 'area',
    type: 'line',
    paint: { 'line-color': '#8fd3ff', 'line-width': 1.5, 'line-dasharray': [3, 2] },
  },
  {
    id: 'closures-fill',
    source: 'closures',
    type: 'fill',
    paint: { 'fill-color': '#ff5a5a', 'fill-opacity': ['case', ['get', 'draft'], 0.18, 0.3] },
  },
  {
    id: 'closures-edge',
    source: 'closures',
    type: 'line',
    paint: { 'line-color': '#ff8080', 'line-width': 2 },
  },
  {
    // A closure of some metres is not seen from afar.
    id: 'closures-mark',
    source: 'closures',
    type: 'symbol',
    layout: {
      'text-field': '✕',
      'text-font': FONTS,
      'text-size': 18,
      'text-allow-overlap': true,
    },
    paint: { 'text-color': '#ff9b9b', 'text-halo-color': '#0c1115', 'text-halo-width': 1.8 },
  },
  {
    id: 'sight',
    source: 'sight',
    type: 'line',
    paint: { 'line-color': '#ffb27a', 'line-width': 1.5, 'line-dasharray': [4, 3] },
  },
  {
    id: 'sight-camera',
    source: 'sight',
    type: 'circle',
    filter: ['==', ['geometry-type'], 'Point'],
    paint: {
      'circle-radius': 5,
      'circle-color': '#0c1115',
      'circle-stroke-color': '#ffb27a',
      'circle-stroke-width': 2,
    },
  },
  {
    id: 'frontier-fill',
    source: 'frontier',
    type: 'fill',
    paint: { 'fill-color': '#ff8a5c', 'fill-opacity': 0.05 },
  },
  {
    id: 'frontier-edge',
    source: 'frontier',
    type: 'line',
    paint: { 'line-color': '#ff8a5c', 'line-width': 1.2, 'line-opacity': 0.7, 'line-dasharray': [2, 3] },
  },
  {
    id: 'track-before',
    source: 'track',
    type: 'line',
    filter: ['==', ['get', 'part'], 'before'],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': '#8fb4d6', 'line-width': 2.5, 'line-opacity': 0.55 },
  },
  {
    id: 'track-line',
    source: 'track',
    type: 'line',
    filter: ['==', ['get', 'part'], 'hunted'],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': '#ff8a5c', 'line-width': width(2.5, 7) },
  },
  {
    id: 'track-points',
    source: 'track',
    type: 'circle',
    filter: ['==', ['get', 'part'], 'read'],
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 11, 3, 16, 6.5],
      'circle-color': ['case', ['get', 'before'], '#8fb4d6', '#ff8a5c'],
      'circle-stroke-color': '#0c1115',
      'circle-stroke-width': 1.5,
    },
  },
  {
    id: 'assignments',
    source: 'assignments',
    type: 'line',
    layout: { 'line-cap': 'round' },
    paint: { 'line-color': '#5cc8b4', 'line-width': 2.5, 'line-dasharray': [0.1, 2] },
  },
  {
    id: 'responders',
    source: 'responders',
    type: 'circle',
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 11, 3.2, 16, 7],
      'circle-color': ['match', ['get', 'doing'], 'assigned', '#5cc8b4', 'on-duty', '#0c1115', '#5b6872'],
      'circle-stroke-color': ['match', ['get', 'doing'], 'off-duty', '#0c1115', '#5cc8b4'],
      'circle-stroke-width': 2,
      'circle-opacity': ['match', ['get', 'doing'], 'off-duty', 0.6, 1],
    },
  },
];

/** Layers whose text is in the language of the page. */
export const NAMED_LAYERS = ['street-name', 'crossing-name', 'place'] as const;

function labelLayers(language: Language): LayerSpecification[] {
  return [
    {
      id: 'street-name',
      source: 'city',
      type: 'symbol',
      minzoom: 14,
      filter: inLayer('street'),
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 320,
        'text-field': placeName(language),
        'text-font': FONTS,
        'text-size': ['interpolate', ['linear'], ['zoom'], 14, 11, 17, 14],
      },
      paint: { 'text-color': '#93a4b1', 'text-halo-color': '#10171c', 'text-halo-width': 1.4 },
    },
    {
      id: 'crossing-name',
      source: 'city',
      type: 'symbol',
      minzoom: 11.5,
      filter: ['any', inLayer('bridge'), inLayer('tunnel')],
      layout: {
        'symbol-placement': 'line-center',
        'text-field': placeName(language),
        'text-font': FONTS,
        'text-size': 12,
        'text-offset': [0, -1],
      },
      paint: { 'text-color': '#93a4b1', 'text-halo-color': '#0c2433', 'text-halo-width': 1.4 },
    },
    {
      id: 'place',
      source: 'city',
      type: 'symbol',
      filter: inLayer('place'),
      layout: {
        'text-field': placeName(language),
        'text-font': FONTS,
        'text-size': ['interpolate', ['linear'], ['zoom'], 11, 12, 16, 16],
        'text-letter-spacing': 0.06,
        'text-max-width': 9,
      },
      paint: { 'text-color': '#b9c7d2', 'text-halo-color': '#0c1115', 'text-halo-width': 1.4 },
    },
    {
      id: 'track-time',
      source: 'track',
      type: 'symbol',
      minzoom: 12,
      filter: ['==', ['get', 'part'], 'read'],
      layout: {
        'text-field': ['get', 'label'],
        'text-font': FONTS,
        'text-size': 12,
        'text-anchor': 'left',
        'text-offset': [0.8, 0],
        // Of reads that would overlap the newest is named.
        'symbol-sort-key': ['-', 0, ['get', 'ts']],
      },
      paint: { 'text-color': '#ffd9c4', 'text-halo-color': '#0c1115', 'text-halo-width': 1.5 },
    },
    {
      id: 'sight-name',
      source: 'sight',
      type: 'symbol',
      filter: ['==', ['geometry-type'], 'Point'],
      layout: {
        'text-field': ['get', 'name'],
        'text-font': FONTS,
        'text-size': 12,
        'text-anchor': 'top',
        'text-offset': [0, 0.5],
      },
      paint: { 'text-color': '#ffcfa6', 'text-halo-color': '#0c1115', 'text-halo-width': 1.5 },
    },
    {
      id: 'responder-name',
      source: 'responders',
      type: 'symbol',
      minzoom: 15,
      layout: {
        'text-field': ['get', 'name'],
        'text-font': FONTS,
        'text-size': 12,
        'text-anchor': 'top',
        'text-offset': [0, 0.8],
        'text-optional': true,
      },
      paint: { 'text-color': '#9fe0d3', 'text-halo-color': '#0c1115', 'text-halo-width': 1.3 },
    },
  ];
}

export function cityStyle(language: Language): StyleSpecification {
  const source = { type: 'geojson' as const, data: EMPTY };
  return {
    version: 8,
    sources: {
      city: source,
      area: source,
      closures: source,
      sight: source,
      frontier: source,
      track: source,
      assignments: source,
      responders: source,
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': '#10171c' } },
      ...cityLayers,
      ...liveLayers,
      ...labelLayers(language),
    ],
  };
}
