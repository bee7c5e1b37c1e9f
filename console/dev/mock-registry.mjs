/** Canned vehicles, devices, areas and services, as contracts describe them. */
const NOW = Date.now();

export const vehicles = [
  { plate: '粤D·00017', tag: 'E2806894000000000000AA17', homeReader: 'reader-003', guard: false, make: '五羊本田 110', colour: '红色', owner: { name: '郑志强', phone: '+86 138 0000 1234', address: '龙湖区长平路 88 号' }, theftReport: { plate: '粤D·00017', caseNumber: 'A4405132026', reportedBy: '郑志强', reportedAt: NOW - 40 * 60_000, lastSeen: { ts: NOW - 3 * 3_600_000, lat: 23.362, lon: 116.655 } } },
  { plate: '粤D·00042', tag: 'E2806894000000000000AA42', homeReader: 'reader-001', guard: true, make: '雅马哈 125', colour: '黑色', owner: { name: '林秀英', phone: '+86 138 0000 5678' } },
  { plate: '粤D·00043', tag: 'E2806894000000000000AA43', homeReader: 'reader-002', make: '新大洲本田', colour: '蓝色', owner: { name: '吴海涛' } },
  { plate: '粤D·00051', tag: 'E2806894000000000000AA51', homeReader: 'reader-005', make: '豪爵 100', colour: '白色', owner: { name: '蔡文静' }, theftReport: { plate: '粤D·00051', caseNumber: 'A4405130977', reportedBy: '蔡文静', reportedAt: NOW - 26 * 3_600_000 } },
];

const reader = (n, name, lat, lon) => ({ id: `reader-00${n}`, kind: 'tag-reader', name, road: name, lat, lon });
export const readers = [
  reader(1, '外马路', 23.357, 116.652),
  reader(2, '长平路', 23.3625, 116.662),
  reader(3, '金砂路', 23.3675, 116.671),
  reader(4, '中山路', 23.3645, 116.684),
  reader(5, '海湾大桥北', 23.352, 116.672),
  reader(6, '海湾大桥', 23.325, 116.67),
  reader(7, '濠江大道', 23.301, 116.668),
  reader(8, '南滨路', 23.2885, 116.684),
];

export const devices = [
  ...readers,
  { id: 'terminal-0001', kind: 'call-terminal', name: '外马路 12 号 301 呼叫终端', lat: 23.366, lon: 116.684 },
  { id: 'terminal-0004', kind: 'call-terminal', name: '南滨社区 4 号呼叫终端', lat: 23.287, lon: 116.675 },
  { id: 'smoke-0077', kind: 'smoke-sensor', name: '小公园骑楼一层', lat: 23.358, lon: 116.668 },
  { id: 'smoke-0079', kind: 'smoke-sensor', name: '小公园骑楼三层', lat: 23.358, lon: 116.668 },
  { id: 'tower-1', kind: 'thermal-camera', name: '礐石瞭望塔', lat: 23.331, lon: 116.655 },
  { id: 'drone-1', kind: 'thermal-camera', name: '无人机 1 号', mobile: true, lat: 23.3, lon: 116.69, position: { lat: 23.318, lon: 116.664 } },
  { id: 'drone-2', kind: 'thermal-camera', name: '无人机 2 号', mobile: true, lat: 23.38, lon: 116.72 },
];

const area = (id, name, level, parent) => ({ type: 'Feature', id, properties: { id, name, level, parent }, geometry: { type: 'Polygon', coordinates: [] } });
export const areas = [area('G-0421', '外马网格 21', 'grid', 'C-04'), area('U-0421-3', '外马社区第 3 单元', 'unit', 'G-0421')];
export const services = { items: [{ code: '04.12', group: '04', zh: '代买药品', en: 'Fetch medicines' }], groups: [{ code: '04', zh: '助医', en: 'Medical errands' }] };

/** The way of a vehicle: a read at each reader in turn, the newest `minutesAgo` ago. */
export const trackOf = (count, minutesAgo = 1) =>
  readers.slice(0, count).map((each, i) => ({
    ts: NOW - (minutesAgo + (count - 1 - i) * 9) * 60_000,
    reader: each.id,
    lat: each.lat,
    lon: each.lon,
    rssi: -58 - (i % 3),
    name: each.name,
  }));
