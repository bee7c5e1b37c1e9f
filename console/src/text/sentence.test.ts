import { afterEach, beforeEach, expect, it } from 'vitest';
import { language } from './language';
import { becauseText, eitherLanguage, happeningText, ruleText } from './sentence';

const nameOf = (id: string) => (id === 'volunteer-001' ? 'Chen' : id);

beforeEach(() => {
  language.value = 'en';
});
afterEach(() => {
  language.value = 'en';
});

it.each([
  ['opened by E1', 'Opened by E1 SOS pressed'],
  ['fed by E1, alarm 2', 'Further alarm of E1 SOS pressed: number 2'],
  ['NEW to DISPATCHING', 'Now: Dispatching'],
  ['offered to volunteer-001', 'Offered to Chen'],
  ['accepted by volunteer-001', 'Accepted by Chen'],
  ['declined by volunteer-001: too far; sorry', 'Declined by Chen: too far; sorry'],
  ['offer to volunteer-002 withdrawn: filled', 'Offer to volunteer-002 withdrawn: somebody else goes'],
  ['R1 cleared: withdrawn', 'R1 Stolen vehicle seen: the condition has ceased (report withdrawn)'],
  ['merged into 0123456789abcdef0123456789abcdef', 'Merged into another incident'],
  ['incident 0123456789abcdef0123456789abcdef merged into this', 'Incident 01234567 was merged into this one'],
  ['in part explained by incident fedcba98fedcba98fedcba98fedcba98', 'In part explained by incident fedcba98'],
  ['merged by hand: the same flat', 'Merged by hand: the same flat'],
  ['taken out of incident 0123456789abcdef: two flats', 'Taken out of incident 01234567: two flats'],
  ['incident 0123456789abcdef split off from this: a yard', 'Incident 01234567 was split off from this one: a yard'],
  ['offer to volunteer-001 withdrawn: merged', 'Offer to Chen withdrawn: two incidents became one'],
  ['volunteer-001 EN_ROUTE', 'Chen: On the way'],
  ['volunteer-001 freed', 'Chen freed'],
  ['nobody free for community-worker', 'Nobody free: community worker'],
  ['outcome helped: The neighbour is with her.', 'Outcome: Helped. The neighbour is with her.'],
  ['recovered 1510 s after the report', 'Recovered 25 min 10 s after the report'],
  ['held for at most 90 s: a single alarm without a second evidence', 'Held for at most 90 s: a single alarm, no second evidence'],
  ['held no longer: level 2', 'Held no longer'],
  ['called: the next operator', 'Not acknowledged: the next operator called'],
  ['called, since nothing happened: the supervisor', 'Nothing happened: the supervisor called'],
  ['offer to volunteer-001 not delivered in 8 s: the next best is asked as well', 'Offer to Chen not delivered in 8 s: the next best is asked as well'],
  ['wider for volunteer: an all-call; 3 more asked', 'Nobody found for volunteer: everybody on duty; 3 more asked'],
  ['volunteer-001 RECALLED: not moving for 90 s', 'Chen recalled: not moving for 90 s'],
  ['another is asked beside volunteer-001', 'Another is asked beside Chen'],
  ['opened: volunteer-001 gave no word at incident 0123456789abcdef', 'Chen gave no word at incident 01234567'],
  ['under control: the fire is out', 'Under control: the fire is out'],
  ['something that later versions say', 'something that later versions say'],
])('tells %j as %j', (what, told) => {
  expect(happeningText(what, nameOf)).toBe(told);
});

it('tells why somebody was asked, clause by clause, in the language of the page', () => {
  const because = 'volunteer with first-aid; 230 m great circle, 46 s by e-bike; fix 4 s old';
  expect(becauseText(because)).toBe('volunteer, first aid; 230 m as the crow flies, 46 s by e-bike; position 4 s old');
  language.value = 'zh-CN';
  expect(becauseText(because)).toBe('志愿者，会急救；直线 230 米，电动自行车 46 秒；4 秒前定位');
  expect(becauseText('volunteer, for want of a nearer medical, +600 s; unheard of')).toBe('志愿者，附近无更近的医疗人员（+600 秒）；unheard of');
  expect(becauseText('officer; 812 m by road, 95 s by car; fix 3 s old; of unit u-7, -60 s')).toBe(
    '警员；道路 812 米，驾车 95 秒；3 秒前定位；属u-7应急单元（-60 秒）',
  );
  language.value = 'en';
  expect(becauseText('volunteer without first-aid, +300 s; no way by road now, 90 m great circle')).toBe(
    'volunteer without first aid (+300 s); every road is closed; 90 m as the crow flies',
  );
});

it('tells of closed roads and of places to wait at', () => {
  expect(happeningText('way of volunteer-001: 480 s instead of 210 s; closed: 海湾大桥, 台风', nameOf)).toBe(
    'Way of Chen: 480 s instead of 210 s (closed: 海湾大桥, 台风)',
  );
  expect(happeningText('volunteer-001 warned: no way by road any more; closed: a; open again: b', nameOf)).toBe(
    'Chen warned: every road is closed now (closed: a; open again: b)',
  );
  expect(happeningText('to be met at 金砂路口, 62 %', nameOf)).toBe('To be met at 金砂路口, 62 % likely');
});

it('puts nothing of a name into a pattern of its own', () => {
  expect(happeningText('offered to volunteer-001', () => '{who} $& \\1')).toBe('Offered to {who} $& \\1');
});

it('picks the half of a bilingual text that the page is written in', () => {
  expect(eitherLanguage('敲门 / Knock', 'en')).toBe('Knock');
  expect(eitherLanguage('敲门 / Knock', 'zh-CN')).toBe('敲门');
  expect(eitherLanguage('and / or', 'zh-CN')).toBe('and / or');
});

it('names a rule beside its number', () => {
  expect(ruleText('S1')).toBe('S1 Smoke detector alarm');
  expect(ruleText('Z9')).toBe('Z9');
});
