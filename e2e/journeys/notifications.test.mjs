// Notifications: a manager gives a customer away, the seller's bell counts it while they look at another page, they read it,
// and choose how to be told.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, company, skip } from '../harness.mjs';
import { enter, look, said, settled } from '../walk.mjs';

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

test('the bell counts what another did, and the page leads there', { skip }, async () => {
  const rep = await enter(chromium, server, 'rep');
  await look(rep, '/notifications');
  const all = rep.getByRole('button', { name: 'Mark all as read' });
  if (await all.isVisible()) await all.click();
  await settled(rep);
  await look(rep, '/products');
  const bell = rep.locator('[data-bell]');
  assert.equal(await bell.getAttribute('aria-label'), 'Notifications');

  const { email } = server.people.find((one) => one.role === 'rep');
  const head = await enter(chromium, server, 'head');
  const name = await given(head, email);

  await rep.waitForFunction(() => document.querySelector('[data-bell] .tally')?.textContent === '1');
  await bell.click();
  const line = rep.locator('ul.told li.unread');
  await line.waitFor();
  assert.match(await line.innerText(), new RegExp(`gave you ${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`));
  await look(rep, '/notifications?unread=1');
  await line.getByRole('button').click();
  await line.waitFor({ state: 'detached' });
  assert.equal(await bell.getAttribute('aria-label'), 'Notifications');
  await rep.context().close();
  await head.context().close();
});

/** Gives the first customer of somebody else to the rep, by the programs' door, and says its name. */
async function given(page, email) {
  return page.evaluate(async (rep) => {
    const csrf = document.querySelector('input[name=csrf]').value;
    const ask = async (path, how = {}) => {
      const headers = { 'x-csrf-token': csrf, 'content-type': 'application/json' };
      const answer = await fetch(path, { headers, ...how });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return answer.status === 204 ? null : answer.json();
    };
    const owners = await ask(`/options/owners?q=${encodeURIComponent(rep.split('.')[0])}`);
    const owner = owners[0].id;
    const { items } = await ask('/api/v1/accounts?limit=50');
    const other = items.find((one) => one.owner !== owner);
    await ask(`/api/v1/accounts/${other.id}`, { method: 'PATCH', body: JSON.stringify({ owner }) });
    return other.name;
  }, email);
}

for (const setting of [
  { theme: 'light', width: 1440, language: 'en' },
  { theme: 'dark', width: 360, language: 'nb' },
]) {
  test(`one chooses how to be told, ${setting.width} px wide`, { skip }, async () => {
    const page = await enter(chromium, server, 'manager', setting);
    await look(page, '/notifications');
    await look(page, '/settings/notifications');
    await page.locator('select[name=assigned]').selectOption('daily');
    await page.locator('main form button.primary').click();
    await said(page, setting.language === 'en' ? 'Settings were saved.' : 'Innstillingene er lagret');
    await page.goto('/settings/notifications');
    assert.equal(await page.locator('select[name=assigned]').inputValue(), 'daily');
    await page.context().close();
  });
}
