// What the tests of this folder stand on: a company in a database of its own, a server of it that may be killed, and
// programs that write through its API and remember what was answered.
//
// Whatever is chosen by chance comes from a seed, which every test prints. BAILIWICK_SEED repeats one; what the clock of the
// machine decides (how far the server had come when it was killed) stays chance.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { binary, freePort } from '../harness.mjs';

/** The PostgreSQL that tests may use, where there is one. */
export const postgres = process.env.BAILIWICK_TEST_POSTGRES;

/** A folder for the files of one test. */
export const place = () => mkdtempSync(join(process.env.BAILIWICK_E2E_FOLDER ?? tmpdir(), 'endurance.'));

/** Chance that can be repeated: `next()` in [0, 1), `below(n)`, `one(list)`. The seed is printed. */
export function chance(name, seed = Number(process.env.BAILIWICK_SEED ?? Date.now() % 1_000_000_000)) {
  console.log(`${name}: BAILIWICK_SEED=${seed}`);
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n) => Math.floor(next() * n);
  return { next, below, one: (list) => list[below(list.length)] };
}

/** The address of a database that is made for one test. */
let made = 0;
export function database(engine, { folder = place(), durable = false } = {}) {
  if (engine === 'sqlite') return `sqlite://${join(folder, 'company.db')}`;
  made += 1;
  const name = `endurance_${process.pid}_${made}`;
  const settle = durable ? ['-c', `alter database ${name} set synchronous_commit = on`] : [];
  const ran = spawnSync('psql', [postgres, '-q', '-c', `create database ${name}`, ...settle], { encoding: 'utf8' });
  assert.equal(ran.status, 0, ran.stderr);
  return postgres.replace(/\/[^/?]*(\?|$)/, `/${name}$1`);
}

/** Runs a command of the product on a database. Gives what it printed. */
export function run(url, words, { input = '', code = [0] } = {}) {
  const ran = spawnSync(binary, [...words, '--database', url], { encoding: 'utf8', input, maxBuffer: 1 << 28 });
  assert.ok(code.includes(ran.status), `${words.join(' ')} ended with ${ran.status}\n${ran.stdout}\n${ran.stderr}`);
  return ran.stdout;
}

/** A company of three people; gives the token of a program that may write. */
export function found(url) {
  const owner = ['--owner-email', 'owner@example.test', '--owner-password-stdin'];
  run(url, ['init', '--company', 'Bench', '--currency', 'EUR', ...owner], { input: 'a long enough passphrase\n' });
  const people = join(place(), 'people.csv');
  const rows = ['id,name,email,title,manager,unit', 'head,Hanna Head,hanna@example.test,Head of Sales,,Sales'];
  rows.push('r1,Rep One,r1@example.test,Account Executive,head,Sales', 'r2,Rep Two,r2@example.test,Account Executive,head,Sales');
  writeFileSync(people, `${rows.join('\n')}\n`);
  run(url, ['import', people]);
  return token(url);
}

/** The token of a program that acts for someone. */
export function token(url, email = 'owner@example.test') {
  const until = new Date(Date.now() + 86_400_000 * 300).toISOString().slice(0, 10);
  return run(url, ['token', '--email', email, '--name', `program ${Math.random()}`, '--expires-on', until, '--write']).trim();
}

/** The port of a house of tests; the same for all its servers, so that programs find the next one. */
export const port = freePort;

/** Serves a database. `kill` ends it at once, `stop` as an owner would; `wrapped` are words before the binary. */
export async function serve(url, at, { words = [], wrapped = [], env = {} } = {}) {
  const command = [...wrapped, binary, 'serve', '--database', url, '--port', String(at), '--api-per-minute', '100000000', ...words];
  const child = spawn(command[0], command.slice(1), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, RUST_LOG: 'error', ...env },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output = (output + data).slice(-20_000)));
  const ended = new Promise((resolve) => child.on('close', resolve));
  const end = async (signal) => {
    if (child.exitCode === null) child.kill(signal);
    await ended;
    return output;
  };
  const onExit = () => child.kill('SIGKILL');
  process.on('exit', onExit);
  void ended.then(() => process.off('exit', onExit));
  const address = `http://127.0.0.1:${at}`;
  const began = Date.now();
  while (!(await isReady(address))) {
    if (child.exitCode !== null) throw new Error(`bailiwick serve ended with ${child.exitCode}:\n${output}`);
    if (Date.now() - began > 60_000) throw new Error(`bailiwick serve is not ready after a minute:\n${output}`);
    await pause(5);
  }
  return { address, child, kill: () => end('SIGKILL'), stop: () => end('SIGTERM'), printed: () => output };
}

/** Whether the server says that it can serve. */
export async function isReady(address) {
  try {
    return (await fetch(`${address}/readyz`)).ok;
  } catch {
    return false;
  }
}

/** A program: `ask(method, path, body, headers)` gives `{status, body, etag, headers}`, and throws where no answer came. */
export function program(address, token) {
  return async (method, path, body, headers = {}) => {
    const answer = await fetch(`${address}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(60_000),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? null : JSON.parse(text), etag: answer.headers.get('etag'), headers: answer.headers };
  };
}

/** Fails where the doctor finds anything broken but the settings of the tests' own PostgreSQL, which never syncs, and what is meant to be. */
export function sound(url, meant = []) {
  const found = JSON.parse(run(url, ['doctor', '--json'], { code: [0, 1] }));
  const broken = found.filter(({ check, grade }) => grade === 'broken' && !['settings', ...meant].includes(check));
  assert.deepEqual(broken, [], 'what the doctor finds broken');
}
