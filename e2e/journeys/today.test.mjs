// Today: where the day begins. What waits and why; done, put off and logged by mouse and by keys alone; the team of who
// leads one; what changes while one looks.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, checkPage, company, skip } from '../harness.mjs';
import { arrived, enter, look, said } from '../walk.mjs';

let chromium;
let server;
let page;
before(async () => {
  if (skip) return;
  [chromium, server] = [await browser(), await company()];
  page = await enter(chromium, server, 'rep');
});
after(async () => {
  await chromium?.close();
  await server?.stop();
});

const lines = (on = page) => on.locator('li.line');
const line = (words, on = page) => lines(on).filter({ hasText: words });

/** Takes the next step off a deal, as another would: it then asks for one. */
async function quiet(on, name) {
  const csrf = await on.locator('input[name=csrf]').first().inputValue();
  const href = await on.locator('table.rows a.title', { hasText: name }).first().getAttribute('href');
  const form = { csrf, next_step: '', next_step_on: '' };
  const answer = await on.request.post(href, { form, headers: { origin: new URL(on.url()).origin } });
  assert.ok(answer.ok(), `${answer.status()}`);
}

test('the day begins on Today, with reasons', { skip }, async () => {
  await look(page, '/');
  assert.equal(new URL(page.url()).pathname, '/today');
  assert.ok((await lines().count()) > 0, 'nothing waits for the rep');
  for (const why of await page.locator('li.line .why').allInnerTexts()) assert.notEqual(why.trim(), '');
});

test('a deal without a next step gets one by the mouse, and back by undo', { skip }, async () => {
  await page.goto('/opportunities');
  const name = await page.locator('table.rows a.title').nth(1).innerText();
  await quiet(page, name);
  await page.goto('/today');
  const quietLine = line(name);
  await quietLine.getByText('No next step').waitFor();
  await quietLine.locator('details.off > summary').click();
  await checkPage(page);
  await quietLine.locator('input[name=next_step]').fill('Ask for the plant manager');
  await quietLine.locator('.days-off button').first().click();
  const toast = await said(page, 'Planned');
  assert.equal(await line(name).count(), 0);
  await checkPage(page);
  await toast.getByRole('button', { name: 'Undo' }).click();
  await line(name).getByText('No next step').waitFor();
});

test('a task is written, done and put off by keys alone', { skip }, async () => {
  await page.goto('/opportunities');
  await page.keyboard.press('j');
  await page.keyboard.press('l');
  await page.locator('dialog.panel[open] log-panel').waitFor();
  await page.waitForFunction(() => document.activeElement?.name === 'kind');
  await page.keyboard.press('t');
  for (let tab = 0; tab < 6 && !(await page.evaluate(() => document.activeElement.name === 'subject')); tab++) await page.keyboard.press('Tab');
  await page.keyboard.type('Count the valves');
  for (let tab = 0; tab < 6 && !(await page.evaluate(() => document.activeElement.name === 'due_on')); tab++) await page.keyboard.press('Tab');
  await page.keyboard.type('2024-02-01');
  await page.keyboard.press('Enter');
  await said(page, 'logged');
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await arrived(page, '/today');
  await line('Count the valves').waitFor();
  const count = await lines().count();
  const place = await lines().evaluateAll((all) => all.findIndex((one) => one.textContent.includes('Count the valves')));
  for (let down = 0; down <= place; down++) await page.keyboard.press('j');
  assert.ok(await line('Count the valves').evaluate((one) => one.hasAttribute('data-at')));
  await page.keyboard.press('s');
  await page.waitForFunction(() => document.activeElement?.closest('.days-off') !== null);
  await page.keyboard.press('Enter');
  const toast = await said(page, 'Planned');
  assert.equal(await lines().count(), count - 1);
  await toast.getByRole('button', { name: 'Undo' }).click();
  await line('Count the valves').waitFor();
  const again = await lines().evaluateAll((all) => all.findIndex((one) => one.textContent.includes('Count the valves')));
  await page.goto('/today');
  for (let down = 0; down <= again; down++) await page.keyboard.press('j');
  await page.keyboard.press('x');
  await said(page, 'Count the valves');
  assert.equal(await line('Count the valves').count(), 0);
});

test('Enter opens a line, and l logs on it', { skip }, async () => {
  await page.goto('/today');
  await page.keyboard.press('j');
  await page.keyboard.press('l');
  await page.locator('dialog.panel[open] log-panel').waitFor();
  await page.waitForFunction(() => document.activeElement?.name === 'kind');
  await page.keyboard.press('3');
  await said(page, 'logged');
  assert.equal(new URL(page.url()).pathname, '/today');
  await page.goto('/today');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await arrived(page, /^\/(leads|opportunities|accounts|contacts)\/[0-9a-f-]{36}$/);
});

test('who leads sees where their team needs them, down to the deals', { skip }, async () => {
  const manager = await enter(chromium, server, 'manager');
  await look(manager, '/today');
  const number = manager.locator('.table.team td a').last();
  const count = Number(await number.innerText());
  await number.click();
  await arrived(manager, '/opportunities');
  assert.equal(await manager.locator('table.rows tbody tr').count(), count);
  await manager.context().close();
});

test('what is planned elsewhere appears while one looks', { skip }, async () => {
  const other = await enter(chromium, server, 'rep');
  await other.goto('/opportunities');
  const name = await other.locator('table.rows a.title').nth(2).innerText();
  await page.goto('/today');
  assert.equal(await line(name).getByText('No next step').count(), 0);
  await quiet(other, name);
  await line(name).getByText('No next step').waitFor();
  await other.context().close();
});

test('the page is sound in the dark, narrow, and in the other languages', { skip }, async () => {
  for (const [role, theme, width, language] of [
    ['rep', 'dark', 360, 'nb'], ['rep', 'light', 360, 'zh-Hans'], ['head', 'dark', 1440, 'nb'], ['operations', 'light', 1440, 'en'], ['manager', 'light', 360, 'en'],
  ]) {
    const other = await enter(chromium, server, role, { theme, width, language });
    await look(other, '/today');
    await other.context().close();
  }
});
