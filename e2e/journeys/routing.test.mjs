// Sales operations keep routing in order: an absence and a queue are set, a rule is tried out and limited, a hole is
// found on the coverage map, and a record tells why it went where it went.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, checkPage, company, skip } from '../harness.mjs';
import { arrived, enter, look, settled } from '../walk.mjs';

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

/** The form of a kind of setting, opened. */
async function opened(kind) {
  const form = page.locator('form').filter({ has: page.locator(`input[name=kind][value=${kind}]`) }).first();
  await form.locator('xpath=ancestor::details').first().evaluate((details) => (details.open = true));
  return form;
}

/** Sends a form and waits for the page that follows. */
async function send(form) {
  await form.locator('button').last().click();
  await page.locator('.toast').first().waitFor();
  await settled(page);
}

test('rules stand in their order, and an absence and a queue are set', { skip }, async () => {
  await look(page, '/organisation');
  await page.locator('nav.tabs a', { hasText: 'Routing' }).click();
  await arrived(page, '/organisation/routing');
  await checkPage(page);
  const absence = await opened('absence');
  await absence.locator('input[name=person_label]').fill('Emil');
  await absence.locator('[role=option]', { hasText: 'Emil' }).first().click();
  await absence.locator('input[name=until]').fill('2999-01-01');
  await send(absence);
  await page.locator('main td', { hasText: 'Emil Dahl' }).first().waitFor();
  const queue = await opened('queue');
  await queue.locator('input[name=name]').fill('Sales Admin');
  await send(queue);
  await page.locator('main a.title', { hasText: 'Sales Admin' }).click();
  await arrived(page, /^\/organisation\/routing\/queues\/[0-9a-f-]{36}$/);
  await checkPage(page);
});

test('a form that is refused says why beside its field', { skip }, async () => {
  await look(page, '/organisation/routing');
  const ramp = await opened('ramp');
  await ramp.locator('input[name=steps]').fill('soon');
  await ramp.locator('button').last().click();
  await page.locator('input[name=steps][aria-invalid=true]').waitFor();
  await checkPage(page);
});

test('a rule is tried out before it is saved, then limited', { skip }, async () => {
  await look(page, '/organisation/routing/try');
  await checkPage(page);
  await page.locator('main ul a.link').first().click();
  await page.locator('form[method=get] select[name=distribution]').selectOption('round_robin');
  await page.locator('input[name=most_open]').fill('7');
  await page.locator('form[method=get] button.primary').click();
  await page.getByRole('heading', { name: /would go elsewhere$/ }).waitFor();
  await checkPage(page);
  await page.locator('button[formmethod=post]').click();
  await page.locator('.toast').first().waitFor();
  await look(page, '/organisation/routing');
  await page.locator('main td', { hasText: 'at most 7 open each' }).first().waitFor();
});

test('the coverage map shows where nobody answers', { skip }, async () => {
  await look(page, '/organisation/routing');
  await page.locator('main a', { hasText: 'Coverage map' }).click();
  await arrived(page, '/organisation/routing/map');
  await page.locator('main .pill', { hasText: 'Hole' }).first().waitFor();
  assert.ok((await page.locator('main table a.link').count()) > 0, 'accounts are counted, and lead to their list');
  await checkPage(page);
});
