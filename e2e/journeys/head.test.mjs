// A head of sales: the whole organisation on today and on another day, coloured by a measure, as a file; and all deals.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { browser, checkPage, company, skip } from '../harness.mjs';
import { counted, enter, look, person, settled, tabTo } from '../walk.mjs';

let chromium;
let server;
let page;
before(async () => {
  if (skip) return;
  [chromium, server] = [await browser(), await company()];
  page = await enter(chromium, server, 'head');
});
after(async () => {
  await chromium?.close();
  await server?.stop();
});

/** What stands on the cards of the chart. */
const drawn = () => page.locator('org-chart [data-id]').allTextContents();

test('the chart shows the organisation on another day', { skip }, async () => {
  await page.goto('/');
  await page.locator('nav#side a[data-go=o]').click();
  await page.locator('org-chart[data-ready]').waitFor();
  await checkPage(page);
  const today = await drawn();
  const slider = page.locator('day-slider input[type=range]');
  await tabTo(page, 'day-slider input[type=range]', 120);
  await page.keyboard.press('Home');
  await page.waitForURL((url) => url.searchParams.has('day'), { waitUntil: 'commit' });
  await settled(page);
  assert.equal(await slider.inputValue(), '0');
  assert.notDeepEqual(await drawn(), today);
  await checkPage(page);
});

test('the chart is walked by arrows, and a position opens at the side', { skip }, async () => {
  await look(page, '/organisation');
  await tabTo(page, 'org-chart [data-id]', 120);
  const first = await page.evaluate(() => document.activeElement.dataset.id);
  await page.keyboard.press('ArrowDown');
  const second = await page.evaluate(() => document.activeElement.dataset.id);
  assert.notEqual(second, first);
  await page.keyboard.press('Enter');
  await page.locator('side-panel dialog[open] h2, side-panel dialog[open] h1').first().waitFor();
  await page.locator(`side-panel [href*="${second}"]`).first().waitFor({ state: 'attached' });
  await checkPage(page);
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('side-panel dialog[open]').count(), 0);
});

test('a measure colours the chart', { skip }, async () => {
  await look(page, '/organisation');
  await page.locator('details.menu > summary', { hasText: 'colour' }).click();
  await page.locator('details.menu[open] a.item', { hasText: 'Open pipeline' }).click();
  await page.waitForURL((url) => url.searchParams.get('colour') === 'open_pipeline', { waitUntil: 'commit' });
  await page.locator('.legend .swatch').first().waitFor();
  await checkPage(page);
});

test('the chart is saved as a picture', { skip }, async () => {
  await look(page, '/organisation');
  await page.locator('details.menu > summary', { hasText: 'Export' }).click();
  const saving = page.waitForEvent('download');
  await page.locator('details.menu[open] a.item', { hasText: 'SVG' }).click();
  const saved = await saving;
  assert.match(saved.suggestedFilename(), /^organisation-\d{4}-\d\d-\d\d\.svg$/);
  const svg = readFileSync(await saved.path(), 'utf8');
  assert.match(svg, /<svg[^>]+xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  assert.ok(svg.includes(person(server, 'head').name), 'the picture does not name the head');
});

test('the head sees every deal, and finds one by the palette', { skip }, async () => {
  await look(page, '/opportunities');
  const owner = await enter(chromium, server, 'owner');
  await owner.goto('/opportunities');
  assert.equal(await counted(page), await counted(owner));
  await owner.context().close();
  const title = page.locator('table.rows a.title').first();
  const [name, href] = [await title.innerText(), await title.getAttribute('href')];
  await page.keyboard.press('Control+k');
  await page.locator('dialog[open] input').first().waitFor();
  await page.keyboard.type(name);
  await page.locator('dialog[open] [role=option]', { hasText: name }).first().waitFor();
  await checkPage(page);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname !== '/opportunities', { waitUntil: 'commit' });
  assert.match(new URL(page.url()).pathname, /^\/(opportunities|accounts|search)/);
  assert.ok(href.startsWith('/opportunities/'));
});
