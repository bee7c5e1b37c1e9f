/** One canned incident of each kind beside the elders' and the smoke alarms. */
import { newIncident } from './mock-data.mjs';
import { trackOf } from './mock-registry.mjs';

const NOW = Date.now();
const id = (n) => n.toString(16).padStart(32, '0');
const MINUTE = 60_000;

/** Without what newIncident gives an elder. */
const about = (n, kind, rule, severity, minutesAgo, subject, devices, position, evidence, over = {}) =>
  newIncident(n, {
    openedAt: NOW - minutesAgo * MINUTE,
    kind,
    rules: [rule],
    severity,
    state: severity === 'P1' || severity === 'P2' ? 'DISPATCHING' : 'NEW',
    subject,
    full: subject,
    devices,
    position,
    grid: undefined,
    unit: undefined,
    detections: [{ id: id(n + 7000), rule, phase: 'RAISED', severity, at: NOW - minutesAgo * MINUTE, evidence }],
    timeline: [{ at: NOW - minutesAgo * MINUTE, actor: 'intake', what: `opened by ${rule}`, cause: id(n + 7000) }],
    stages: undefined,
    ...over,
  });
const place = (lat, lon, uncertaintyMeters = 5) => ({ lat, lon, uncertaintyMeters });
const vehicle = (plate) => ({ type: 'vehicle', id: plate, name: `${plate.slice(0, 2)}****${plate.slice(-2)}` });
const device = (id, name) => ({ type: 'device', id, name });

export const TRACK = trackOf(6);
const newest = TRACK.at(-1);

export const theft = about(20, 'theft', 'R1', 'P1', 46, vehicle('粤D·00017'), TRACK.map((read) => read.reader), place(newest.lat, newest.lon), {
  plate: '粤D·00017', tag: 'E2806894000000000000AA17', caseNumber: 'A4405132026', reader: newest.reader, readerName: newest.name, road: '海湾大桥', rssi: -58, reads: 6, headingDegrees: 184, speedKmh: 38, track: TRACK,
}, {
  acknowledged: true,
  state: 'EN_ROUTE',
  track: TRACK,
  full: { ...vehicle('粤D·00017'), name: '粤D·00017', vehicle: { make: '五羊本田 110', colour: '红色', owner: { name: '郑志强', phone: '+86 138 0000 1234' } } },
  offers: [
    { id: id(9100), responder: 'officer-01', state: 'ACCEPTED', distanceMeters: 900, travelSeconds: 113, because: 'officer; 900 m great circle, 113 s by car; fix 3 s old' },
    { id: id(9101), responder: 'officer-02', state: 'OFFERED', distanceMeters: 1500, travelSeconds: 188, because: 'officer; 1500 m great circle, 188 s by car; fix 5 s old' },
  ],
  assignments: [{ offer: id(9100), responder: 'officer-01', state: 'EN_ROUTE' }],
});

export const outage = about(25, 'outage', 'D4', 'P2', 6, { type: 'place', id: 'outage-23.29-116.68', name: '南滨片区' }, Array.from({ length: 105 }, (_, i) => (i < 100 ? `terminal-${String(1000 + i)}` : `reader-9${i}`)), place(23.286, 116.69, 420), {
  devices: 105, mainsLost: 100, silent: 5, kinds: { 'call-terminal': 100, 'tag-reader': 5 }, uncertaintyMeters: 420, causes: [id(1)],
}, { merged: [id(30)], timeline: [{ at: NOW - 6 * MINUTE, actor: 'intake', what: 'opened by D4', cause: id(1) }, { at: NOW - 6 * MINUTE, actor: 'intake', what: `incident ${id(30)} merged into this`, cause: id(1) }] });

export const fireSeen = about(22, 'fire', 'T1', 'P1', 3, { type: 'place', id: 'cell-2331-11667' }, ['tower-1'], place(23.323, 116.689, 60), {
  maxCelsius: 312.4, backgroundCelsius: 31.2, pixels: 46, frames: 3, uncertaintyMeters: 60, camera: 'tower-1', bearingDegrees: 104, rangeMeters: 3562,
}, { acknowledged: true });

export const kinds = [
  theft,
  about(21, 'cloned-tag', 'R6', 'P3', 75, vehicle('粤D·00043'), ['reader-001', 'reader-008'], place(23.2885, 116.684), { plate: '粤D·00043', tag: 'E2806894000000000000AA43', speedKmh: 412, meters: 8240, seconds: 72, fromReader: 'reader-001', toReader: 'reader-008' }),
  fireSeen,
  about(23, 'service', 'E11', 'P4', 18, { type: 'person', id: 'elder-23', name: '陈**' }, ['terminal-0001'], place(23.366, 116.684), { service: '04.12', source: 'base' }),
  about(24, 'device-fault', 'R11', 'P3', 31, device('reader-004', '中山路'), ['reader-004'], place(23.3645, 116.684), { reason: 'deaf', sightings: 4, expected: 61 }),
  outage,
  about(26, 'unreadable-alarm', 'D3', 'P2', 9, device('terminal-0001', '外马路 12 号 301 呼叫终端'), ['terminal-0001'], place(23.366, 116.684), { reason: "event: 'soss' (expected: one of sos, fall, cancel, ok)", topic: 'devices/terminal-0001/events/call', count: 2, firmwareNote: 'v2.1 beta' }, { acknowledged: true }),
  about(27, 'elder-device', 'E5', 'P4', 12, { type: 'person', id: 'elder-27', name: '李**' }, ['terminal-0004'], place(23.287, 116.675), { battery: 84, since: NOW - 22 * MINUTE }),
  about(28, 'device-fault', 'S7', 'P3', 220, device('smoke-0079', '小公园骑楼三层'), ['smoke-0079'], place(23.358, 116.668), { battery: 9, faults: ['low-battery'] }),
  about(30, 'device-fault', 'D1', 'P3', 8, device('terminal-1003', ''), ['terminal-1003'], place(23.286, 116.69), { reason: 'offline', silentSeconds: 1900 }, { state: 'MERGED', mergedInto: id(25), active: false, timeline: [{ at: NOW - 6 * MINUTE, actor: 'intake', what: `merged into ${id(25)}`, cause: id(1) }] }),
];
