// Drives a real Chromium through the story of one SOS. Input: one JSON argument. Output: one JSON line a step, so that
// the Java test, which owns the platform and the device, can act and assert in between.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const given = JSON.parse(process.argv[2]);
const { chromium } = createRequire(given.console + '/package.json')('playwright-core');
const input = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const say = (step, facts = {}) => console.log(JSON.stringify({ step, ...facts }));
const told = async () => JSON.parse((await input.next()).value);

const browser = await chromium.launch({
  executablePath: given.chromium,
  args: ['--no-sandbox', '--disable-gpu', '--enable-unsafe-swiftshader', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--disable-quic'],
});

const faults = [];
const open = async (path, viewport, locale) => {
  const context = await browser.newContext({ viewport, locale });
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(`${path}: ${error}`));
  page.on('console', (message) => {
    // The first look for a session is answered 401: that is how a page learns that nobody is signed in.
    if (message.type() === 'error' && !message.text().includes('401')) faults.push(`${path}: ${message.text()}`);
  });
  await page.goto(new URL(path, given.consoleUrl).href);
  return page;
};
const signIn = async (page, user, password) => {
  await page.getByTestId('sign-in-user').fill(user);
  await page.getByTestId('sign-in-password').fill(password);
  await page.getByTestId('sign-in-submit').click();
};
const idleMap = (page) => page.locator('[data-testid=map][data-idle=true]').waitFor({ timeout: 30_000 });

try {
  const operator = await open('/', { width: 1440, height: 900 }, given.locale);
  await signIn(operator, given.operator.user, given.operator.password);
  await operator.getByTestId('incident-list').waitFor();
  await idleMap(operator);
  const phone = await open('/responder', { width: 390, height: 844 }, given.locale);
  await signIn(phone, given.responder.id, given.responder.token);
  await phone.getByTestId('duty-switch').waitFor();
  say('ready', { rows: await operator.getByTestId('incident-row').count() });

  const { incident } = await told(); // the device has pressed; the test names the incident that the API shows
  const row = operator.locator(`[data-testid=incident-row][data-incident-id="${incident}"]`);
  await row.waitFor({ timeout: 10_000 });
  say('seen', { severity: await row.getAttribute('data-severity'), text: await row.innerText() });

  // The phone first: its offer lives for half a minute, and a picture of the map may take that long.
  const card = phone.getByTestId('offer-card').first();
  await card.waitFor({ timeout: 10_000 });
  say('offered', { card: await card.innerText(), state: await card.getAttribute('data-state') });
  if (given.pictures) await phone.screenshot({ path: `${given.pictures}/responder-offer.png` });

  await phone.getByTestId('offer-accept').first().click();
  await phone.getByTestId('assignment-en-route').waitFor({ timeout: 10_000 });
  if (given.pictures) {
    await idleMap(operator);
    await operator.screenshot({ path: `${given.pictures}/operator.png` });
  }
  await row.click();
  const detail = operator.getByTestId('incident-detail');
  await detail.getByTestId('offers-table').waitFor();
  await detail.getByTestId('timeline').waitFor();
  await operator.getByTestId('acknowledge').click();
  say('accepted', { card: await phone.getByTestId('offer-card').first().innerText() });

  await phone.getByTestId('assignment-en-route').click();
  await phone.getByTestId('assignment-arrived').waitFor({ timeout: 10_000 });
  await idleMap(operator);
  await idleMap(phone);
  if (given.pictures) {
    await operator.screenshot({ path: `${given.pictures}/operator-detail.png` });
    await phone.screenshot({ path: `${given.pictures}/responder.png` });
  }
  await phone.getByTestId('assignment-arrived').click();
  await phone.getByTestId('assignment-cleared').click();
  say('cleared');

  await operator.getByTestId('close-incident').click();
  await operator.getByTestId('close-outcome').selectOption('helped');
  await operator.getByTestId('close-reason').fill('The neighbour is with her.');
  await operator.getByTestId('close-confirm').click();
  await row.waitFor({ state: 'detached', timeout: 10_000 });
  say('closed', { faults });
} catch (error) {
  say('failed', { error: String(error.stack ?? error), faults });
  process.exitCode = 1;
} finally {
  await browser.close();
  process.exit();
}
