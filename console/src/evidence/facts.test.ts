import { afterEach, beforeEach, expect, it } from 'vitest';
import { language } from '../text/language';
import { compassText, directionText, evidenceFacts, type Names } from './facts';

const names: Names = {
  device: (id) => (id === 'tower-1' ? 'Hill tower (tower-1)' : id),
  service: (code) => (code === '04.12' ? '04.12 Fetch medicines' : code),
};
const shown = (evidence: Record<string, unknown>) =>
  evidenceFacts(evidence, names).map((fact) => `${fact.name}: ${fact.value}`);

beforeEach(() => {
  language.value = 'en';
});
afterEach(() => {
  language.value = 'en';
});

it('says what a camera saw with units, names and directions, whatever the order it came in', () => {
  expect(
    shown({ frames: 3, camera: 'tower-1', maxCelsius: 312.44, bearingDegrees: 104, rangeMeters: 3562, uncertaintyMeters: 60 }),
  ).toEqual([
    'Hottest: 312.4 °C',
    'Camera: Hill tower (tower-1)',
    'Bearing from the camera: east (104°)',
    'From the camera: 3.6 km',
    'Uncertainty of the place: 60 m',
    'Frames: 3',
  ]);
});

it('says where a hunted vehicle is likely next, the three likeliest', () => {
  const likely = (reader: string, probability: number, seconds: number) => ({ reader, probability, seconds });
  expect(
    shown({
      nextReaders: [likely('tower-1', 0.62, 45), likely('r2', 0.2, 120), likely('r3', 0.1, 90), likely('r4', 0.05, 30)],
      missedReaders: ['r0'],
      roadMeters: 1240,
    }),
  ).toEqual([
    'Likely next: Hill tower (tower-1) 62 % in 45 s; r2 20 % in 2 min; r3 10 % in 1 min 30 s',
    'Missed on the way by: r0',
    'By road: 1.2 km',
  ]);
});

it('says what a rule means by a name that another rule uses too', () => {
  const of = (rule: string) => evidenceFacts({ probability: 0.881, minutes: 30 }, names, rule).map((fact) => `${fact.name}: ${fact.value}`);
  expect(of('S6')).toEqual(['Stayed: 30 min', 'Probability of a fire: 88.1%']);
  expect(of('R4')).toContain('Share of its rides at hours so rare: 88.1%');
  expect(of('R11')).toContain('Hears too little for: 30 min');
});

it('says the same in Chinese', () => {
  language.value = 'zh-CN';
  expect(shown({ speedKmh: 38.2, headingDegrees: 184, reason: 'quiet', source: 'pendant' })).toEqual([
    '原因: 一天未再出现',
    '来源: 吊坠',
    '行进方向: 南（184°）',
    '速度: 38 公里/小时',
  ]);
});

it('counts the devices of an outage and names their kinds', () => {
  expect(shown({ devices: 105, mainsLost: 100, silent: 5, kinds: { 'call-terminal': 100, 'tag-reader': 5 } })).toEqual([
    'Devices affected: 105 devices',
    'Without mains: 100',
    'Silent: 5',
    'Kinds of devices: call terminal 100, tag reader 5',
  ]);
});

it('takes the name of a service from the catalogue, and the code where it has none', () => {
  expect(shown({ service: '04.12' })).toEqual(['Service: 04.12 Fetch medicines']);
  expect(shown({ service: '99.01' })).toEqual(['Service: 99.01']);
});

it('shows a field that it does not know by its own name, after those it knows', () => {
  expect(shown({ gasLevelPpm: 12.345, newThing: true, nested: { a: 1 }, battery: 28 })).toEqual([
    'Battery: 28%',
    'Gas level ppm: 12.35',
    'New thing: yes',
    'Nested: {"a":1}',
  ]);
});

it('shows a known field of an unexpected type as it came', () => {
  expect(shown({ maxCelsius: 'hot', reason: 7 })).toEqual(['Why: 7', 'Hottest: hot']);
});

it('leaves out what is of use to machines alone, and what is empty', () => {
  expect(shown({ causes: ['abc'], reason: '', camera: null, reads: 0 })).toEqual(['Reads: 0']);
});

it('names eight directions all the way round', () => {
  expect([0, 44, 46, 180, 337, 338, 359.6, 720, -90].map(compassText)).toEqual([
    'north',
    'north-east',
    'north-east',
    'south',
    'north-west',
    'north',
    'north',
    'north',
    'west',
  ]);
  expect(directionText(-1)).toBe('north (359°)');
});
