// Users kept by an identity provider: scim2-tester (PyPI), which nobody here wrote, checks the service; and who is shut out
// there is out here at once.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { browser, checkPage, command, company, skip } from '../harness.mjs';
import { arrived, enter, look, person } from '../walk.mjs';

/** Where `scripts/setup.sh test` puts programs of others that journeys speak with. */
const scim = join(process.env.BAILIWICK_PEERS ?? join(import.meta.dirname, '../../target/peers'), 'scim/bin/scim');
const why = skip || (existsSync(scim) ? false : 'scim2-tester is not installed: scripts/setup.sh test');

let chromium;
let server;
before(async () => {
  if (why) return;
  [chromium, server] = [await browser(), await company()];
});
after(async () => {
  await chromium?.close();
  await server?.stop();
});

/** A call of the provider. */
async function call(secret, method, path, body) {
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/scim+json' };
  const answer = await fetch(`${server.address}/scim/v2${path}`, { method, headers, body: body && JSON.stringify(body) });
  const text = await answer.text();
  return { status: answer.status, body: text && JSON.parse(text) };
}

test('the service holds to the standard, as its own tester sees it', { skip: why }, () => {
  const secret = command(server, 'scim', 'rotate').trim();
  const env = { ...process.env, SCIM_CLI_HEADERS: `Authorization: Bearer ${secret}` };
  const done = spawnSync(scim, ['--url', `${server.address}/scim/v2`, 'test'], { env, encoding: 'utf8', timeout: 300_000 });
  const marks = (word) => done.stdout.split('\n').filter((line) => line.startsWith(word));
  assert.equal(done.status, 0, done.stdout + done.stderr);
  for (const word of ['ERROR', 'CRITICAL', 'DEVIATION', 'SKIPPED']) assert.deepEqual(marks(word), [], done.stdout);
  assert.ok(marks('SUCCESS').length >= 50, done.stdout);
  assert.match(command(server, 'scim', 'status'), /last used/);
});

test('an owner gives the provider its secret, and who is shut out there is out here', { skip: why }, async () => {
  const owner = await enter(chromium, server, 'owner');
  await look(owner, '/settings/scim');
  await owner.locator('main form button.primary').click();
  await owner.locator('section[role=status] input').waitFor();
  await checkPage(owner);
  const secret = await owner.locator('section[role=status] input').inputValue();
  const rep = await enter(chromium, server, 'rep');
  const { email } = person(server, 'rep');
  const found = await call(secret, 'GET', `/Users?filter=${encodeURIComponent(`userName eq "${email}"`)}`);
  assert.equal(found.body.totalResults, 1);
  const { id } = found.body.Resources[0];
  const active = (value) => ({ Operations: [{ op: 'replace', path: 'active', value }] });
  assert.equal((await call(secret, 'PATCH', `/Users/${id}`, active(false))).status, 200);
  await rep.goto('/accounts');
  await arrived(rep, '/sign-in');
  assert.equal((await call(secret, 'PATCH', `/Users/${id}`, active(true))).status, 200);
  await rep.context().close();
  await (await enter(chromium, server, 'rep')).context().close();
  await owner.goto('/settings/audit');
  await owner.getByText('by the identity provider').first().waitFor();
  await owner.context().close();
});
