/** A small made-up bay with two shores, for the mock server alone. */
const feature = (properties, type, coordinates) => ({ type: 'Feature', properties, geometry: { type, coordinates } });

const features = [
  feature({ layer: 'water' }, 'Polygon', [[[116.4, 23.1], [117, 23.1], [117, 23.6], [116.4, 23.6], [116.4, 23.1]]]),
  feature({ layer: 'land' }, 'Polygon', [
    [
      [116.5, 23.45],
      [116.85, 23.45],
      [116.74, 23.34],
      [116.7, 23.345],
      [116.6, 23.33],
      [116.5, 23.45],
    ],
  ]),
  feature({ layer: 'land' }, 'Polygon', [
    [
      [116.6, 23.31],
      [116.7, 23.318],
      [116.78, 23.308],
      [116.78, 23.24],
      [116.6, 23.24],
      [116.6, 23.31],
    ],
  ]),
  feature({ layer: 'park' }, 'Polygon', [[[116.69, 23.356], [116.7, 23.356], [116.7, 23.361], [116.69, 23.361], [116.69, 23.356]]]),
];
for (let i = 0; i < 14; i++) {
  const lon = 116.64 + i * 0.008;
  const kind = i % 4 === 0 ? 'main' : 'side';
  features.push(feature({ layer: 'street', class: kind }, 'LineString', [[lon, 23.35], [lon + 0.004, 23.39]]));
  features.push(feature({ layer: 'street', class: kind }, 'LineString', [[lon, 23.27], [lon + 0.002, 23.3]]));
}
for (let i = 0; i < 8; i++) {
  const lat = 23.352 + i * 0.005;
  const kind = i % 3 === 0 ? 'main' : 'side';
  features.push(feature({ layer: 'street', class: kind }, 'LineString', [[116.64, lat], [116.7, lat + 0.002], [116.75, lat]]));
}
for (let i = 0; i < 5; i++) {
  const lat = 23.272 + i * 0.006;
  features.push(feature({ layer: 'street', class: i === 2 ? 'main' : 'side' }, 'LineString', [[116.64, lat], [116.75, lat - 0.002]]));
}
features.push(feature({ layer: 'bridge' }, 'LineString', [[116.672, 23.352], [116.668, 23.3]]));
features.push(feature({ layer: 'tunnel' }, 'LineString', [[116.72, 23.352], [116.722, 23.298]]));
for (const [name, nameZh, lon, lat] of [
  ['North Shore', '北岸', 116.69, 23.372],
  ['South Shore', '南岸', 116.69, 23.285],
  ['The Bay', '内海湾', 116.7, 23.33],
  ['Harbour Bridge', '海湾大桥', 116.665, 23.322],
]) {
  features.push(feature({ layer: 'place', name, nameZh }, 'Point', [lon, lat]));
}

export const city = { type: 'FeatureCollection', features };
