// Passkeys, with the browser's own virtual authenticator: made, used to sign in, used at the code, named, taken away.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, checkPage, company, open, signIn, skip } from '../harness.mjs';
import { arrived, look, person, speak } from '../walk.mjs';

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

/** A page at the name of this machine, since passkeys are of names, with a device that knows its owner. */
async function atName() {
  const page = await open(chromium, { address: server.address.replace('127.0.0.1', 'localhost') });
  const devices = await page.context().newCDPSession(page);
  await devices.send('WebAuthn.enable');
  const options = {
    protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true,
    automaticPresenceSimulation: true,
  };
  const { authenticatorId } = await devices.send('WebAuthn.addVirtualAuthenticator', { options });
  const verified = (isUserVerified) => devices.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
  return { page, verified };
}

/** From the sign-in page by the passkey. */
async function byPasskey(page) {
  await page.context().clearCookies();
  await page.goto('/sign-in?next=%2Faccounts');
  await checkPage(page);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
}

test('a rep makes a passkey, signs in with it alone, and takes it away', { skip }, async () => {
  const { page, verified } = await atName();
  const { email, password } = person(server, 'rep');
  await signIn(page, email, password);
  await speak(page, 'en');
  await look(page, '/settings/security');
  const make = page.locator('form[action="/settings/passkeys"]');
  await make.locator('input[name=name]').fill('Work laptop');
  await make.locator('input[name=password]').fill('not the password');
  await make.locator('button.primary').click();
  await make.locator('[aria-invalid=true]').first().waitFor();
  await make.locator('input[name=name]').fill('Work laptop');
  await make.locator('input[name=password]').fill(password);
  await make.locator('button.primary').click();
  const row = page.locator('form[action$="/name"] input[name=name]');
  await row.waitFor();
  assert.equal(await row.inputValue(), 'Work laptop');
  await checkPage(page);

  await byPasskey(page);
  await arrived(page, '/accounts');
  await page.goto('/settings/security');
  await row.fill('Home laptop');
  await page.locator('form[action$="/name"] button').click();
  await page.getByRole('button', { name: 'Remove Home laptop' }).waitFor();

  // A device that does not make sure of its owner opens nothing, and says so.
  await verified(false);
  await byPasskey(page);
  await page.locator('pass-key [role=alert]:not([hidden])').waitFor();
  await checkPage(page);
  await verified(true);
  await page.getByRole('button', { name: 'Ask the device' }).click();
  await arrived(page, '/accounts');

  await page.goto('/settings/security');
  await page.getByRole('button', { name: 'Remove Home laptop' }).click();
  await row.waitFor({ state: 'detached' });
  await byPasskey(page);
  await page.locator('.errors', { hasText: 'not known here' }).waitFor();
  await page.context().close();
});

test('an address that is a number offers no passkeys', { skip }, async () => {
  const page = await open(chromium, { address: server.address });
  await page.goto('/sign-in');
  assert.equal(await page.getByRole('button', { name: 'Sign in with a passkey' }).count(), 0);
  await page.context().close();
});
