// What every journey stands on: a server of its own on a fresh database, a browser, and the checks made on each page.
//
// A journey asks for `company({from: 'demo'})` or `company({from: 'nothing'})` and gets an address and, of the demo, its
// people with their sign-ins. The demo company is built once in a run and copied, because building it is the slow part.
// Everything lives in one temporary folder that `run.mjs` removes; servers listen on 127.0.0.1 alone.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const here = import.meta.dirname;
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The binary under test. */
export const binary = process.env.BAILIWICK_BINARY ?? join(here, '../target/debug/bailiwick');

/** Why journeys cannot run, or false: what `node --test` takes as its `skip`. */
export const skip = cannotRun();

/** The settings every page is looked at in, pairwise (see pairwise.mjs). */
export const settings = { theme: ['light', 'dark'], width: [360, 1440], language: ['en', 'nb', 'zh-Hans'] };

function cannotRun() {
  if (!existsSync(binary)) return 'the binary is not built';
  const help = spawnSync(binary, ['--help'], { encoding: 'utf8', timeout: 20_000 });
  const commands = help.stdout ?? '';
  return /^\s+serve\b/m.test(commands) && /^\s+demo\b/m.test(commands) ? false : 'the binary does not serve yet';
}

/** The folder of this run; run.mjs makes it, and a journey run by hand makes its own. */
function folder() {
  process.env.BAILIWICK_E2E_FOLDER ??= mkdtempSync(join(tmpdir(), 'bailiwick-e2e.'));
  return process.env.BAILIWICK_E2E_FOLDER;
}

/** A port that is free now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Starts the binary and waits until it answers; `stop` ends it and says what it printed. */
async function start(database) {
  const port = await freePort();
  const child = spawn(binary, ['serve', '--database', `sqlite://${database}`, '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, RUST_LOG: process.env.RUST_LOG ?? 'warn' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
  const ended = new Promise((resolve) => child.on('close', resolve));
  const stop = async () => {
    if (child.exitCode === null) child.kill('SIGTERM');
    await ended;
    return output;
  };
  process.on('exit', () => child.kill('SIGKILL'));
  const address = `http://127.0.0.1:${port}`;
  const printed = () => output;
  while (!(await answers(`${address}/readyz`))) {
    if (child.exitCode !== null) throw new Error(`bailiwick serve ended with ${child.exitCode}:\n${output}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { address, stop, printed };
}

async function answers(url) {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

/** Builds the demo company once in a run. Gives the folder of its database, and its sign-ins. */
function template() {
  const place = join(folder(), 'demo');
  const known = `${place}.json`;
  if (!existsSync(known)) {
    mkdirSync(place, { recursive: true });
    const words = ['demo', '--small', '--no-serve', '--database', `sqlite://${join(place, 'company.db')}`];
    const built = spawnSync(binary, words, { encoding: 'utf8' });
    assert.equal(built.status, 0, `bailiwick demo: ${built.stdout}\n${built.stderr}`);
    writeFileSync(known, JSON.stringify(signIns(built.stdout)));
  }
  return { place, people: JSON.parse(readFileSync(known, 'utf8')) };
}

/** The sign-ins that `bailiwick demo` prints, a line each: what the person is, name, e-mail, password, apart by spaces. */
export function signIns(printed) {
  const lines = printed.split('\n').map((line) => /^\s*(\S+)\s{2,}(\S.*?)\s{2,}(\S+@\S+)\s+(\S+)\s*$/.exec(line));
  return lines.filter(Boolean).map(([, role, name, email, password]) => ({ role, name, email, password }));
}

/** A server on a database of its own: a copy of the small demo company, or nothing yet. */
export async function company({ from = 'demo' } = {}) {
  const place = mkdtempSync(join(folder(), 'company.'));
  let people = [];
  if (from === 'demo') {
    const source = template();
    people = source.people;
    for (const name of readdirSync(source.place)) cpSync(join(source.place, name), join(place, name));
  }
  const database = join(place, 'company.db');
  const server = await start(database);
  return { ...server, people, database };
}

/** A command of the product beside the running server. Gives what it printed. */
export function command(server, ...words) {
  const done = spawnSync(binary, [...words, '--database', `sqlite://${server.database}`], { encoding: 'utf8' });
  assert.equal(done.status, 0, `bailiwick ${words.join(' ')}: ${done.stdout}\n${done.stderr}`);
  return done.stdout;
}

/** A browser: Debian's Chromium, or what CHROMIUM names. */
export function browser() {
  const quiet = ['quic', 'background-networking', 'component-update', 'sync'].map((name) => `--disable-${name}`);
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', ...quiet],
  });
}

/** A page in one combination of the settings. axe must be let past the content policy, which allows no script of ours. */
export async function open(browser, { address = '', theme = 'light', width = 1440, language = 'en' } = {}) {
  const context = await browser.newContext({
    baseURL: address || undefined,
    bypassCSP: true,
    colorScheme: theme,
    locale: language,
    reducedMotion: 'reduce',
    viewport: { width, height: width < 600 ? 780 : 900 },
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(String(error)));
  page.on('response', (answer) => answer.status() >= 500 && page.faults.push(`${answer.status()} ${answer.url()}`));
  return page;
}

/** Signs in by the form, as a person would. */
export async function signIn(page, email, password) {
  await page.goto('/sign-in');
  await page.fill('input[name=email]', email);
  await page.fill('input[name=password]', password);
  await page.click('main form button.primary');
  await page.waitForURL((url) => url.pathname !== '/sign-in', { waitUntil: 'commit' });
  await page.locator('nav#side').waitFor({ state: 'attached' });
}

/** What axe finds wrong with the page: one line for each rule and element. */
export async function violations(page) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.addScriptTag({ content: axeSource });
  const found = await page.evaluate(async () => (await globalThis.axe.run(document)).violations);
  return found.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')}: ${rule.help}`));
}

/** Fails when the page has an axe violation, scrolls sideways, threw an error, or a request to us failed. */
export async function checkPage(page) {
  assert.deepEqual(await violations(page), [], `axe on ${page.url()}`);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(sideways <= 0, `${page.url()} is ${sideways} px wider than the window`);
  assert.deepEqual(page.faults, [], `errors on ${page.url()}`);
}

/** A picture in e2e/out, or in the folder that PICTURES names. */
export async function screenshot(page, name) {
  const place = process.env.PICTURES ?? join(here, 'out');
  mkdirSync(place, { recursive: true });
  await page.screenshot({ path: join(place, `${name}.png`), animations: 'disabled' });
}
