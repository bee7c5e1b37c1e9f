// What opens a motorcycle's track without a case: its owner's consent; for what is long ago a second person besides.
import { given, picture, play, say, signIn } from './browser.mjs';

const SOON = { timeout: 10_000 };
const LONG_AGO = 120 * 86_400_000;

await play(async (open) => {
  const look = async (account) => {
    const page = await open('/police.html', { width: 1440, height: 900 });
    await signIn(page, account.user, account.password);
    await page.getByTestId('police-page').waitFor();
    return page;
  };
  const police = await look(given.police);
  await police.getByTestId('plate-input').fill(given.plate);
  await police.getByTestId('plate-find').click();
  const panel = police.locator(`[data-testid=case-panel][data-plate="${given.plate}"]`);
  await panel.getByTestId('reason-input').fill('The owner asks where it stands');
  await panel.getByTestId('reason-give').click();
  const access = panel.getByTestId('track-access');
  const isClosed = (closed) => panel.locator(`[data-testid=track-access][data-closed="${closed}"]`).waitFor(SOON);
  await isClosed('case');
  await access.getByTestId('consent-open').click();
  await access.getByTestId('consent-by').fill('林女士');
  await access.getByTestId('consent-reference').fill('Statement 44');
  await access.getByTestId('consent-days').selectOption('7');
  await picture(police, 'police-consent');
  await access.getByTestId('consent-submit').click();
  await isClosed('no');
  say('consented', { ground: await access.getAttribute('data-ground') });

  const time = (at) => new Date(at - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  await panel.getByTestId('track-range').selectOption('custom');
  await panel.getByTestId('track-from').fill(time(Date.now() - LONG_AGO));
  await panel.getByTestId('track-show').click();
  await isClosed('second person');
  await access.getByTestId('second-ask').click();
  await access.getByTestId('second-asked').waitFor(SOON);
  const request = (page) => page.locator(`[data-testid=track-request][data-plate="${given.plate}"]`);
  const own = await request(police).getByTestId('request-grant').count();

  const second = await look(given.second);
  await request(second).waitFor(SOON);
  await picture(second, 'police-second-person');
  await request(second).getByTestId('request-grant').click();
  await request(second).waitFor({ state: 'detached', ...SOON });
  await isClosed('no');
  say('granted', { own });

  await access.getByTestId('consent-end').click();
  await isClosed('case');
  say('ended');
});
