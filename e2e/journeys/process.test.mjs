// The process as data, exchange rates, and pages that follow what others do: operations sets a stage up, the rep is asked
// for what it needs, and the manager sees the deal move without asking for the page again.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, checkPage, company, skip } from '../harness.mjs';
import { arrived, enter, look, said, settled } from '../walk.mjs';

let chromium;
let server;
let operations;
let rep;
let deal;
before(async () => {
  if (skip) return;
  [chromium, server] = [await browser(), await company()];
  operations = await enter(chromium, server, 'operations');
  rep = await enter(chromium, server, 'rep');
});
after(async () => {
  await chromium?.close();
  await server?.stop();
});

/** The first open deal of the rep's at a stage, and its page. */
async function dealAt(page, stage) {
  await look(page, `/opportunities?filter=${encodeURIComponent(`stage = "${stage}" and owner = me and outcome = open`)}&sort=close_on`);
  return new URL(await page.locator('table.rows a.title').first().getAttribute('href'), server.address).pathname;
}

/** The stage that a record's bar shows as its own. */
function stageOf(page) {
  return page.locator('.stages [aria-current=step]').innerText();
}

test('operations says what a stage needs, in its order', { skip }, async () => {
  await look(operations, '/settings/pipelines');
  await operations.locator('main table a.title').first().click();
  await arrived(operations, /^\/settings\/pipelines\/[0-9a-f-]{36}$/);
  await checkPage(operations);
  await operations.locator('main table a.title', { hasText: 'Presenting' }).click();
  await arrived(operations, /^\/settings\/stages\/[0-9a-f-]{36}$/);
  await checkPage(operations);
  await operations.locator('input[name=needs][value=description]').check();
  await operations.locator('textarea[name=entry_criteria]').fill('They agreed to a pilot');
  await operations.getByRole('button', { name: 'Save', exact: true }).click();
  await arrived(operations, /^\/settings\/pipelines\/[0-9a-f-]{36}$/);
  await operations.locator('main table tr', { hasText: 'Presenting' }).getByText('Description').waitFor();
});

test('the rep is asked for what the stage needs, and fills it on the way', { skip }, async () => {
  deal = await dealAt(rep, 'Qualifying');
  await look(rep, deal);
  await rep.getByText('They agreed to a pilot').waitFor();
  await rep.locator('.stages button', { hasText: 'Presenting' }).click();
  await rep.locator('#f-move-description').waitFor();
  await settled(rep);
  await checkPage(rep);
  assert.match(await rep.locator('#f-move-description-wrong').innerText(), /Presenting.*Description/);
  await rep.fill('#f-move-description', 'Three lines, one laboratory');
  await rep.locator('main form button.primary').click();
  await said(rep, 'Presenting');
  assert.equal(await stageOf(rep), 'Presenting');
});

test('who has the deal open sees it move, and loses nothing typed', { skip }, async () => {
  const watching = await enter(chromium, server, 'manager');
  await watching.goto(deal);
  await settled(watching);
  assert.equal(await stageOf(watching), 'Presenting');
  await rep.goto(deal);
  await rep.locator('.stages button', { hasText: 'Negotiating' }).click();
  await said(rep, 'Negotiating');
  await watching.locator('.stages [aria-current=step]', { hasText: 'Negotiating' }).waitFor();
  // In the middle of a sentence the page waits to be asked.
  await watching.locator('#log .kinds label', { hasText: 'Note' }).click();
  const words = watching.locator('#log input[name=subject]');
  await words.fill('Half a thought');
  await rep.locator('.stages button', { hasText: 'Closing' }).click();
  await said(rep, 'Closing');
  const line = watching.locator('live-page .toast');
  await line.waitFor();
  await checkPage(watching);
  assert.equal(await words.inputValue(), 'Half a thought');
  assert.equal(await stageOf(watching), 'Negotiating');
  await line.getByRole('button').click();
  await watching.locator('.stages [aria-current=step]', { hasText: 'Closing' }).waitFor();
  await watching.context().close();
});

test('a board follows what others move', { skip }, async () => {
  const watching = await enter(chromium, server, 'manager');
  await watching.goto('/opportunities?view=board');
  await settled(watching);
  const id = deal.split('/').pop();
  const lane = (name) => watching.locator('.lane', { has: watching.locator('h2', { hasText: name }) });
  await rep.goto(deal);
  await rep.locator('.stages button', { hasText: 'Prospecting' }).click();
  await said(rep, 'Prospecting');
  await lane('Prospecting').locator(`a.title[href$="${id}"]`).waitFor();
  await watching.context().close();
});

test('a rate is entered by hand and from a file, and read back', { skip }, async () => {
  await look(operations, '/settings/rates');
  await operations.fill('input[name=currency]', 'USD');
  await operations.fill('input[name=on]', '1.2.2026');
  await operations.fill('input[name=rate]', '0,92');
  assert.equal(await operations.inputValue('input[name=on]'), '2026-02-01', 'a day is written one way');
  await operations.getByRole('button', { name: 'Enter' }).click();
  await operations.locator('main table tr', { hasText: 'USD' }).getByText('0.92').waitFor();
  const file = { name: 'rates.csv', mimeType: 'text/csv', buffer: Buffer.from('currency,date,rate\nGBP,2026-01-01,1.15\nEUR,2026-01-01,1\n') };
  await operations.setInputFiles('input[name=files]', file);
  await operations.getByRole('button', { name: 'Load' }).click();
  await operations.getByText('Line 3').waitFor();
  await checkPage(operations);
  await operations.setInputFiles('input[name=files]', { ...file, buffer: Buffer.from('currency,date,rate\nGBP,2026-01-01,1.15\n') });
  await operations.getByRole('button', { name: 'Load' }).click();
  await operations.locator('main table tr', { hasText: 'rates.csv' }).waitFor();
  await checkPage(operations);
});
