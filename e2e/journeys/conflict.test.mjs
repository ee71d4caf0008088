// Two who edit one opportunity: what only one of them changed is taken over by itself, what both changed is chosen field by
// field, and nothing is lost. At the desk in light and on a phone in dark.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, checkPage, company, skip } from '../harness.mjs';
import { arrived, enter, settled } from '../walk.mjs';

let chromium;
let server;
before(async () => {
  if (skip) return;
  [chromium, server] = [await browser(), await company()];
});
after(async () => {
  await chromium?.close();
  await server?.stop();
});

/** The first opportunity of the rep's list that is open. */
async function anOpportunity(page) {
  await page.goto('/opportunities?filter=outcome%20%3D%20open');
  return page.locator('table.rows a.title').first().getAttribute('href');
}

/** Fills fields of the form that is open and sends it. */
async function save(page, values) {
  for (const [name, value] of Object.entries(values)) await page.locator(`main form [name=${name}]`).fill(value);
  const answer = page.waitForResponse((one) => one.request().method() === 'POST' && !one.url().includes('/live/'));
  await page.locator('main form button.primary').first().click();
  const status = (await answer).status();
  await settled(page);
  return status;
}

/** What the form of an opportunity holds now. */
async function stands(page, path, names) {
  await page.goto(`${path}/edit`);
  return Promise.all(names.map((name) => page.locator(`main form [name=${name}]`).inputValue()));
}

for (const setting of [
  { theme: 'light', width: 1440, language: 'en' },
  { theme: 'dark', width: 360, language: 'nb' },
]) {
  test(`two edits of one opportunity are resolved field by field, ${setting.width} px wide`, { skip }, async () => {
    const rep = await enter(chromium, server, 'rep', setting);
    const manager = await enter(chromium, server, 'manager');
    const path = await anOpportunity(rep);
    const [fair, rival, other, call] = ['fair', 'rival', 'other', 'call'].map((word) => `${word} ${setting.width}`);
    await rep.goto(`${path}/edit`);
    await manager.goto(`${path}/edit`);
    assert.equal(await save(manager, { source: fair, competitor: rival }), 303);
    await arrived(manager, path);

    assert.equal(await save(rep, { next_step: call, competitor: other }), 409);
    const asked = rep.locator('.conflict tbody tr');
    await asked.first().waitFor();
    await checkPage(rep);
    assert.equal(await asked.count(), 1, 'only what both changed is asked');
    const row = await asked.innerText();
    assert.ok(row.includes(rival) && row.includes(other), row);
    await asked.locator(`input[value="${rival}"]`).check();
    await rep.locator('.conflict button.primary').click();
    await arrived(rep, path);
    await checkPage(rep);
    assert.deepEqual(await stands(rep, path, ['source', 'competitor', 'next_step']), [fair, rival, call]);

    // Changes of different fields need no choice at all.
    await manager.goto(`${path}/edit`);
    assert.equal(await save(manager, { source: `${fair} again` }), 303);
    assert.equal(await save(rep, { next_step: `${call} again` }), 303);
    assert.deepEqual(await stands(rep, path, ['source', 'next_step']), [`${fair} again`, `${call} again`]);
    await manager.context().close();
    await rep.context().close();
  });
}

test('two who come to one field see each other, and when one leaves it', { skip }, async () => {
  const rep = await enter(chromium, server, 'rep', { theme: 'dark', width: 360, language: 'en' });
  const manager = await enter(chromium, server, 'manager');
  const path = await anOpportunity(rep);
  await rep.goto(path);
  await manager.goto(`${path}/edit`);
  const here = (page) => page.locator('.here');
  await rep.locator('inline-edit').filter({ has: rep.locator('[name=source]') }).locator('summary').click();
  await here(manager).waitFor();
  assert.match(await here(manager).innerText(), /is editing this$/);
  assert.equal(await manager.locator('.field', { has: here(manager) }).locator('[name=source]').count(), 1);
  await checkPage(manager);

  await manager.locator('main form [name=source]').focus();
  await here(rep).waitFor();
  assert.equal(await rep.locator('dd', { has: here(rep) }).locator('[name=source]').count(), 1);
  await checkPage(rep);

  // Both save: the second is shown what the first wrote, beside their own.
  assert.equal(await save(manager, { source: 'What the manager knows' }), 303);
  await rep.locator('live-page .toast').waitFor();
  await rep.locator('inline-edit [name=source]').fill('What the seller knows');
  const answer = rep.waitForResponse((one) => one.request().method() === 'POST' && !one.url().includes('/live/'));
  await rep.locator('inline-edit details[open] button.primary').click();
  assert.equal((await answer).status(), 409);
  const row = await rep.locator('.conflict tbody tr').innerText();
  assert.ok(row.includes('What the manager knows') && row.includes('What the seller knows'), row);

  await rep.goto(path);
  await manager.goto(path);
  await rep.locator('inline-edit').filter({ has: rep.locator('[name=source]') }).locator('summary').click();
  await here(manager).waitFor();
  await rep.keyboard.press('Escape');
  await here(manager).waitFor({ state: 'detached' });
  await manager.context().close();
  await rep.context().close();
});
