// The story of one SOS: an operator sees it, a volunteer takes it and clears it, the operator closes it.
import { given, idleMap, picture, play, say, signIn, told } from './browser.mjs';

await play(async (open) => {
  const operator = await open('/', { width: 1440, height: 900 });
  await signIn(operator, given.operator.user, given.operator.password);
  await operator.getByTestId('incident-list').waitFor();
  await idleMap(operator);
  const phone = await open('/responder', { width: 390, height: 844 });
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
  await idleMap(phone, 8_000).catch(() => {}); // the offer matters more than its picture
  await picture(phone, 'responder-offer');

  await phone.getByTestId('offer-accept').first().click();
  await phone.getByTestId('assignment-en-route').waitFor({ timeout: 10_000 });
  await idleMap(operator);
  await picture(operator, 'operator');
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
  await picture(operator, 'operator-detail');
  await picture(phone, 'responder');
  await phone.getByTestId('assignment-arrived').click();
  await phone.getByTestId('assignment-cleared').click();
  say('cleared');

  await operator.getByTestId('close-incident').click();
  await operator.getByTestId('close-outcome').selectOption('helped');
  await operator.getByTestId('close-reason').fill('The neighbour is with her.');
  await operator.getByTestId('close-confirm').click();
  await row.waitFor({ state: 'detached', timeout: 10_000 });
});
