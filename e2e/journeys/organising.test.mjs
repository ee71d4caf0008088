// Sales operations order the organisation: a segment looked at and defined, who covers it, and a position with its
// holders, roles and dotted lines; and from a finding of the checks to where it is mended.

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

/** The form of an edit, opened. */
async function opened(edit) {
  const form = page.locator('form:visible, details:not([open]) form').filter({ has: page.locator(`input[name=edit][value=${edit}]`) }).first();
  await form.locator('xpath=ancestor::details').first().evaluate((details) => (details.open = true));
  return form;
}

/** Chooses the first option that a field offers for the words. */
async function choose(form, name, words) {
  await form.locator(`input[name=${name}_label]`).fill(words);
  await form.locator('[role=option]', { hasText: words }).first().click();
}

/** Sends a form and waits for the page that follows. */
async function send(form) {
  await form.locator('button').last().click();
  await page.locator('.toast').first().waitFor();
  await settled(page);
}

let place;

test('a segment is put together from fields, looked at, and defined', { skip }, async () => {
  await look(page, '/organisation');
  await page.locator('nav.tabs a', { hasText: 'Coverage' }).click();
  await arrived(page, '/organisation/segments');
  await checkPage(page);
  await page.locator('a.primary-action').click();
  await arrived(page, '/organisation/segments/new');
  await page.fill('input[name=name]', 'Norwegian enterprises');
  await page.fill('textarea[name=predicate]', 'country = NO and owner = me');
  await page.locator('button[value=look]').click();
  await page.locator('textarea[name=predicate][aria-invalid=true]').waitFor();
  await checkPage(page);
  await page.fill('textarea[name=predicate]', 'country = NO');
  await page.selectOption('select[name=part]', 'tier');
  await page.fill('input[name=value]', 'enterprise');
  await page.locator('button[value=look]').click();
  await page.getByRole('heading', { name: /would be in it$/ }).waitFor();
  assert.equal(await page.inputValue('textarea[name=predicate]'), 'country = NO and tier = "enterprise"');
  await page.getByText('Country: NO and Tier: Enterprise').waitFor();
  await checkPage(page);
  await page.locator('button[value=save]').click();
  await arrived(page, /^\/organisation\/segments\/[0-9a-f-]{36}$/);
  place = new URL(page.url()).pathname;
  await checkPage(page);
  assert.ok((await page.locator('main table a.title').count()) > 3);
});

test('a position covers it at two stages, and no more at one', { skip }, async () => {
  await look(page, place);
  const form = await opened('add_coverage');
  await choose(form, 'position', 'Team lead, Norway');
  await form.locator('input[name=stages][value=prospecting]').check();
  await form.locator('input[name=stages][value=closing]').check();
  await send(form);
  await page.getByText('Prospecting, Closing').waitFor();
  await checkPage(page);
  const change = await opened('change_coverage');
  await change.locator('input[name=stages][value=closing]').uncheck();
  await send(change);
  await page.getByText(/^Prospecting · /).waitFor();
  await page.locator('li a.link', { hasText: 'Team lead, Norway' }).click();
  await page.getByRole('heading', { name: 'Covers', exact: true }).waitFor();
  await page.locator('li a.link', { hasText: 'Norwegian enterprises' }).waitFor();
  await checkPage(page);
});

test('a second holder stands in for a part of the time, and leaves alone', { skip }, async () => {
  const assign = await opened('assign');
  await assign.locator('input[name=name]').fill('Siri Moen');
  await assign.locator('input[name=share]').fill('40');
  await assign.locator('select[name=kind]').selectOption('acting');
  await assign.locator('input[name=replace]').uncheck();
  await send(assign);
  await page.getByText('40% of the time').waitFor();
  const row = page.locator('main li', { hasText: 'Siri Moen' }).first();
  await row.locator('details.of-row summary').click();
  await checkPage(page);
  await send(row.locator('form').filter({ has: page.locator('input[value=end_assignment]') }));
  assert.equal(await page.locator('main li b', { hasText: 'Siri Moen' }).count(), 0);
  assert.ok((await page.locator('main li b').count()) > 0, 'the other holder stays');
});

test('it takes another role beside its own, and a dotted line that ends again', { skip }, async () => {
  const change = await opened('change_position');
  const before = await change.locator('input[name=roles]:checked').count();
  assert.ok(before > 0);
  await change.locator('input[name=roles][value=enablement_specialist]').check();
  await checkPage(page);
  await send(change);
  const again = await opened('change_position');
  assert.equal(await again.locator('input[name=roles]:checked').count(), before + 1);
  const line = await opened('add_dotted_line');
  await choose(line, 'manager', 'Head of sales operations');
  await line.locator('input[name=label]').fill('forecast');
  await send(line);
  await page.getByRole('heading', { name: 'Dotted lines' }).waitFor();
  await checkPage(page);
  await send(await opened('end_dotted_line'));
  assert.equal(await page.getByRole('heading', { name: 'Dotted lines' }).count(), 0);
});

test('a finding leads to where it is mended', { skip }, async () => {
  await look(page, '/organisation/checks');
  const row = page.locator('#single_point_of_coverage tr', { hasText: 'Norwegian enterprises' });
  await row.locator('a.link').click();
  await page.locator('side-panel dialog[open] [id^=panel-coverage-]').first().waitFor();
  await checkPage(page);
});
