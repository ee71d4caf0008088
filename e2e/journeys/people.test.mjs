// People come and go: two-factor sign-in set up with an authenticator, a telephone lost, devices ended.

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { browser, checkPage, command, company, open, signIn, skip } from '../harness.mjs';
import { arrived, enter, look, person } from '../walk.mjs';

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

/** The six digits of a secret, as an authenticator shows them, so many steps of 30 s from now. */
function code(secret, ahead = 0) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret.replace(/ /g, '')].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const hash = createHmac('sha1', key).update(counter).digest();
  const number = hash.readUInt32BE(hash[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** A browser of its own, at the code that is asked for after the password. */
async function atTheCode({ email, password }, setting = {}) {
  const page = await open(chromium, { address: server.address, ...setting });
  await page.goto('/sign-in');
  await page.fill('input[name=email]', email);
  await page.fill('input[name=password]', password);
  await page.press('input[name=password]', 'Enter');
  await arrived(page, '/sign-in/code');
  await checkPage(page);
  return page;
}

test('a rep sets two-factor sign-in up, signs in with it, and loses the telephone', { skip }, async () => {
  const page = await enter(chromium, server, 'rep', { width: 360 });
  const rep = person(server, 'rep');
  await look(page, '/settings/security');
  const section = page.locator('section').filter({ hasText: 'Two-factor sign-in' });
  await section.locator('input[name=password]').fill(rep.password);
  await section.getByRole('button', { name: 'Set it up' }).click();
  await page.locator('svg.qr').waitFor();
  await checkPage(page);
  const secret = await page.locator('code.secret').innerText();
  await page.locator('main input[name=code]').fill('000000');
  await page.getByRole('button', { name: 'Turn it on' }).click();
  await page.locator('.errors').waitFor();
  await checkPage(page);
  await page.locator('main input[name=code]').fill(code(secret));
  await page.getByRole('button', { name: 'Turn it on' }).click();
  await page.locator('ol.codes').waitFor();
  await checkPage(page);
  const codes = await page.locator('ol.codes code').allInnerTexts();
  assert.equal(codes.length, 10);

  const second = await atTheCode(rep, { theme: 'dark' });
  await second.fill('input[name=code]', code(secret, 1));
  await second.press('input[name=code]', 'Enter');
  await second.locator('nav#side').waitFor({ state: 'attached' });
  await look(second, '/settings/security');
  assert.equal(await second.locator('main tbody tr').count(), 2, 'both devices are listed');
  await second.getByRole('button', { name: 'End all others' }).click();
  await second.locator('main tbody tr').nth(1).waitFor({ state: 'detached' });
  await page.goto('/settings/security');
  await arrived(page, '/sign-in');

  const third = await atTheCode(rep);
  await third.fill('input[name=code]', codes[0]);
  await third.press('input[name=code]', 'Enter');
  await third.locator('nav#side').waitFor({ state: 'attached' });

  command(server, 'user', 'reset-two-factor', '--email', rep.email);
  const last = await open(chromium, { address: server.address });
  await signIn(last, rep.email, rep.password);
  for (const one of [page, second, third, last]) await one.context().close();
});

test('an administrator lets somebody go, sees what moves, and takes it back', { skip }, async () => {
  const page = await enter(chromium, server, 'owner');
  const { email } = person(server, 'rep');
  await look(page, '/settings/users');
  await page.locator('main tbody tr', { hasText: email }).getByRole('link').click();
  await arrived(page, /^\/settings\/users\/./);
  await checkPage(page);
  await page.getByRole('link', { name: 'Leaves the company' }).click();
  await arrived(page, '/settings/departures');
  await checkPage(page);
  await page.getByRole('button', { name: /leaves$/ }).click();
  await arrived(page, /^\/settings\/departures\/./);
  await checkPage(page);
  assert.match(await page.locator('main').innerText(), /done/);
  const rep = await open(chromium, { address: server.address });
  await rep.goto('/sign-in');
  await rep.fill('input[name=email]', email);
  await rep.fill('input[name=password]', person(server, 'rep').password);
  await rep.press('input[name=password]', 'Enter');
  await rep.locator('.errors').waitFor();
  await page.getByRole('button', { name: 'Take it back' }).click();
  await page.getByText('taken back').waitFor();
  await look(page, '/settings/departures');
  await signIn(rep, email, person(server, 'rep').password);
  for (const one of [page, rep]) await one.context().close();
});
