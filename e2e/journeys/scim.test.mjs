// Users kept by an identity provider: scim2-tester (PyPI), which nobody here wrote, checks the service; canaille (PyPI), a
// provider that nobody here wrote either, sends us its users; and who is shut out there is out here at once.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { browser, checkPage, command, company, skip } from '../harness.mjs';
import { arrived, enter, look, person } from '../walk.mjs';

/** Where `scripts/setup.sh test` puts programs of others that journeys speak with. */
const peers = process.env.BAILIWICK_PEERS ?? join(import.meta.dirname, '../../target/peers');
const scim = join(peers, 'scim/bin/scim');
const canaille = join(peers, 'bin/canaille');
const why = skip || (existsSync(scim) ? false : 'scim2-tester is not installed: scripts/setup.sh test');
const whyNot = skip || (existsSync(canaille) ? false : 'canaille is not installed: scripts/setup.sh test');

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

/** canaille with us as its client of SCIM, and its command line. */
function provider(secret) {
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-canaille.'));
  const settings = join(folder, 'canaille.toml');
  writeFileSync(settings, [
    'SECRET_KEY = "long enough for a test, and known to nobody else"',
    'SERVER_NAME = "127.0.0.1:9"',
    'PREFERRED_URL_SCHEME = "http"',
    '[CANAILLE]',
    'NAME = "Test"',
    '[CANAILLE_SQL]',
    `DATABASE_URI = "sqlite:///${join(folder, 'canaille.sqlite')}"`,
    '[CANAILLE_OIDC]',
    '[CANAILLE_SCIM]',
    'ENABLE_CLIENT = true',
  ].join('\n'));
  const say = (...words) => {
    const env = { ...process.env, CONFIG: settings };
    const done = spawnSync(canaille, words, { cwd: folder, env, encoding: 'utf8', timeout: 60_000 });
    assert.equal(done.status, 0, `canaille ${words.join(' ')}: ${done.stderr}`);
    return done.stdout;
  };
  say('install');
  const made = JSON.parse(say('create', 'client', '--client-id', 'bailiwick', '--client-name', 'Bailiwick',
    '--client-uri', `${server.address}/scim/v2`).trim().split('\n').at(-1));
  // It asks with a token of its own making; ours is put in its place.
  say('create', 'token', '--token-id', 'ours', '--access-token', secret, '--client', made.id, '--lifetime', '3600',
    '--issue-date', new Date().toISOString().slice(0, 19) + 'Z');
  return { say, end: () => rmSync(folder, { recursive: true, force: true }) };
}

test('a provider sends its users, changes them and takes them away', { skip: whyNot }, async () => {
  const secret = command(server, 'scim', 'rotate').trim();
  const { say, end } = provider(secret);
  const users = async () => {
    const { body } = await call(secret, 'GET', `/Users?filter=${encodeURIComponent('userName eq "rita"')}`);
    return body.Resources.map((user) => [user.emails[0].value, user.name.formatted, user.active]);
  };
  assert.deepEqual(await users(), []);
  say('create', 'user', '--user-name', 'rita', '--password', 'polar-lights-2026', '--family-name', 'Reiersen',
    '--given-name', 'Rita', '--formatted-name', 'Rita Reiersen', '--emails', 'rita@nordlys.example', '--phone-numbers', '+47 22 22 22 22');
  assert.deepEqual(await users(), [['rita@nordlys.example', 'Rita Reiersen', true]]);
  say('set', 'user', 'rita', '--formatted-name', 'Rita Reier', '--family-name', 'Reier');
  assert.deepEqual(await users(), [['rita@nordlys.example', 'Rita Reier', true]]);
  say('delete', 'user', '--user-name', 'rita', '--noconfirm');
  assert.deepEqual(await users(), []);
  assert.match(command(server, 'user', 'list'), /rita@nordlys\.example/);
  end();
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
