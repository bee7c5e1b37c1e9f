/**
 * Opens the built pages on the mock server in Debian's Chromium, goes through all pages in both languages, keeps
 * screenshots under target/look (or SHOTS), and fails on an axe violation, a page error or a breach of the content policy.
 */
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { server } from './mock-server.mjs';

const SHOTS = process.env.SHOTS ?? 'target/look';
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
mkdirSync(SHOTS, { recursive: true });
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const root = `http://127.0.0.1:${server.address().port}`;
const make = (what) => fetch(`${root}/dev/${what}`, { method: 'POST' });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--enable-unsafe-swiftshader', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--autoplay-policy=document-user-activation-required'],
});
const faults = [];

async function open(width, height, locale, path) {
  // The policy stays on: axe is put in by the debugger, not by the page.
  const context = await browser.newContext({ viewport: { width, height }, locale });
  const page = await context.newPage();
  page.on('pageerror', (e) => faults.push(`page error: ${e.message}`));
  page.on('console', (m) => {
    // 401 before sign-in is how a page learns that nobody is signed in.
    if (m.type() === 'error' && !/status of 40[14]|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED|ERR_CONNECTION/.test(m.text())) {
      faults.push(`console: ${m.text()}`);
    }
  });
  await page.goto(root + path);
  return page;
}

const id = (name) => `[data-testid=${name}]`;

async function shot(page, name) {
  await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

async function axe(page, name) {
  const { readFileSync } = await import('node:fs');
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: readFileSync(AXE, 'utf8') });
  const { result } = await session.send('Runtime.evaluate', {
    expression: 'axe.run().then(r => JSON.stringify(r.violations.map(v => [v.id, v.impact, v.nodes.map(n => n.html.slice(0, 160))])))',
    awaitPromise: true,
    returnByValue: true,
  });
  for (const violation of JSON.parse(result.value)) {
    faults.push(`axe ${name}: ${JSON.stringify(violation)}`);
  }
}

async function signIn(page, user) {
  await page.fill(id('sign-in-user'), user);
  await page.fill(id('sign-in-password'), 'secret');
  await page.click(id('sign-in-submit'));
}

async function operator(locale, width, height) {
  const page = await open(width, height, locale, '/');
  const name = `operator-${locale}-${width}`;
  await page.waitForSelector(id('sign-in-submit'));
  await shot(page, `${name}-0-sign-in`);
  await axe(page, 'sign-in');
  await signIn(page, 'operator');
  await page.waitForSelector(`${id('map')}[data-idle=true]`);
  await page.waitForSelector(`${id('connection-state')}[data-connection=live]`);
  await page.waitForTimeout(400);
  await shot(page, `${name}-1-map`);
  await axe(page, 'operator map');
  await page.click(`${id('incident-row')} >> nth=0`);
  await page.waitForSelector(`${id('timeline')} li`);
  await page.waitForTimeout(900);
  await shot(page, `${name}-2-detail`);
  await axe(page, 'operator detail');
  await page.click(id('reveal'));
  await page.waitForSelector(id('subject-address'));
  const before = await page.locator(id('incident-row')).count();
  await make('press');
  await page.waitForFunction((n) => document.querySelectorAll('[data-testid=incident-row]').length > n, before);
  await page.waitForSelector(id('banner-open'));
  await page.click(id('close-incident'));
  await shot(page, `${name}-3-banner-close`);
  await axe(page, 'operator banner and close form');
  await page.click(id('banner-open'));
  await page.click(id('acknowledge'));
  await page.waitForFunction(() => !document.querySelector('.alarm-banner .call'));
  await page.click(id('close-incident'));
  await page.selectOption(id('close-outcome'), 'helped');
  await page.fill(id('close-reason'), 'fine');
  await page.click(id('close-confirm'));
  await page.waitForSelector(`${id('detail-state')}[data-state=CLOSED]`);
  if (width < 1000) {
    // The detail lies over the list here.
    await page.click(id('detail-leave'));
  }
  await page.click(id('filter-closed'));
  await page.waitForTimeout(400);
  await shot(page, `${name}-4-closed`);
  if (width >= 1000) {
    await kinds(page, name);
  }
  await make('drop');
  await page.waitForSelector(`${id('connection-state')}[data-connection=lost]`);
  await shot(page, `${name}-5-lost`);
  await page.waitForSelector(`${id('connection-state')}[data-connection=live]`);
  await page.context().close();
}

