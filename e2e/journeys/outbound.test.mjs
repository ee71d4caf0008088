// An outbound list: made from the leads by keys alone, worked through one after another, watched by a manager, taken back.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, checkPage, company, screenshot, skip } from '../harness.mjs';
import { arrived, enter, look, said, settled, tabTo } from '../walk.mjs';

const LIST = /^\/leads\/lists\/[0-9a-f-]{36}$/;
const WORK = /^\/leads\/lists\/[0-9a-f-]{36}\/work$/;
let chromium;
let server;
let page;
let list;
before(async () => {
  if (skip) return;
  [chromium, server] = [await browser(), await company()];
  page = await enter(chromium, server, 'rep');
});
after(async () => {
  await chromium?.close();
  await server?.stop();
});

/** Whom the page of the work shows. */
const shown = () => page.locator('.head h1').innerText();
/** How many wait today. */
const waiting = () => page.locator('.working [role=status]').innerText();
/** Waits until the hand rests on the form that logs. */
const ready = () => page.waitForFunction(() => document.activeElement?.closest('log-panel') !== null);

test('three leads are selected and put on a new list by keys alone', { skip }, async () => {
  await look(page, '/leads?filter=status%20in%20(new%2C%20working)%20and%20owner%20%3D%20me');
  for (let row = 0; row < 3; row++) {
    await page.keyboard.press('j');
    await page.keyboard.press('x');
  }
  assert.equal(await page.locator('.picked-count').first().innerText(), '3');
  await checkPage(page);
  await tabTo(page, '.bulk input[name=list]', 300);
  await page.keyboard.type('Thursday calls');
  await page.keyboard.press('Enter');
  await said(page, 'New list “Thursday calls” with 3');
  await checkPage(page);
});

test('it stands among the lists, untried', { skip }, async () => {
  await page.locator('.tabs a', { hasText: 'Lists' }).click();
  await arrived(page, '/leads/lists');
  await checkPage(page);
  const line = page.locator('li.line', { hasText: 'Thursday calls' });
  assert.match(await line.innerText(), /0 of 3 tried/);
  await line.locator('a.title').click();
  await arrived(page, LIST);
  list = new URL(page.url()).pathname;
  await checkPage(page);
  assert.equal(await page.locator('tbody tr[id^=members-]').count(), 3);
});

test('it is worked through by keys: a digit logs, the next one comes, s passes over', { skip }, async () => {
  await look(page, `${list}/work`);
  await ready();
  assert.match(await waiting(), /3 wait today/);
  const first = await shown();
  // What is refused stays with the list, and with whom it was about.
  await page.locator('log-panel input[name=minutes]').fill('many');
  await page.locator('log-panel [data-for=call] button[data-digit="2"]').click();
  await page.locator('log-panel .wrong').first().waitFor();
  assert.equal(await shown(), first);
  assert.match(await waiting(), /3 wait today/);
  await checkPage(page);
  await page.locator('log-panel input[name=minutes]').fill('');
  await page.locator('log-panel [data-for=call] button[data-digit="2"]').click();
  await page.waitForFunction((name) => document.querySelector('.head h1')?.textContent !== name, first);
  await settled(page);
  await said(page, 'Logged');
  assert.match(await waiting(), /2 wait today/);
  await ready();
  const second = await shown();
  await page.keyboard.press('s');
  await page.waitForFunction((name) => document.querySelector('.head h1')?.textContent !== name, second);
  await settled(page);
  assert.match(await waiting(), /2 wait today/, 'who is passed over waits');
  await ready();
  await checkPage(page);
  await page.keyboard.press('1');
  await page.waitForFunction((name) => document.querySelector('.head h1')?.textContent === name, second);
  await settled(page);
  assert.match(await waiting(), /1 waits today/);
});

test('one who is set aside is worked, and the list says what became of each', { skip }, async () => {
  await page.locator('.process button', { hasText: 'Disqualify' }).click();
  const asked = page.locator('dialog[open]');
  await asked.locator('select[name=reason]').selectOption('not_a_fit');
  await asked.locator('button.primary').click();
  await arrived(page, WORK);
  await page.locator('.empty h2', { hasText: 'Nobody on this list waits today' }).waitFor();
  await checkPage(page);
  await look(page, list);
  const members = await page.locator('main table.rows').innerText();
  for (const standing of ['Tried', 'Reached', 'Set aside']) assert.match(members, new RegExp(standing));
});

test('who is taken off comes back by undo, and the record says where it stands', { skip }, async () => {
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.locator('.bulk button', { hasText: 'Take off' }).click();
  await said(page, '1 taken off');
  assert.equal(await page.locator('tbody tr[id^=members-]').count(), 2);
  await page.locator('.toast button', { hasText: 'Undo' }).click();
  await said(page, 'Taken back');
  assert.equal(await page.locator('tbody tr[id^=members-]').count(), 3);
  await page.locator('tbody a.title').first().click();
  await arrived(page, /^\/leads\/[0-9a-f-]{36}$/);
  assert.match(await page.locator('aside').innerText(), /Thursday calls/);
  await checkPage(page);
});

test('a name that is missing is said beside it', { skip }, async () => {
  await page.locator('aside form[action^="/leads/lists/put-on"] button').click();
  await page.locator('[role=alert]').waitFor();
  await checkPage(page);
  await page.locator('input[name=list]').fill('Thursday calls');
  await page.locator('main form button.primary').click();
  await said(page, '0 put on “Thursday calls”; 1 there already');
});

test('all that the filter leaves are put on at once, and taken back with the list that was made for them', { skip }, async () => {
  await look(page, '/leads?filter=owner%20%3D%20me&limit=2');
  const all = /\d+/.exec(await page.locator('.summary').innerText())[0];
  await page.locator('.pick').first().check();
  await page.locator('.bulk input[name=all]').check();
  await page.locator('.bulk input[name=list]').fill('Everyone of mine');
  await page.keyboard.press('Enter');
  await said(page, `New list “Everyone of mine” with ${all}`);
  await page.locator('.toast button', { hasText: 'Undo' }).click();
  await said(page, 'Taken back');
  await look(page, '/leads/lists');
  assert.equal(await page.locator('li.line', { hasText: 'Everyone of mine' }).count(), 0);
});

test('the manager sees how far it is, and others do not see it at all', { skip }, async () => {
  const manager = await enter(chromium, server, 'manager');
  await look(manager, '/leads/lists');
  assert.match(await manager.locator('li.line', { hasText: 'Thursday calls' }).innerText(), /3 of 3 tried/);
  await look(manager, list);
  assert.equal((await manager.goto('/leads/lists/new')).status(), 200);
  await manager.context().close();
});

for (const [theme, width, language] of [['dark', 360, 'nb'], ['light', 1440, 'zh-Hans']]) {
  test(`its pages are sound: ${theme}, ${width}, ${language}`, { skip }, async () => {
    const other = await enter(chromium, server, 'head', { theme, width, language });
    await look(other, '/leads/lists');
    await screenshot(other, `outbound-lists-${theme}-${width}-${language}`);
    const all = await other.locator('li.line a.title').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    for (const [at, one] of all.entries()) {
      await look(other, one);
      await screenshot(other, `outbound-list-${at}-${theme}-${width}-${language}`);
      await look(other, `${one}/work`);
      await screenshot(other, `outbound-work-${at}-${theme}-${width}-${language}`);
    }
    await look(other, `${list}/edit`);
    await look(other, '/leads/lists/new');
    await screenshot(other, `outbound-new-${theme}-${width}-${language}`);
    await other.context().close();
  });
}
