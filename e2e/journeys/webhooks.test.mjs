// Webhooks: operations register an address, which is told what happens. Every message is verified with the library of the
// specification (npm: standardwebhooks), which nobody here wrote.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { browser, checkPage, command, company, skip } from '../harness.mjs';
import { arrived, enter, look, person, said } from '../walk.mjs';

let chromium;
let server;
let receiver;
before(async () => {
  if (skip) return;
  process.env.BAILIWICK_INNER_HOSTS = '127.0.0.1';
  [chromium, server, receiver] = [await browser(), await company(), await receive()];
});
after(async () => {
  delete process.env.BAILIWICK_INNER_HOSTS;
  receiver?.close();
  await chromium?.close();
  await server?.stop();
});

/** A receiver that answers as it is told, and with 204 otherwise. */
async function receive() {
  const [got, answers] = [[], []];
  const http = createServer((request, answer) => {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      const status = answers.shift() ?? 204;
      got.push({ headers: request.headers, body, status });
      answer.writeHead(status).end(status === 204 ? undefined : 'not now');
    });
  });
  await new Promise((resolve) => http.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${http.address().port}/in`;
  return { url, got, answers, close: () => (http.closeAllConnections(), http.close()) };
}

/** Waits until so many messages have come. */
async function came(count, seconds = 60) {
  for (let tries = 0; receiver.got.length < count; tries++) {
    assert.ok(tries < seconds * 20, `${receiver.got.length} of ${count} messages came:\n${server.printed()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return receiver.got.splice(0, count);
}

let page;
let secret;
let path;
const verified = (one, by = secret) => new Webhook(by).verify(one.body, one.headers);
const kinds = (all) => all.map((one) => JSON.parse(one.body).type);

async function rename(name) {
  const csrf = await page.locator('input[name=csrf]').first().inputValue();
  const call = (method, address, data) =>
    page.request.fetch(address, { method, data, headers: { 'x-csrf-token': csrf, origin: server.address } });
  const made = rename.id ? null : await call('POST', '/api/v1/accounts', { name });
  if (made) {
    assert.equal(made.status(), 201, await made.text());
    rename.id = (await made.json()).id;
    return;
  }
  const changed = await call('PATCH', `/api/v1/accounts/${rename.id}`, { name });
  assert.equal(changed.status(), 200, await changed.text());
}

test('operations register an address and are shown its secret once', { skip }, async () => {
  page = await enter(chromium, server, 'operations');
  await look(page, '/settings/webhooks');
  const form = page.locator('form[action="/settings/webhooks"]');
  await form.locator('input[name=url]').fill('https://10.0.0.1/in');
  await form.locator('button.primary').click();
  await page.getByText('inner network').first().waitFor();
  await checkPage(page);
  await form.locator('input[name=url]').fill(receiver.url);
  await form.locator('input[name=description]').fill('The warehouse');
  await form.locator('input[name=events][value=account]').check();
  await form.locator('button.primary').click();
  const shown = page.locator('[role=status] input[readonly]');
  await shown.waitFor();
  secret = await shown.inputValue();
  assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
  await checkPage(page);
  await look(page, '/settings/webhooks');
  await page.locator('a.title', { hasText: receiver.url }).click();
  await arrived(page, /^\/settings\/webhooks\/[0-9a-f-]{36}$/);
  path = new URL(page.url()).pathname;
  assert.equal(await page.locator(`input[value="${secret}"]`).count(), 0, 'never again');
  await page.getByRole('button', { name: 'Send a test' }).click();
  await said(page, 'It is sent in a moment.');
  const [test] = await came(1);
  assert.equal(verified(test).type, 'webhook.tested');
});

test('what happens is told in order; what was refused is sent again with the same id', { skip }, async () => {
  receiver.answers.push(503);
  await rename('Nordvik Fisk');
  await rename('Nordvik Fisk AS');
  const [refused, ...taken] = await came(3);
  assert.equal(refused.status, 503);
  assert.deepEqual(kinds(taken), ['account.created', 'account.changed']);
  assert.equal(refused.headers['webhook-id'], taken[0].headers['webhook-id']);
  assert.equal(refused.body, taken[0].body);
  for (const one of [refused, ...taken]) verified(one);
  const { data, timestamp } = verified(taken[1]);
  assert.deepEqual([data.noun, data.id, data.actor.name], ['account', rename.id, person(server, 'operations').name]);
  assert.deepEqual(data.changes, [{ field: 'name', before: 'Nordvik Fisk', after: 'Nordvik Fisk AS' }]);
  assert.ok(Math.abs(Date.parse(timestamp) - Date.now()) < 60_000);
});

test('nothing that was changed on the way, or is too old, is taken for ours', { skip }, async () => {
  await rename('Nordvik');
  const [one] = await came(1);
  const other = command(server, 'webhook', 'list', '--json');
  assert.ok(!other.includes('whsec_'), 'no list shows a secret');
  const wrong = [
    { ...one, body: one.body.replace('Nordvik', 'Sorvik') },
    { ...one, headers: { ...one.headers, 'webhook-id': 'evt_1' } },
    { ...one, headers: { ...one.headers, 'webhook-timestamp': String(Math.floor(Date.now() / 1000) - 3600) } },
  ];
  for (const forged of wrong) assert.throws(() => verified(forged), WebhookVerificationError);
  verified(one);
});

test('a new secret signs beside the old one, so that a receiver can change over', { skip }, async () => {
  const fresh = command(server, 'webhook', 'rotate', receiver.url).trim();
  const email = person(server, 'rep').email;
  const [, other] = command(server, 'webhook', 'add', `${receiver.url}/rep`, '--email', email, '--event', 'lead').trim().split('\n');
  assert.match(other, /^whsec_/);
  command(server, 'webhook', 'remove', `${receiver.url}/rep`);
  await rename('Nordvik Sjømat');
  const [one] = await came(1);
  for (const by of [secret, fresh]) assert.equal(verified(one, by).type, 'account.changed');
  secret = fresh;
});

test('a paused address is told afterwards what it missed, and can be told all of it again', { skip }, async () => {
  await look(page, path);
  await page.getByRole('button', { name: 'Pause' }).click();
  await said(page, 'Saved');
  await rename('Nordvik Sjømat AS');
  await page.getByRole('button', { name: 'Go on' }).click();
  await said(page, 'Saved');
  const [missed] = await came(1);
  assert.equal(verified(missed).data.changes[0].after, 'Nordvik Sjømat AS');
  await look(page, path);
  await page.setViewportSize({ width: 360, height: 780 });
  await look(page, path);
  await page.setViewportSize({ width: 1440, height: 900 });
  command(server, 'webhook', 'replay', receiver.url, '--from', JSON.parse(missed.body).timestamp);
  const [again] = await came(1);
  assert.equal(again.headers['webhook-id'], missed.headers['webhook-id']);
  assert.deepEqual(verified(again), verified(missed));
});

test('an address that says it is gone is told nothing more, and those who look after it hear of it', { skip }, async () => {
  receiver.answers.push(410);
  await rename('Nordvik Gruppen');
  await came(1);
  await page.waitForTimeout(1500);
  await look(page, path);
  await page.getByText('It answered with status 410.').first().waitFor();
  await page.goto('/notifications');
  await page.getByText('A webhook was paused').first().waitFor();
  await look(page, path);
  await page.getByRole('button', { name: 'Remove' }).click();
  await arrived(page, '/settings/webhooks');
  assert.equal(await page.locator('a.title', { hasText: receiver.url }).count(), 0);
  await page.context().close();
});
