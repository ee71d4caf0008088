// Records that are deleted: a lead is deleted and taken back with its story, an account with contacts is not, and two are deleted at once.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, checkPage, company, skip } from '../harness.mjs';
import { arrived, enter, look, settled } from '../walk.mjs';

const BULK = /^\/bulk\/[0-9a-f-]{36}$/;
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

/** Opens the form of the record at that place and deletes it. */
async function deleted(place) {
  await page.goto(`${place}/edit`);
  await page.locator('[data-opens="delete-it"]').click();
  await page.locator('dialog#delete-it[open]').waitFor();
  await checkPage(page);
  await page.locator('dialog#delete-it button.danger').click();
}

test('a lead is deleted, found under what was deleted, and is back with its story', { skip }, async () => {
  await page.goto('/leads');
  const title = page.locator('main tbody a.title').first();
  const name = (await title.innerText()).trim();
  await title.click();
  await arrived(page, /^\/leads\/[0-9a-f-]{36}$/);
  const place = new URL(page.url()).pathname;
  const story = await page.locator('.timeline li').count();
  await deleted(place);
  await arrived(page, '/leads');
  await page.getByText(`${name} was deleted.`).waitFor();
  await page.goto(place);
  await page.getByText(/^It was deleted on/).waitFor();
  await checkPage(page);
  await look(page, '/trash');
  const row = page.locator('main tbody tr', { hasText: name }).first();
  await row.getByRole('button', { name: 'Take back' }).click();
  await arrived(page, place);
  await page.getByText(`${name} is back.`).waitFor();
  assert.ok((await page.locator('.timeline li').count()) >= story, 'what was said on it is there');
});

test('an account with contacts stays and says why', { skip }, async () => {
  await page.goto('/contacts');
  await page.locator('main tbody a.title').first().click();
  await arrived(page, /^\/contacts\//);
  await page.locator('aside a[href^="/accounts/"], .facts a[href^="/accounts/"]').first().click();
  await arrived(page, /^\/accounts\/[0-9a-f-]{36}$/);
  const place = new URL(page.url()).pathname;
  await deleted(place);
  await page.getByText(/Move or delete/).first().waitFor();
});

test('two leads are deleted at once and taken back', { skip }, async () => {
  await page.goto('/leads');
  await page.locator('tbody .pick').nth(0).check();
  await page.locator('tbody .pick').nth(1).check();
  await page.locator('.bulk button[formaction="/bulk"]').click();
  await arrived(page, BULK);
  await page.selectOption('select[name=field]', ':delete');
  await page.locator('main form[method=get] button').click();
  await settled(page);
  await checkPage(page);
  await page.locator('main form[method=post] button.primary').click();
  await page.getByText(/would be deleted/).first().waitFor();
  await checkPage(page);
  await page.getByRole('button', { name: 'Delete 2 records' }).click();
  await arrived(page, BULK);
  await page.locator('.pill', { hasText: 'done' }).waitFor();
  await settled(page);
  await page.getByRole('button', { name: 'Take it back' }).click();
  await page.locator('.pill', { hasText: 'taken back' }).waitFor();
});
