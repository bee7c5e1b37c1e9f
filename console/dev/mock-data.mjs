/** Canned incidents, responders and offers, as contracts describe them. */
const NOW = Date.now();
const id = (n) => n.toString(16).padStart(32, '0');

export const responders = Array.from({ length: 24 }, (_, i) => ({
  id: `volunteer-${String(i + 1).padStart(3, '0')}`,
  name: ['陈晓东', '林秀英', '黄志强', '郑美玲', '吴海涛', '蔡文静'][i % 6] + (i > 5 ? i : ''),
  roles: ['volunteer'],
  skills: ['first-aid'],
  mode: i % 3 === 0 ? 'e-bike' : 'foot',
  lat: 23.355 + ((i * 7) % 11) * 0.003,
  lon: 116.65 + ((i * 5) % 13) * 0.007,
  onDuty: i % 5 !== 4,
}));

const place = (lat, lon, uncertaintyMeters) => ({ lat, lon, uncertaintyMeters });
const stages = (openedAt, more) => ({
  measured: openedAt - 70,
  received: openedAt - 21,
  logged: openedAt - 17,
  detected: openedAt - 5,
  opened: openedAt,
  offered: openedAt + 9,
  ...more,
});

export function newIncident(n, over) {
  const openedAt = over.openedAt ?? Date.now();
  return {
    id: id(n),
    rules: ['E1'],
    severity: 'P1',
    state: 'DISPATCHING',
    acknowledged: false,
    active: true,
    kind: 'elder-emergency',
    subject: { type: 'person', id: `elder-${n}`, name: '王**' },
    full: { type: 'person', id: `elder-${n}`, name: '王桂芳', address: '北岸街道外马路12号301室' },
    devices: [`terminal-${String(n).padStart(4, '0')}`],
    position: place(23.366, 116.684, 10),
    grid: 'G-0421',
    unit: '外马社区第3单元',
    openedAt,
    offers: [],
    evidence: { event: 'sos', source: 'pendant', presses: 1, receivedAt: openedAt - 21 },
    timeline: [{ at: openedAt, actor: 'system', what: 'opened', cause: 'E1' }],
    stages: stages(openedAt, {}),
    ...over,
  };
}

const offer = (n, responder, state, distanceMeters, travelSeconds, because) => ({
  id: id(9000 + n),
  responder,
  state,
  distanceMeters,
  travelSeconds,
  because,
});

export const incidents = [
  newIncident(1, {
    openedAt: NOW - 95_000,
    state: 'EN_ROUTE',
    acknowledged: true,
    offers: [
      offer(1, 'volunteer-001', 'ACCEPTED', 230, 46, 'nearest on duty with first-aid; fix 4 s old'),
      offer(2, 'volunteer-002', 'WITHDRAWN', 410, 293, 'second nearest; fix 9 s old'),
      offer(3, 'volunteer-003', 'DECLINED', 520, 371, 'third nearest; registered place'),
    ],
    timeline: [
      { at: NOW - 95_000, actor: 'system', what: 'opened', cause: 'E1' },
      { at: NOW - 94_991, actor: 'system', what: 'offered', cause: 'volunteer-001, volunteer-002, volunteer-003' },
      { at: NOW - 88_000, actor: 'volunteer-003', what: 'declined', cause: '暂时走不开' },
      { at: NOW - 82_000, actor: 'volunteer-001', what: 'accepted' },
      { at: NOW - 80_000, actor: 'operator', what: 'acknowledged' },
    ],
    stages: stages(NOW - 95_000, { accepted: NOW - 82_000 }),
  }),
  newIncident(2, {
    openedAt: NOW - 260_000,
    rules: ['S1'],
    kind: 'fire',
    state: 'ON_SCENE',
    acknowledged: true,
    subject: { type: 'place', id: 'premises-77', name: '小公园骑楼 7*号' },
    full: { type: 'place', id: 'premises-77', name: '小公园骑楼 77号' },
    devices: ['smoke-0077'],
    position: place(23.358, 116.668, 25),
    evidence: { alarm: true, obscuration: 12.4, temperature: 41.5, battery: 88 },
    offers: [offer(4, 'volunteer-007', 'ACCEPTED', 640, 128, 'nearest on duty')],
    stages: stages(NOW - 260_000, { accepted: NOW - 251_000, arrived: NOW - 120_000 }),
  }),
  newIncident(3, {
    openedAt: NOW - 1_800_000,
    rules: ['E2'],
    severity: 'P2',
    acknowledged: false,
    subject: { type: 'person', id: 'elder-3', name: '李**' },
    position: place(23.38, 116.7, 40),
  }),
  newIncident(4, {
    openedAt: NOW - 5_400_000,
    rules: ['E6'],
    severity: 'P3',
    kind: 'elder-device',
    state: 'NEW',
    acknowledged: true,
    position: place(23.287, 116.675, 5),
  }),
  newIncident(5, {
    openedAt: NOW - 9_400_000,
    rules: ['S8'],
    severity: 'P4',
    kind: 'smoke-contaminated',
    state: 'NEW',
    acknowledged: false,
    position: place(23.372, 116.73, 5),
  }),
  newIncident(6, { openedAt: NOW - 90_000_000, state: 'CLOSED', acknowledged: true, outcome: 'helped' }),
];

export const offerMessage = (over) => ({
  id: id(7001),
  incident: id(1),
  revision: 1,
  state: 'OFFERED',
  kind: 'elder-emergency',
  severity: 'P1',
  area: { lat: 23.365, lon: 116.685 },
  distanceMeters: 230,
  travelSeconds: 164,
  deadline: Date.now() + 30_000,
  drill: false,
  ...over,
});

export const accepted = {
  state: 'ACCEPTED',
  position: { lat: 23.366, lon: 116.684 },
  address: '北岸街道外马路12号301室',
  subject: '王桂芳',
  instructions: '按下了求助按钮。请先敲门并呼喊；如无人应答，请联系呼叫中心开门。',
};
