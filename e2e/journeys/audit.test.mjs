// The history: a list is taken as a file and somebody asks for what is not theirs; the owner finds both, and takes the
// history along.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, checkPage, company, open, signIn, skip } from '../harness.mjs';
import { arrived, enter, look, person, speak } from '../walk.mjs';

let chromium;
let server;
let page;
before(async () => {
  if (skip) return;
  [chromium, server] = [await browser(), await company()];
  page = await enter(chromium, server, 'owner');
});
after(async () => {
  await chromium?.close();
  await server?.stop();
});

/** Asks the history for one kind of entry, by its form. */
async function ask(kind) {
  await page.goto('/settings/audit');
  await page.selectOption('main select[name=kind]', kind);
  await page.locator('main form[method=get] button.primary').click();
  await arrived(page, '/settings/audit');
  await page.locator('.told li').first().waitFor();
}

test('who took a list and who was refused stands in the history', { skip }, async () => {
  const rep = await enter(chromium, server, 'rep');
  const taken = await rep.request.get('/accounts.csv');
  assert.equal(taken.status(), 200);
  const refused = await rep.request.get('/settings/users');
  assert.equal(refused.status(), 403);
  const { name } = person(server, 'rep');

  await ask('list_exported');
  assert.match(await page.locator('.told li').first().innerText(), new RegExp(`${name} took a list as a file`));
  await checkPage(page);
  await ask('refused');
  assert.match(await page.locator('.told li').first().innerText(), /GET \/settings\/users/);
  await ask('signed_in');
  await checkPage(page);
  const file = await page.request.get('/settings/audit.csv?kind=refused');
  assert.match(await file.text(), /GET \/settings\/users/);
});

for (const [theme, width, language] of [['dark', 360, 'nb'], ['light', 360, 'zh-Hans'], ['dark', 1440, 'en']]) {
  test(`the page is sound: ${theme}, ${width}, ${language}`, { skip }, async () => {
    const own = await open(chromium, { address: server.address, theme, width, language });
    const { email, password } = person(server, 'owner');
    await signIn(own, email, password);
    await speak(own, language);
    await look(own, '/settings/audit');
    await own.context().close();
  });
}
