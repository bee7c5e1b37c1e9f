// The story of one stolen motorcycle: the police may not look where it was until they report it, follow it read
// by read, and say where it was found.
import { given, idleMap, picture, play, say, signIn, told } from './browser.mjs';

const SOON = { timeout: 10_000 };

await play(async (open) => {
  const police = await open('/police.html', { width: 1440, height: 900 });
  await signIn(police, given.police.user, given.police.password);
  await police.getByTestId('police-page').waitFor();
  await idleMap(police);
  say('ready');

  await told(); // the first readers have seen it go
  await police.getByTestId('plate-input').fill(given.plate.replace('·', '')); // as people type it
  await police.getByTestId('plate-find').click();
  const panel = police.locator(`[data-testid=case-panel][data-plate="${given.plate}"]`);
  const isStolen = (stolen) => panel.locator(`[data-testid=stolen-state][data-stolen=${stolen}]`).waitFor(SOON);
  await isStolen(false);
  await panel.getByTestId('reason-input').fill('谁的车？');
  await panel.getByTestId('reason-give').click();
  await panel.locator('[data-testid=track-access][data-closed=case]').waitFor(SOON);
  await panel.getByTestId('report-open').click();
  await panel.getByTestId('report-case').fill(given.case);
  await panel.getByTestId('report-by').fill(given.by);
  await panel.getByTestId('report-submit').click();
  await panel.locator(`[data-testid=theft-report][data-case="${given.case}"]`).waitFor(SOON);
  await isStolen(true);
  await panel.locator('[data-testid=track-access][data-closed=no][data-ground="theft-report"]').waitFor(SOON);
  const rowOf = (plate) => police.locator(`[data-testid=case-row][data-plate="${plate}"] [data-testid=incident-row]`);
  const row = rowOf(given.plate);
  await row.waitFor(SOON);
  const incident = panel.locator('[data-testid=case-incident][data-open=true]');
  say('raised', {
    severity: await row.getAttribute('data-severity'),
    incident: await incident.getAttribute('data-incident-id', SOON),
  });

  // Each time the vehicle was read so often, by this reader last; until it is found.
  for (let read = await told(); !read.found; read = await told()) {
    await panel.locator(`[data-testid=track][data-count="${read.count}"]`).waitFor(SOON);
    await panel.locator(`[data-testid=track-newest][data-reader="${read.reader}"]`).waitFor(SOON);
    await police.locator(`[data-testid=track-map][data-count="${read.count}"]`).waitFor(SOON);
    say('followed', { heading: await police.getByTestId('newest-read').getAttribute('data-heading') });
  }
  await panel.getByTestId('offer-row').first().waitFor(SOON);
  await idleMap(police);
  await picture(police, 'police');

  await panel.getByTestId('recovered').click();
  await panel.getByTestId('recovered-where').fill('珠池路 12 号院内，完好');
  await panel.getByTestId('recovered-confirm').click();
  await isStolen(false);
  await panel.locator('[data-testid=case-incident][data-open=false]').waitFor(SOON);
  await panel.locator('[data-testid=track-access][data-closed=case][data-ground="ended-case"]').waitFor(SOON);
  await idleMap(police);
  await picture(police, 'police-recovered');
  say('recovered');

  const { other } = await told(); // the incident is closed, and one message told of both vehicles
  await rowOf(other).waitFor(SOON);
  say('quiet', { rows: await row.count(), openIncidents: await incident.count() });
});
