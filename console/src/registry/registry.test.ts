import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeApi } from '../api/fake-api';
import { Problem } from '../api/http';
import { language } from '../text/language';
import { lookup } from './lookup';
import { registryNames } from './names';
import { nearest } from './nearest';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  language.value = 'en';
});

const settled = () => vi.advanceTimersByTimeAsync(0);

it('asks for a thing once, however often it is shown', async () => {
  const asked: string[] = [];
  const names = lookup(async (id) => (asked.push(id), `name of ${id}`));

  expect(names.get('a')).toBeUndefined();
  names.get('a');
  names.get('b');
  await settled();

  expect([names.get('a'), names.get('b')]).toEqual(['name of a', 'name of b']);
  expect(asked).toEqual(['a', 'b']);
});

it('asks for many a few at a time, and for all of them', async () => {
  let under = 0;
  let most = 0;
  const names = lookup(async (id) => {
    most = Math.max(most, ++under);
    await new Promise((resolve) => setTimeout(resolve, 10));
    under--;
    return id;
  });
  const ids = Array.from({ length: 30 }, (_, i) => String(i));

  ids.forEach(names.get);
  await vi.advanceTimersByTimeAsync(1000);

  expect(ids.every((id) => names.get(id) === id)).toBe(true);
  expect(most).toBeLessThanOrEqual(4);
});

it('asks again after a failure that may pass, not for what the server does not know', async () => {
  const asked: string[] = [];
  const names = lookup<string>((id) => (asked.push(id), Promise.reject(new Problem(id === 'gone' ? 404 : 503, 'no'))));

  for (let i = 0; i < 3; i++) {
    names.get('gone');
    names.get('later');
    await vi.advanceTimersByTimeAsync(20_000);
  }

  expect(asked.filter((id) => id === 'gone')).toHaveLength(1);
  expect(asked.filter((id) => id === 'later')).toHaveLength(3);
});

it('calls areas, devices and services by name, in the language of the page', async () => {
  const names = registryNames(
    fakeApi({
      area: async (id) => ({ id, properties: { name: '外马网格' } }),
      device: async (id) => ({ id, kind: 'tag-reader', name: 'Gate' }),
      services: async () => [{ code: '04.12', group: '04', zh: '代买药品', en: 'Fetch medicines' }],
    }),
  );
  expect([names.area('G1'), names.deviceName('r1'), names.service('04.12')]).toEqual(['G1', 'r1', '04.12']);
  await settled();

  expect([names.area('G1'), names.deviceName('r1'), names.service('04.12')]).toEqual(['外马网格', 'Gate (r1)', '04.12 Fetch medicines']);
  language.value = 'zh-CN';
  expect(names.service('04.12')).toBe('04.12 代买药品');
});

it('takes drones alone, and of these the nearest by where it is now', async () => {
  const camera = (id: string, lat: number, mobile?: boolean) => ({ id, kind: 'thermal-camera', lat, lon: 116.7, mobile });
  const names = registryNames(
    fakeApi({
      devicesOf: async () => [
        camera('tower', 23.3),
        camera('far', 23.31, true),
        { ...camera('near', 23.9, true), position: { lat: 23.301, lon: 116.7 } },
      ],
    }),
  );

  await names.loadDrones();

  expect(names.drones.value?.map((each) => each.id)).toEqual(['far', 'near']);
  const found = nearest(names.drones.value ?? [], 23.3, 116.7);
  expect(found?.device.id).toBe('near');
  expect(found?.meters).toBeCloseTo(111, 0);
  expect(nearest([], 23.3, 116.7)).toBeUndefined();
});
