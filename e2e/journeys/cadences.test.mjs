// A cadence: kept by operations, begun on a deal, its steps are tasks, and it stops when the customer is reached.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, checkPage, company, skip } from '../harness.mjs';
import { arrived, enter, look, said } from '../walk.mjs';

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

test('operations keep a cadence of three steps', { skip }, async () => {
  const page = await enter(chromium, server, 'operations');
  await look(page, '/settings/cadences');
  await page.locator('input[name=name]').fill('First contact');
  await page.locator('form[action="/settings/cadences"] button.primary').click();
  await said(page, 'Saved');
  for (const [day, subject] of [['1', 'Call to introduce us'], ['2', 'Write what was said'], ['6', 'Call again']]) {
    const own = page.locator('section.card', { has: page.getByRole('heading', { name: 'First contact', exact: true }) });
    const form = own.locator('form[action$="/steps"]');
    if (!(await form.isVisible())) await own.locator('summary', { hasText: 'Add a step' }).click();
    await form.locator('input[name=day]').fill(day);
    await form.locator('input[name=subject]').fill(subject);
    await form.locator('button.primary').click();
    await page.getByRole('cell', { name: subject, exact: true }).waitFor();
  }
  await checkPage(page);
  await page.setViewportSize({ width: 360, height: 780 });
  await look(page, '/settings/cadences');
  await page.context().close();
});

test('a seller begins it, and it stops when the customer is reached', { skip }, async () => {
  const page = await enter(chromium, server, 'rep', { theme: 'dark' });
  await page.goto('/opportunities');
  await page.locator('table.rows a.title').first().click();
  await arrived(page, /^\/opportunities\/[0-9a-f-]{36}$/);
  const tasks = page.getByRole('button', { name: /Mark as done: (Call to introduce us|Write what was said|Call again)/ });
  await page.locator('form[action^="/cadences/enrol"] select').selectOption({ label: 'First contact' });
  await page.locator('form[action^="/cadences/enrol"] button').click();
  await said(page, 'has begun');
  assert.equal(await tasks.count(), 3);
  const own = page.locator('li.tick', { hasText: 'First contact' });
  await own.getByText('0 of 3 done').waitFor();
  await checkPage(page);
  await page.keyboard.press('l');
  await page.keyboard.press('1');
  await said(page, 'logged');
  await own.getByText('stopped: they replied').waitFor();
  assert.equal(await tasks.count(), 0);
  await checkPage(page);
  await page.context().close();
});
