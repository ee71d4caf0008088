// A seller's lead: written down, on Today until it is tried, set aside with a reason, taken up again and converted.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, checkPage, company, skip } from '../harness.mjs';
import { arrived, enter, look, said, settled } from '../walk.mjs';

const ONE = /^\/leads\/[0-9a-f-]{36}$/;
let chromium;
let server;
let page;
let lead;
before(async () => {
  if (skip) return;
  [chromium, server] = [await browser(), await company()];
  page = await enter(chromium, server, 'rep');
});
after(async () => {
  await chromium?.close();
  await server?.stop();
});

test('a lead is written down by keys alone and belongs to who wrote it', { skip }, async () => {
  await look(page, '/leads');
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  await arrived(page, '/leads');
  await look(page, '/leads/new');
  await page.focus('input[name=name]');
  await page.keyboard.type('Kari Nordmann');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Nordfjord Nett');
  await page.keyboard.press('Enter');
  await arrived(page, ONE);
  lead = new URL(page.url()).pathname;
  await checkPage(page);
  assert.match(await page.locator('main').innerText(), /Nordfjord Nett[\s\S]*New/);
});

test('who may be meant is told while a second one is typed', { skip }, async () => {
  await look(page, '/leads/new');
  await page.focus('input[name=name]');
  await page.keyboard.type('Nordmann, Kari');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Nordfjord Nett AS');
  const found = page.locator('likely-records a.link', { hasText: 'Kari Nordmann' });
  await found.waitFor();
  assert.equal(new URL(await found.getAttribute('href'), page.url()).pathname, lead);
  await checkPage(page);
  await page.fill('input[name=company]', 'Sørvest Nett');
  await page.fill('input[name=name]', 'Per Vik');
  await found.waitFor({ state: 'detached' });
});

test('it waits on Today until somebody tries to reach it', { skip }, async () => {
  await look(page, '/today');
  const line = page.locator('.line', { hasText: 'Kari Nordmann' });
  assert.match(await line.innerText(), /Nobody has tried to reach it/);
  await line.locator('a.title').click();
  await arrived(page, ONE);
  await page.locator('.process button', { hasText: 'Take up' }).click();
  await said(page, 'Working');
  await page.goto('/today');
  assert.equal(await page.locator('.line', { hasText: 'Kari Nordmann' }).count(), 0);
});

test('it is set aside for a reason, and back by undo', { skip }, async () => {
  await page.goto(lead);
  await page.locator('.process button', { hasText: 'Disqualify' }).click();
  const asked = page.locator('dialog[open]');
  await asked.locator('select[name=reason]').selectOption('no_budget');
  await asked.locator('button.primary').click();
  await said(page, 'Disqualified');
  await checkPage(page);
  await page.locator('.toast button', { hasText: 'Undo' }).click();
  await arrived(page, '/leads');
  await page.goto(lead);
  assert.equal(await page.locator('.process button', { hasText: 'Disqualify' }).count(), 1);
});

test('it becomes a customer and an opportunity in one step', { skip }, async () => {
  await page.goto(lead);
  await page.locator('.process a', { hasText: 'Convert' }).click();
  await arrived(page, /^\/leads\/[0-9a-f-]{36}\/conversion$/);
  await settled(page);
  await checkPage(page);
  await page.fill('input[name=amount]', '120 000');
  await page.locator('main form button.primary').click();
  await arrived(page, /^\/opportunities\/[0-9a-f-]{36}$/);
  await checkPage(page);
  await page.goto(lead);
  assert.equal(await page.locator('.process').count(), 0, 'what is converted is not converted again');
  await checkPage(page);
});
