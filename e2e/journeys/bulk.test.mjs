// Many records changed at once: operations chooses all that match, sees what would happen, lets it happen, and takes it
// back; a manager changes two by hand.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, checkPage, company, open, signIn, skip } from '../harness.mjs';
import { arrived, counted, enter, look, person, settled, speak } from '../walk.mjs';

const BULK = /^\/bulk\/[0-9a-f-]{36}$/;
const EMPTY = `/accounts?filter=${encodeURIComponent('phone = "+47 22 00 00 00"')}`;
let chromium;
let server;
let page;
before(async () => {
  if (skip) return;
  [chromium, server] = [await browser(), await company()];
  page = await enter(chromium, server, 'operations');
});
after(async () => {
  await chromium?.close();
  await server?.stop();
});

/** Waits until the server is through with it. */
async function through() {
  await page.locator('.pill', { hasText: 'done' }).waitFor();
  await settled(page);
}

test('all that match get one value, and it is taken back', { skip }, async () => {
  await page.goto('/accounts');
  const all = await counted(page);
  assert.ok(all > 50, 'more than a page of them');
  await page.locator('tbody .pick').first().check();
  await page.locator('.bulk input[name=matching]').check();
  await page.locator('.bulk button[formaction="/bulk"]').click();
  await arrived(page, BULK);
  await checkPage(page);
  await page.selectOption('select[name=field]', 'phone');
  await page.locator('main form[method=get] button').click();
  await settled(page);
  await page.fill('main input[name=phone]', '+47 22 00 00 00');
  await page.locator('main form[method=post] button.primary').click();
  await arrived(page, BULK);
  await page.getByText(/would change/).first().waitFor();
  await checkPage(page);
  await page.getByRole('button', { name: /^Change \d+ records/ }).click();
  await arrived(page, BULK);
  await through();
  await checkPage(page);
  const place = new URL(page.url()).pathname;

  await page.goto(EMPTY);
  assert.equal(await counted(page), all);
  await look(page, '/bulk');
  await page.locator('main tbody a.title').first().click();
  await arrived(page, place);
  await page.getByRole('button', { name: 'Take it back' }).click();
  await page.locator('.pill', { hasText: 'taken back' }).waitFor();
  await page.getByText(`Back where they were: ${all} records`).waitFor();
  await page.goto(EMPTY);
  assert.equal(await page.locator('main tbody tr').count(), 0);
});

test('two that were ticked go to another seat, and the record tells of it', { skip }, async () => {
  await page.goto('/contacts');
  const picks = page.locator('tbody .pick');
  await picks.nth(0).check();
  await picks.nth(1).check();
  const name = (await page.locator('tbody a.title').first().innerText()).trim();
  await page.locator('.bulk button[formaction="/bulk"]').click();
  await arrived(page, BULK);
  await page.selectOption('select[name=field]', 'title');
  await page.locator('main form[method=get] button').click();
  await settled(page);
  await page.fill('main input[name=title]', 'Plant manager');
  await page.locator('main form[method=post] button.primary').click();
  await page.getByText('2 of 2 would change').waitFor();
  await page.getByRole('button', { name: 'Change 2 records' }).click();
  await through();
  await page.goto(`/contacts?q=${encodeURIComponent(name)}`);
  await page.locator('tbody a.title', { hasText: name }).first().click();
  await page.getByText('with many others').first().waitFor();
});

for (const [theme, width, language] of [['dark', 360, 'nb'], ['light', 360, 'zh-Hans'], ['dark', 1440, 'en']]) {
  test(`the pages are sound: ${theme}, ${width}, ${language}`, { skip }, async () => {
    const own = await open(chromium, { address: server.address, theme, width, language });
    const { email, password } = person(server, 'operations');
    await signIn(own, email, password);
    await speak(own, language);
    await look(own, '/bulk');
    await own.locator('main tbody a.title').first().click();
    await arrived(own, BULK);
    await checkPage(own);
    await own.context().close();
  });
}
