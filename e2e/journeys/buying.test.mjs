// How a deal's customer buys: the buying group, the customer's own steps, objections and an answer from the library.

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

test('operations keep answers to take from', { skip }, async () => {
  const page = await enter(chromium, server, 'operations');
  await look(page, '/settings/answers');
  await page.locator('select[name=topic]').selectOption('price');
  await page.locator('input[name=title]').fill('Too dear');
  await page.locator('textarea[name=answer]').fill('Count the years it runs without service.');
  await page.locator('input[name=case_study]').fill('Lastra');
  await page.locator('main form button.primary').click();
  await said(page, 'Saved');
  await page.getByText('Count the years').first().waitFor();
  await checkPage(page);
  await page.context().close();
});

test('a seller notes who buys, how far they are, and what they object', { skip }, async () => {
  const page = await enter(chromium, server, 'rep', { theme: 'dark' });
  await page.goto('/opportunities');
  await page.locator('table.rows a.title').first().click();
  await arrived(page, /^\/opportunities\/[0-9a-f-]{36}$/);
  await checkPage(page);

  await page.locator('summary', { hasText: 'Add someone' }).click();
  const form = page.locator('form[action$="/buyers"]').last();
  await form.locator('input[role=combobox]').fill('a');
  await form.locator('[role=option]').first().waitFor();
  await page.keyboard.press('Enter');
  await form.locator('select[name=role]').selectOption('champion');
  await form.locator('button.primary').click();
  await said(page, 'Saved');
  await page.locator('.related .pill', { hasText: 'Champion' }).waitFor();

  await page.getByRole('button', { name: /Begun\s?: Agree on the problem/ }).click();
  await said(page, 'Saved');
  await page.getByRole('button', { name: /Done\s?: Agree on the problem/ }).click();
  await page.getByRole('button', { name: /Taken up again\s?: Agree on the problem/ }).waitFor();

  await page.locator('summary', { hasText: 'Note an objection' }).click();
  const objection = page.locator('form[action$="/objections"]').last();
  await objection.locator('select[name=topic]').selectOption('price');
  await objection.locator('textarea[name=said]').fill('Three times the price of the old one');
  await objection.locator('button.primary').click();
  await page.getByText('Three times the price').waitFor();
  await page.locator('summary', { hasText: 'Answer' }).click();
  await checkPage(page);
  const answer = page.locator('form:has(input[name=objection])');
  await answer.locator('select[name=taken]').selectOption({ label: 'Too dear' });
  await answer.locator('select[name=outcome]').selectOption('accepted');
  await answer.locator('button.primary').click();
  await page.getByText('Count the years it runs').waitFor();
  assert.equal(await page.locator('.pill.won', { hasText: 'Accepted' }).count(), 1);
  await checkPage(page);
  await page.context().close();
});

test('the pages are sound narrow and in the other languages', { skip }, async () => {
  for (const [theme, language] of [['light', 'nb'], ['dark', 'zh-Hans']]) {
    const page = await enter(chromium, server, 'operations', { theme, width: 360, language });
    await look(page, '/settings/answers');
    await page.context().close();
  }
});
