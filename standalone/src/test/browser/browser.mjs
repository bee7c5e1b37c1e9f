// What every story shares: a real Chromium with its pages, and the talk with the Java test, which owns the platform and
// the devices and acts between the steps. Input: one JSON argument, then a JSON line for each answer. Output: one JSON
// line a step; the last is "end", with what went wrong in the pages.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

export const given = JSON.parse(process.argv[2]);
const { chromium } = createRequire(given.console + '/package.json')('playwright-core');
const input = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

export const say = (step, facts = {}) => console.log(JSON.stringify({ step, ...facts }));
export const told = async () => JSON.parse((await input.next()).value);

/** Plays a story that opens its pages by open(path, viewport). */
export async function play(story) {
  const browser = await chromium.launch({
    executablePath: given.chromium,
    args: ['--no-sandbox', '--disable-gpu', '--enable-unsafe-swiftshader', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--disable-quic'],
  });
  const faults = [];
  const open = async (path, viewport) => {
    const context = await browser.newContext({ viewport, locale: given.locale });
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(`${path}: ${error}`));
    page.on('console', (message) => {
      // The first look for a session is answered 401: that is how a page learns that nobody is signed in.
      if (message.type() === 'error' && !message.text().includes('401')) faults.push(`${path}: ${message.text()}`);
    });
    await page.goto(new URL(path, given.consoleUrl).href);
    return page;
  };
  try {
    await story(open);
    say('end', { faults });
  } catch (error) {
    say('failed', { error: String(error.stack ?? error), faults });
    process.exitCode = 1;
  } finally {
    await browser.close();
    process.exit();
  }
}

export async function signIn(page, user, password) {
  await page.getByTestId('sign-in-user').fill(user);
  await page.getByTestId('sign-in-password').fill(password);
  await page.getByTestId('sign-in-submit').click();
}

export const idleMap = (page, timeout = 30_000) => page.locator('[data-testid=map][data-idle=true]').waitFor({ timeout });

export const picture = (page, name) => page.screenshot({ path: `${given.pictures}/${name}.png` });
