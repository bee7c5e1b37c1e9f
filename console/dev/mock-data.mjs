/** Canned incidents, responders and offers, as contracts describe them. */
const NOW = Date.now();
const id = (n) => n.toString(16).padStart(32, '0');

const volunteers = Array.from({ length: 24 }, (_, i) => ({
  id: `volunteer-${String(i + 1).padStart(3, '0')}`,
  name: ['陈晓东', '林秀英', '黄志强', '郑美玲', '吴海涛', '蔡文静'][i % 6] + (i > 5 ? i : ''),
  roles: ['volunteer'],
  skills: ['first-aid'],
  mode: i % 3 === 0 ? 'e-bike' : 'foot',
  lat: 23.355 + ((i * 7) % 11) * 0.003,
  lon: 116.65 + ((i * 5) % 13) * 0.007,
  onDuty: i % 5 !== 4,
}));

export const responders = [
  ...volunteers,
  { id: 'officer-01', name: '警员 马骏', roles: ['officer'], mode: 'car', lat: 23.31, lon: 116.66, onDuty: true },
  { id: 'officer-02', name: '警员 周敏', roles: ['officer'], mode: 'car', lat: 23.295, lon: 116.7, onDuty: true },
];

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
    subject: { type: 'person', id: `elder-${n}`, name: '王**' },
    full: {
      type: 'person',
      id: `elder-${n}`,
      name: '王桂芳',
      address: '金平区外马路12号301室',
      file: {
        phone: '+86 754 8888 0000',
        contacts: [
          { name: '王建国', phone: '+86 139 0000 0001', relation: '儿子' },
          { name: '陈阿姨', phone: '+86 139 0000 0002', relation: '邻居' },
        ],
        conditions: ['高血压', '听力障碍'],
        medicines: ['氨氯地平 5 mg'],
        notes: '备用钥匙在二楼陈阿姨处。',
      },
    },
    devices: [`terminal-${String(n).padStart(4, '0')}`],
    position: place(23.366, 116.684, 10),
    grid: 'G-0421',
    unit: 'U-0421-3',
    openedAt,
    detections: [{ id: id(n + 500), rule: 'E1', phase: 'RAISED', severity: 'P1', at: openedAt, evidence: { event: 'sos', source: 'pendant' } }],
    level: 1,
    count: 1,
    offers: [],
    assignments: [],
    timeline: [
      { at: openedAt, actor: 'intake', what: 'opened by E1', cause: id(500) },
      { at: openedAt, actor: 'intake', what: 'NEW to DISPATCHING', cause: id(500) },
    ],
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
      offer(1, 'volunteer-001', 'ACCEPTED', 230, 46, 'volunteer with first-aid; 230 m great circle, 46 s by e-bike; fix 4 s old'),
      offer(2, 'volunteer-002', 'WITHDRAWN', 410, 293, 'volunteer with first-aid; 410 m great circle, 293 s by foot; fix 9 s old'),
      offer(3, 'volunteer-003', 'DECLINED', 520, 371, 'community-worker; 520 m great circle, 371 s by foot; no fix of the last 60 s: registered place, +60 s'),
    ],
    timeline: [
      { at: NOW - 95_000, actor: 'intake', what: 'opened by E1', cause: id(500) },
      { at: NOW - 95_000, actor: 'intake', what: 'NEW to DISPATCHING', cause: id(500) },
      { at: NOW - 94_991, actor: 'dispatch', what: 'offered to volunteer-001', cause: id(9001) },
      { at: NOW - 94_991, actor: 'dispatch', what: 'offered to volunteer-002', cause: id(9002) },
      { at: NOW - 94_991, actor: 'dispatch', what: 'offered to volunteer-003', cause: id(9003) },
      { at: NOW - 88_000, actor: 'volunteer-003', what: 'declined by volunteer-003: 暂时走不开', cause: id(9003) },
      { at: NOW - 87_998, actor: 'dispatch', what: 'nobody free for community-worker', cause: id(501) },
      { at: NOW - 82_000, actor: 'volunteer-001', what: 'accepted by volunteer-001', cause: id(9001) },
      { at: NOW - 82_000, actor: 'dispatch', what: 'offer to volunteer-002 withdrawn: filled', cause: id(9002) },
      { at: NOW - 80_000, actor: 'operator', what: 'acknowledged', cause: id(1) },
      { at: NOW - 76_000, actor: 'volunteer-001', what: 'volunteer-001 EN_ROUTE', cause: id(9001) },
      { at: NOW - 76_000, actor: 'volunteer-001', what: 'DISPATCHING to EN_ROUTE', cause: id(9001) },
    ],
    assignments: [{ offer: id(9001), responder: 'volunteer-001', state: 'EN_ROUTE', assignedAt: NOW - 82_000 }],
    stages: stages(NOW - 95_000, { accepted: NOW - 82_000 }),
  }),
  newIncident(2, {
    openedAt: NOW - 260_000,
    rules: ['S1'],
    state: 'ON_SCENE',
    acknowledged: true,
    subject: { type: 'place', id: 'premises-77', name: '小公园骑楼 7*号' },
    full: { type: 'place', id: 'premises-77', name: '小公园骑楼 77号' },
    devices: ['smoke-0077'],
    position: place(23.358, 116.668, 25),
    offers: [offer(4, 'volunteer-007', 'ACCEPTED', 640, 128, 'volunteer, for want of a free fire; 640 m great circle, 128 s by e-bike; fix 2 s old')],
    assignments: [{ offer: id(9004), responder: 'volunteer-007', state: 'ARRIVED' }],
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
    state: 'NEW',
    acknowledged: true,
    position: place(23.287, 116.675, 5),
  }),
  newIncident(5, {
    openedAt: NOW - 9_400_000,
    rules: ['S8'],
    severity: 'P4',
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
  address: '金平区外马路12号301室',
  subject: '王桂芳',
  instructions:
    '敲门并呼叫；无人应答拨打120并告知调度台。 / Knock and call out; if nobody answers, call 120 and tell the call centre.',
};
