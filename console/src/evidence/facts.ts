import { distanceText, durationText, timeText } from '../text/format';
import { t, word, type Key } from '../text/language';

/**
 * Evidence for people: a name, a value and a unit for every field. What no table here knows is shown all the same, by
 * its own name: a rule may learn to say more before this page does.
 */

export interface Fact {
  field: string;
  name: string;
  value: string;
}

/** How ids become names; an id that nobody knows stays an id. */
export interface Names {
  device: (id: string) => string;
  service: (code: string) => string;
}

type Shown = (value: unknown, names: Names) => string | undefined;

const unit =
  (key: Key, digits: number): Shown =>
  (value) =>
    typeof value === 'number' ? t(key, { n: rounded(value, digits) }) : undefined;
const words =
  (group: 'reason' | 'source' | 'event' | 'sign' | 'evidence'): Shown =>
  (value) =>
    typeof value === 'string' ? word(group, value) : undefined;
const count: Shown = (value) => (typeof value === 'number' ? rounded(value, 1) : undefined);
const meters: Shown = (value) => (typeof value === 'number' ? distanceText(value) : undefined);
const seconds: Shown = (value) => (typeof value === 'number' ? durationText(value * 1000) : undefined);
const direction: Shown = (value) => (typeof value === 'number' ? directionText(value) : undefined);
const percent = unit('unit.percent', 0);
const celsius = unit('unit.celsius', 1);
const device: Shown = (value, names) => (typeof value === 'string' ? names.device(value) : undefined);
const devices: Shown = (value, names) =>
  Array.isArray(value) ? value.map((id) => names.device(String(id))).join(', ') : undefined;

const hour: Shown = (value) => (typeof value === 'number' ? t('unit.hour', { n: value }) : undefined);
/** Several of them, one after the other. */
const listed =
  (each: Shown): Shown =>
  (value, names) =>
    Array.isArray(value) ? value.map((one) => each(one, names) ?? plain(one)).join(', ') : undefined;

/** In the order in which they are shown; what a person asks first stands first. */
const FIELDS: Record<string, Shown> = {
  plate: text,
  plates: listed(text),
  caseNumber: text,
  reason: words('reason'),
  service: (value, names) => (typeof value === 'string' ? names.service(value) : undefined),
  event: words('event'),
  source: words('source'),
  devices: (value, names) =>
    typeof value === 'number' ? t('unit.devices', { n: value }) : devices(value, names),
  mainsLost: count,
  silent: count,
  kinds,
  maxCelsius: celsius,
  backgroundCelsius: celsius,
  temperature: celsius,
  celsiusPerMinute: unit('unit.celsiusPerMinute', 1),
  obscuration: unit('unit.percentPerMeter', 2),
  obscurationPerMinute: unit('unit.percentPerMeterAndMinute', 1),
  alarmLevel: unit('unit.percentPerMeter', 2),
  co: unit('unit.ppm', 0),
  level: count,
  detectors: devices,
  camera: device,
  bearingDegrees: direction,
  rangeMeters: meters,
  uncertaintyMeters: meters,
  crossed: devices,
  growthPercentPerMinute: unit('unit.percentPerMinute', 0),
  areaSquareMeters: unit('unit.squareMeters', 1),
  kilowatts: unit('unit.kilowatts', 1),
  pixels: count,
  frames: count,
  readerName: text,
  reader: device,
  road: text,
  headingDegrees: direction,
  speedKmh: unit('unit.kmh', 0),
  nextReaders: next,
  missedReaders: devices,
  fromReader: device,
  toReader: device,
  readers: devices,
  homeReader: device,
  metersFromHome: meters,
  meters,
  roadMeters: meters,
  seconds,
  lawfulMeters: meters,
  lawfulSeconds: seconds,
  pairs: count,
  reads: count,
  rssi: unit('unit.dbm', 0),
  track: (value) => (Array.isArray(value) ? t('unit.reads', { n: value.length }) : undefined),
  battery: percent,
  pendantBattery: percent,
  faults: (value) => (Array.isArray(value) ? value.map((each) => word('fault', String(each))).join(', ') : undefined),
  vital: words('evidence'),
  heartRate: count,
  systolic: count,
  diastolic: count,
  spo2: percent,
  glucose: count,
  limit: count,
  readings: count,
  presses: count,
  metersBeyond: meters,
  fixes: count,
  silentSeconds: seconds,
  lastSign: words('sign'),
  limitSeconds: seconds,
  usualSeconds: seconds,
  learntDays: count,
  learntGaps: count,
  unheardSeconds: seconds,
  since: moment,
  times: listed(moment),
  minutes: unit('unit.minutes', 0),
  minutesBefore: unit('unit.minutes', 0),
  dayOfWeek: (value) => (typeof value === 'number' ? t(`weekday.${value}` as Key) : undefined),
  hour,
  usualHours: listed(hour),
  probability: (value) => (typeof value === 'number' ? t('unit.percent', { n: rounded(value * 100, 2) }) : undefined),
  ridesKnown: count,
  daysKnown: count,
  households: count,
  intervalSeconds: seconds,
  sightings: count,
  expected: count,
  cityAgainstItsUsual: (value) => (typeof value === 'number' ? t('unit.percent', { n: rounded(value * 100, 0) }) : undefined),
  device,
  gateway: device,
  topic: text,
  count,
  tag: text,
  tags: listed(text),
};
const KNOWN = Object.keys(FIELDS);
/** Nobody waits at more places. */
const LIKELIEST = 3;
/** Ids of other detections: of use to machines alone. */
const UNSHOWN = new Set(['causes']);

