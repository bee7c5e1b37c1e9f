import { expect, it } from 'vitest';
import { offsetFrom } from './clock';

const AT = Date.parse('2026-03-01T08:00:00Z');
const DATE = 'Sun, 01 Mar 2026 08:00:00 GMT';

it('takes a difference within what whole seconds can show for none', () => {
  expect(offsetFrom(DATE, AT, AT + 200)).toBe(0);
});

it('learns how far the clock of the server is ahead', () => {
  expect(offsetFrom(DATE, AT - 60_000, AT - 59_000)).toBe(60_000);
});

it('knows nothing without a date', () => {
  expect(offsetFrom(null, AT, AT)).toBe(0);
  expect(offsetFrom('nonsense', AT, AT)).toBe(0);
});
