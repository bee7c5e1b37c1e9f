// An operator's acts on incidents and roads: makes two incidents one and takes them apart again, closes a road and opens
// it; the last pictures in Chinese.
import { given, idleMap, picture, play, say, signIn, told } from './browser.mjs';

const SOON = { timeout: 10_000 };

await play(async (open) => {
  const desk = await open('/', { width: 1440, height: 900 });
  await signIn(desk, given.operator.user, given.operator.password);
  await desk.getByTestId('incident-list').waitFor();
  await idleMap(desk);
  say('ready');

  const { one, other, fire, second } = await told();
  const rowOf = (id) => desk.locator(`[data-testid=incident-row][data-incident-id="${id}"]`);
  const detail = desk.getByTestId('incident-detail');
  const because = async (form, reason) => {
    await form.getByTestId('merge-reason').fill(reason);
    await form.getByTestId('merge-confirm').click();
  };
  const merge = async () => {
    await rowOf(one).click();
    await detail.getByTestId('merge-incident').click();
    await detail.getByTestId('merge-into').selectOption(other);
    await picture(desk, 'operator-merge');
    await because(detail, 'Both live behind one door.');
    await detail.getByTestId('merged').waitFor(SOON);
    await rowOf(one).waitFor({ state: 'detached', ...SOON });
  };
  await rowOf(other).waitFor(SOON);
  await merge();
  await detail.getByTestId('unmerge').locator('summary').click();
  await because(detail.getByTestId('unmerge'), 'They are two.');
  await rowOf(one).waitFor(SOON);
  await merge();
  await detail.getByTestId('merged-into').click();
  await detail.getByTestId('merged-from').waitFor(SOON);
  await rowOf(fire).click();
  await detail.getByTestId('split-incident').click();
  await detail.locator(`[data-testid=split-detection][data-devices="${second}"]`).check();
  await picture(desk, 'operator-split');
  await because(detail, 'Another house: no smoke there.');
  await desk.locator(`[data-testid=incident-detail]:not([data-incident-id="${fire}"])`).waitFor(SOON);
  const apart = await detail.getAttribute('data-incident-id');
  say('apart', { apart });

  await desk.getByTestId('closures-toggle').click();
  await desk.getByTestId('closures-here').click();
  await desk.getByTestId('closure-reason').fill('Flooded to the knee');
  await desk.getByTestId('closure-radius').fill('120');
  await desk.getByTestId('closure-lasts').selectOption('4');
  await desk.getByTestId('closure-confirm').click();
  const closure = desk.getByTestId('closure').first();
  await closure.waitFor(SOON);
  await idleMap(desk);
  await picture(desk, 'operator-closure');
  say('closed', { text: await closure.innerText() });

  await told(); // somebody else opens it again
  await closure.waitFor({ state: 'detached', ...SOON });
  await desk.getByTestId('closures-place').click();
  const map = await desk.getByTestId('map').boundingBox();
  await desk.mouse.click(map.x + map.width / 2, map.y + map.height / 2);
  await desk.getByTestId('closure-reason').fill('Tree across the lane');
  await desk.getByTestId('closure-radius').fill('150');
  await desk.getByTestId('language-switch').click();
  await idleMap(desk);
  await picture(desk, 'operator-zh');
  await desk.getByTestId('closure-confirm').click();
  await closure.waitFor(SOON);
  await closure.getByTestId('closure-open').click();
  await closure.getByTestId('closure-open-confirm').click();
  await closure.waitFor({ state: 'detached', ...SOON });
  say('open');
});