/** The evidence of one detection as lines to show; a rule may mean something of its own by a name. */
export function evidenceFacts(evidence: Record<string, unknown>, names: Names, rule = ''): Fact[] {
  return Object.entries(evidence)
    .filter(([field, value]) => !UNSHOWN.has(field) && value !== null && value !== undefined && value !== '')
    .map(([field, value]) => ({
      field,
      name: fieldName(field, rule),
      value: FIELDS[field]?.(value, names) ?? plain(value),
    }))
    .sort((a, b) => rank(a.field) - rank(b.field));
}

/** A direction in words: north-east (47°). */
export function directionText(degrees: number): string {
  return t('unit.degrees', { compass: compassText(degrees), n: Math.round(turned(degrees)) });
}

export function compassText(degrees: number): string {
  return t(`compass.${Math.round(turned(degrees) / 45) % 8}` as Key);
}

function turned(degrees: number): number {
  return ((degrees % 360) + 360) % 360;
}

function rank(field: string): number {
  const at = KNOWN.indexOf(field);
  return at < 0 ? KNOWN.length : at;
}

function fieldName(field: string, rule: string): string {
  const own = `${rule}.${field}`;
  const meant = word('evidence', own);
  if (meant !== own) {
    return meant;
  }
  const known = word('evidence', field);
  if (known !== `evidence.${field}` && known !== field) {
    return known;
  }
  const apart = field.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/[_-]+/g, ' ').toLowerCase();
  return apart.charAt(0).toUpperCase() + apart.slice(1);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A list of kinds, or how many of each. */
function kinds(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    return value.map((each) => word('deviceKind', String(each))).join(', ');
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([kind, n]) => `${word('deviceKind', kind)} ${String(n)}`)
      .join(', ');
  }
  return undefined;
}

/** Where it is likely to be read next, the likeliest first. */
function next(value: unknown, names: Names): string | undefined {
  if (!Array.isArray(value)) {
    return undefined;
  }
  return (value as { reader: string; probability: number; seconds: number }[])
    .slice(0, LIKELIEST)
    .map((one) =>
      t('unit.likely', {
        what: names.device(one.reader),
        n: Math.round(one.probability * 100),
        time: durationText(one.seconds * 1000),
      }),
    )
    .join('; ');
}

function moment(value: unknown): string | undefined {
  const at = typeof value === 'string' ? Date.parse(value) : value;
  return typeof at === 'number' && Number.isFinite(at) ? timeText(at, Date.now()) : undefined;
}

function plain(value: unknown): string {
  if (typeof value === 'boolean') {
    return t(value ? 'unit.yes' : 'unit.no');
  }
  if (typeof value === 'number') {
    return rounded(value, 2);
  }
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object')) {
    return value.map(plain).join(', ');
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function rounded(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}

