import { afterEach, expect, it } from 'vitest';
import { en } from './en';
import { clockText, distanceText, durationText, secondsLeft } from './format';
import { chosenLanguage, language, t, word } from './language';
import { zhCN } from './zh-cn';

afterEach(() => {
  language.value = 'en';
});

const blanks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map((match) => match[0]).sort();

it('says everything in both languages with the same blanks', () => {
  expect(Object.keys(zhCN).sort()).toEqual(Object.keys(en).sort());
  for (const [key, text] of Object.entries(en)) {
    expect(blanks(zhCN[key as keyof typeof en]), key).toEqual(blanks(text));
    expect(zhCN[key as keyof typeof en].trim(), key).not.toBe('');
  }
});

it('prefers the language that was chosen before to that of the browser', () => {
  expect(chosenLanguage('en', 'zh-CN')).toBe('en');
  expect(chosenLanguage(null, 'zh-TW')).toBe('zh-CN');
  expect(chosenLanguage('nonsense', 'de')).toBe('en');
});

it('shows the code of the server where the dictionary has no word', () => {
  expect(word('state', 'ON_SCENE')).toBe('Help on scene');
  expect(word('state', 'SOMETHING_NEW')).toBe('SOMETHING_NEW');
});

it('fills the blanks in the language of the page', () => {
  language.value = 'zh-CN';
  expect(t('banner.more', { n: 3 })).toBe('另有 3 起待确认');
});

it('writes durations so that they are read at a glance', () => {
  language.value = 'en';
  expect([7_000, 725_000, 3_723_000, 90_000_000].map(clockText)).toEqual(['0:07', '12:05', '1:02:03', '1 d 1 h']);
  expect([12, 1500, 46_000, 120_000, 293_000].map(durationText)).toEqual(['12 ms', '1.5 s', '46 s', '2 min', '4 min 53 s']);
  expect([230, 1234, undefined].map(distanceText)).toEqual(['230 m', '1.2 km', '–']);
});

it('counts down to zero and not below, rounding up', () => {
  expect([1, 999, 1000, 1001].map((at) => secondsLeft(1000, at))).toEqual([1, 1, 0, 0]);
});
