// Signing in at an identity provider that nobody here wrote: canaille (PyPI), run beside the server for the time of the test.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { browser, checkPage, company, freePort, open, skip } from '../harness.mjs';
import { arrived, look, person } from '../walk.mjs';

/** Where `scripts/setup.sh test` puts programs of others that journeys speak with. */
const canaille = join(process.env.BAILIWICK_PEERS ?? join(import.meta.dirname, '../../target/peers'), 'bin/canaille');
const why = skip || (existsSync(canaille) ? false : 'canaille is not installed: scripts/setup.sh test');
const secret = 'a-secret-of-the-test';

let chromium;
let server;
let provider;
before(async () => {
  if (why) return;
  const port = await freePort();
  Object.assign(process.env, {
    BAILIWICK_OPENID_ISSUER: `http://127.0.0.1:${port}`,
    BAILIWICK_OPENID_CLIENT_ID: 'bailiwick',
    BAILIWICK_OPENID_CLIENT_SECRET: secret,
    BAILIWICK_OPENID_NAME: 'Canaille',
    BAILIWICK_OPENID_TRUSTS_ADDRESSES: 'true',
  });
  [chromium, server] = [await browser(), await company()];
  provider = await run(port);
});
after(async () => {
  provider?.kill('SIGTERM');
  await chromium?.close();
  await server?.stop();
});

/** Runs canaille with one person of the demo, one stranger, and us as its client. */
async function run(port) {
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-canaille.'));
  const settings = join(folder, 'canaille.toml');
  const env = { ...process.env, CONFIG: settings };
  const say = (...words) => {
    const done = spawnSync(canaille, words, { cwd: folder, env, encoding: 'utf8', timeout: 60_000 });
    assert.equal(done.status, 0, `canaille ${words.join(' ')}: ${done.stderr}`);
    return done.stdout;
  };
  const basics = [
    'SECRET_KEY = "long enough for a test, and known to nobody else"',
    `SERVER_NAME = "127.0.0.1:${port}"`,
    'PREFERRED_URL_SCHEME = "http"',
    '[CANAILLE]',
    'NAME = "Test"',
    '[CANAILLE_SQL]',
    `DATABASE_URI = "sqlite:///${join(folder, 'canaille.sqlite')}"`,
    '[CANAILLE_OIDC]',
  ].join('\n');
  writeFileSync(settings, `${basics}\n`);
  const key = JSON.parse(say('jwk', 'create', 'rsa').trim().split('\n').at(-1));
  const fields = Object.entries({ kid: 'one', ...key }).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  writeFileSync(settings, `${basics}\nACTIVE_JWKS = [ { ${fields.join(', ')} } ]\n`);
  say('install');
  const user = (name, email) =>
    say('create', 'user', '--user-name', name, '--password', 'polar-lights-2026', '--family-name', name, '--given-name', name,
      '--formatted-name', name, '--emails', email);
  user('rep', person(server, 'rep').email);
  user('stranger', 'stranger@elsewhere.example');
  say('create', 'client', '--client-id', 'bailiwick', '--client-secret', secret, '--client-name', 'Bailiwick',
    '--client-uri', server.address, '--redirect-uris', `${server.address}/sign-in/openid/back`,
    '--scope', 'openid', '--scope', 'email', '--scope', 'profile', '--grant-types', 'authorization_code',
    '--response-types', 'code', '--token-endpoint-auth-method', 'client_secret_basic');
  // Its pages make a client its own audience; its command line does not.
  say('set', 'client', 'bailiwick', '--audience', 'bailiwick');
  const child = spawn(canaille, ['run', '--bind', `127.0.0.1:${port}`], { cwd: folder, env, stdio: 'ignore' });
  process.on('exit', () => child.kill('SIGKILL'));
  const address = `http://127.0.0.1:${port}/.well-known/openid-configuration`;
  for (let tries = 0; ; tries++) {
    if (await fetch(address).then((answer) => answer.ok, () => false)) return child;
    assert.ok(tries < 600 && child.exitCode === null, 'canaille does not answer');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Goes to the provider from our page and signs in there. */
async function through(page, login) {
  await page.goto('/sign-in?next=%2Faccounts');
  await checkPage(page);
  await page.getByRole('link', { name: 'Sign in with Canaille' }).click();
  await page.waitForURL((url) => !url.href.startsWith(server.address));
  await page.locator('input[name=login], input[name=username], input[name=user_name]').first().fill(login);
  await page.keyboard.press('Enter');
  await page.locator('input[type=password]').waitFor();
  await page.locator('input[type=password]').fill('polar-lights-2026');
  await page.keyboard.press('Enter');
  const consent = page.locator('button[name=answer][value=accept]');
  const back = page.waitForURL((url) => url.href.startsWith(server.address));
  await Promise.race([back, consent.waitFor().then(() => consent.click(), () => {})]);
  await back;
}

test('a rep signs in at the provider, and a stranger does not come in', { skip: why }, async () => {
  const page = await open(chromium, { address: server.address });
  await through(page, 'rep');
  await arrived(page, '/accounts');
  await look(page, '/settings/security');
  await page.context().close();
  const other = await open(chromium, { address: server.address });
  await through(other, 'stranger');
  await other.locator('.errors').waitFor();
  await checkPage(other);
  await other.goto('/accounts');
  await arrived(other, '/sign-in');
  await other.goto('/sign-in/openid/back?state=guessed&code=guessed');
  await other.locator('.errors').waitFor();
  await other.context().close();
});