/** Every kind of incident, commands, the filter, and where a merged one went. */
async function kinds(page, name) {
  await page.click(id('filter-open'));
  for (const fold of ['fold-P3', 'fold-P4']) {
    await page.click(id(fold));
  }
  await shot(page, `${name}-6-unfolded`);
  for (const kind of ['fire', 'theft', 'outage', 'unreadable-alarm', 'cloned-tag', 'device-fault', 'elder-device', 'service']) {
    const which = kind === 'fire' ? '[data-subject="cell-2331-11667"]' : `[data-kind=${kind}]`;
    await page.click(`${id('incident-row')}${which} >> nth=0`);
    await page.waitForSelector(`${id('detection')}`);
    await page.waitForTimeout(800);
    await shot(page, `${name}-7-${kind}`);
    await axe(page, `operator ${kind}`);
    if (kind === 'fire') {
      await page.click(id('drone-speak'));
      await page.waitForSelector(`${id('sent-command')}[data-state=DONE]`);
      await page.locator(id('drone-call')).scrollIntoViewIfNeeded();
      await shot(page, `${name}-7-fire-spoken`);
    }
    if (kind === 'service') {
      await page.click(id('command-locate'));
      await page.waitForSelector(`${id('command-panel')} [data-state=DONE]`);
      await page.locator(id('command-panel')).scrollIntoViewIfNeeded();
      await shot(page, `${name}-7-commands`);
      await axe(page, 'operator commands');
    }
  }
  await page.click(id('filter-closed'));
  await page.click(`${id('incident-row')}[data-state=MERGED]`);
  await page.waitForSelector(id('merged-into'));
  await shot(page, `${name}-8-merged`);
  await page.click(id('merged-into'));
  await page.waitForSelector(`${id('incident-detail')}[data-kind=outage] ${id('timeline')}`);
  await page.click(id('filter-open'));
  await page.click(id('show-device'));
  await page.click(id('show-P4'));
  await page.waitForSelector(id('hidden-count'));
  await shot(page, `${name}-9-filtered`);
  await axe(page, 'operator filtered');
  await page.click(id('show-all'));
}

async function police(locale, width, height) {
  const page = await open(width, height, locale, '/');
  const name = `police-${locale}-${width}`;
  // Who signs in at the wrong door is led to the right one.
  await signIn(page, 'police-1');
  await page.waitForSelector(id('police-page'));
  await page.waitForSelector(`${id('map')}[data-idle=true]`);
  await page.waitForSelector(`${id('connection-state')}[data-connection=live]`);
  await page.waitForTimeout(400);
  await shot(page, `${name}-1-desk`);
  await axe(page, 'police desk');
  await page.click(`${id('case-row')}[data-kind=theft] button`);
  await page.waitForSelector(id('reason-give'));
  await page.waitForTimeout(400);
  await shot(page, `${name}-2-why`);
  await page.click(id('reason-give'));
  await page.waitForSelector(id('track-newest'));
  const before = Number(await page.getAttribute(id('track'), 'data-count'));
  await page.waitForTimeout(900);
  await shot(page, `${name}-2-case`);
  await axe(page, 'police case');
  await page.waitForSelector(id('reason-given'));
  await make('read');
  await page.waitForSelector(`${id('track')}[data-count="${before + 1}"]`);
  await page.click(`${id('track')} summary`);
  await page.waitForTimeout(900);
  await shot(page, `${name}-3-followed`);
  const find = async (plate) => {
    if (!(await page.isVisible(id('plate-input')))) {
      // On a tablet the vehicle lies in place of the lists.
      await page.click(id('case-leave'));
    }
    await page.fill(id('plate-input'), plate);
    await page.click(id('plate-find'));
  };
  await find('粤d0004');
  await page.waitForSelector(id('plates-alike'));
  await shot(page, `${name}-4-alike`);
  await axe(page, 'police search');
  await find('粤D00042');
  await page.waitForSelector(`${id('case-panel')}[data-plate="粤D·00042"] ${id('report-open')}`);
  await page.click(id('report-open'));
  await page.fill(id('report-case'), 'A4405139001');
  await page.fill(id('report-by'), '林秀英');
  await page.fill(id('report-last-seen'), '2026-01-02T10:00:00');
  await page.click(`${id('track-map')} canvas`, { position: { x: 200, y: 200 } });
  await page.waitForSelector(`${id('report-place')}[data-chosen=true]`);
  await shot(page, `${name}-5-report`);
  await axe(page, 'police report');
  await page.click(id('report-submit'));
  await page.waitForSelector(`${id('theft-report')}[data-case=A4405139001]`);
  await page.waitForSelector(id('reason-given'));
  await page.waitForSelector(`${id('track')}[data-count="3"]`);
  await page.waitForTimeout(900);
  await shot(page, `${name}-6-reported`);
  await axe(page, 'police reported');
  await page.click(id('withdraw'));
  await shot(page, `${name}-7-withdraw`);
  await page.click(id('withdraw-confirm'));
  await page.waitForSelector(`${id('stolen-state')}[data-stolen=false]`);
  await page.click(id('guard-switch'));
  await page.waitForSelector(`${id('guard-switch')}[aria-checked=false]`);
  await page.click(id('guard-switch'));
  await page.waitForSelector(`${id('guard-switch')}[aria-checked=true]`);
  await find('粤Z00000');
  await page.waitForSelector(id('plate-unknown'));
  await page.context().close();
}

