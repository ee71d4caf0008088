// A manager: the team's deals, between the rep's and the head's; a report's record, and why one sees it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, checkPage, company, skip } from '../harness.mjs';
import { arrived, counted, enter, look, person } from '../walk.mjs';

let chromium;
let server;
let page;
before(async () => {
  if (skip) return;
  [chromium, server] = [await browser(), await company()];
  page = await enter(chromium, server, 'manager');
});
after(async () => {
  await chromium?.close();
  await server?.stop();
});

/** Every deal that one may see, not only the open ones that the list begins with. */
const ALL = '/opportunities?sort=-updated_at';

async function seenBy(role) {
  const other = await enter(chromium, server, role);
  await other.goto(ALL);
  const count = await counted(other);
  await other.context().close();
  return count;
}

test('a manager sees the team’s deals', { skip }, async () => {
  await look(page, ALL);
  const [rep, own, head] = [await seenBy('rep'), await counted(page), await seenBy('head')];
  // In the small company the manager's unit covers every customer's segment, so they may see as much as the head.
  assert.ok(rep < own && own <= head, `${rep} of the rep, ${own} of the manager, ${head} of the head`);
});

test('a report’s deal opens at the side and whole, and says why it is seen', { skip }, async () => {
  const { name } = person(server, 'manager');
  await look(page, '/opportunities');
  const row = page.locator('table.rows tbody tr').filter({ hasNotText: name }).first();
  const title = row.locator('a.title');
  const href = await title.getAttribute('href');
  await row.locator('a.peek').click();
  await page.locator('side-panel dialog[open] .facts').waitFor();
  await checkPage(page);
  await page.keyboard.press('Escape');
  await title.click();
  await arrived(page, href);
  await page.locator('summary', { hasText: 'Why can I see this?' }).click();
  await page.locator('details[open] li', { hasText: name }).first().waitFor();
  await checkPage(page);
});

test('a manager goes by two keys to the organisation and back', { skip }, async () => {
  await page.goto('/accounts');
  await checkPage(page);
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await arrived(page, '/organisation');
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await arrived(page, '/opportunities');
  await checkPage(page);
});

test('the scorecards of the manager and of a report lead to their records', { skip }, async () => {
  await page.locator('nav#side a[data-go=s]').click();
  await arrived(page, '/scorecards');
  await checkPage(page);
  const report = page.locator('main a.title[href^="/scorecards/positions/"]').first();
  const name = /^[\p{L} .-]*\p{L}/u.exec(await report.innerText())[0];
  await report.click();
  await arrived(page, /^\/scorecards\/positions\//);
  await page.locator('h1', { hasText: name }).waitFor();
  await checkPage(page);
  await page.locator('main a[href*="/records?"]').first().click();
  await arrived(page, /\/records$/);
  await checkPage(page);
});

test('a measure of leads opens the leads that it counts, and those that count in a rate', { skip }, async () => {
  await page.goto('/measures/leads_generated?by=source');
  await checkPage(page);
  const total = Number(await page.locator('.figure .value').innerText());
  await page.locator('.figure .value a').click();
  await arrived(page, /\/records$/);
  assert.ok(total > 0, 'leads came this year');
  const said = await page.locator('main').innerText();
  const hidden = /(\d+) not visible/u.exec(said)?.[1] ?? 0;
  assert.equal(Number(/(\d+) records/u.exec(said)[1]) + Number(hidden), total);
  await page.locator('main td a.title').first().click();
  await arrived(page, /^\/leads\//);
  await page.goto('/measures/lead_conversion');
  await page.locator('.figure .value a').click();
  await arrived(page, /\/records$/);
  await page.getByRole('link', { name: 'Counted', exact: true }).click();
  await page.locator('a.chip[aria-current]', { hasText: /^Counted$/u }).waitFor();
  await checkPage(page);
});