async function stale(locale) {
  const page = await open(1440, 900, locale, '/');
  await signIn(page, 'operator');
  await page.waitForSelector(`${id('health-banner')} p`);
  await shot(page, `stale-${locale}`);
  await axe(page, 'health banner');
  await page.context().close();
}

async function responder(locale) {
  const page = await open(390, 844, locale, '/responder.html');
  const name = `responder-${locale}`;
  await page.waitForSelector(id('sign-in-submit'));
  await shot(page, `${name}-0-sign-in`);
  await signIn(page, 'volunteer-001');
  await page.waitForSelector(id('waiting-room'));
  await page.waitForSelector(`${id('connection-state')}[data-connection=live]`);
  await shot(page, `${name}-1-ready`);
  await axe(page, 'responder ready');
  await page.click(id('duty-switch'));
  await page.waitForSelector(`${id('duty-switch')}[aria-checked=false]`);
  await shot(page, `${name}-2-off-duty`);
  await page.click(id('duty-switch'));
  await make('offer');
  await page.waitForSelector(`${id('offer-card')}[data-state=OFFERED]`);
  await page.waitForSelector(`${id('map')}[data-idle=true]`);
  await page.waitForTimeout(500);
  await shot(page, `${name}-3-offered`);
  await axe(page, 'responder offer');
  await page.click(id('offer-accept'));
  await page.waitForSelector(`${id('offer-card')}[data-state=ACCEPTED]`);
  await page.waitForSelector(`${id('map')}[data-idle=true]`);
  await page.waitForTimeout(500);
  await shot(page, `${name}-4-accepted`);
  await axe(page, 'responder task');
  await page.click(id('assignment-en-route'));
  await page.click(id('assignment-arrived'));
  await shot(page, `${name}-5-arrived`);
  await page.click(id('assignment-cleared'));
  await page.waitForSelector(id('waiting-room'));
  for (const how of ['expire', 'withdraw']) {
    await make(how === 'expire' ? 'offer?seconds=3' : 'offer');
    await page.waitForSelector(`${id('offer-card')}[data-state=OFFERED]`);
    if (how === 'withdraw') {
      await make(how);
    }
    await page.waitForSelector(id('offer-read'));
    await shot(page, `${name}-6-${how}`);
    await axe(page, 'responder news');
    await page.click(id('offer-read'));
    await page.waitForSelector(id('waiting-room'));
  }
  await make('drop');
  await page.waitForSelector(id('offline'));
  await shot(page, `${name}-7-offline`);
  await page.context().close();
}

const signOut = () => fetch(`${root}/api/v1/session`, { method: 'DELETE', headers: { 'X-Requested-With': 'citywatch' } });
const ONLY = process.env.ONLY;
const visit = async (which, ...given) => {
  if (!ONLY || ONLY === which.name) {
    await which(...given);
    await signOut();
  }
};
try {
  for (const locale of ['zh-CN', 'en-US']) {
    await visit(operator, locale, 1440, 900);
    await visit(police, locale, 1440, 900);
    await visit(responder, locale);
  }
  for (const [locale, width, height] of [
    ['zh-CN', 390, 844],
    ['en-US', 390, 844],
    ['zh-CN', 2560, 1440],
  ]) {
    await visit(operator, locale, width, height);
  }
  await visit(police, 'zh-CN', 1024, 768);
  await make('stale');
  await visit(stale, 'zh-CN');
  await visit(stale, 'en-US');
} catch (failure) {
  faults.push(String(failure));
}
await browser.close();
server.closeAllConnections();
server.close();
console.log(faults.length === 0 ? 'nothing amiss' : faults.join('\n'));
process.exitCode = faults.length === 0 ? 0 : 1;
