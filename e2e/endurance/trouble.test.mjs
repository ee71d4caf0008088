// What goes wrong around a server: its disk fills, the clock is set, PostgreSQL is restarted underneath, connections are slow.
// Nothing acknowledged is lost, errors say what is so, and it goes on by itself when the trouble is over.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, openSync, rmSync, writeSync, closeSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { skip } from '../harness.mjs';
import { chance, database, found, place, port, postgres, program, run, serve, sound } from './house.mjs';
import { begun } from './ledger.mjs';

const isRoot = process.getuid?.() === 0;
const control = process.env.BAILIWICK_TEST_POSTGRES_CONTROL;

/** Writes until a program is answered by something that says that it cannot. Gives that answer. */
async function untilRefused(ledger, ask, mine, most = 3000) {
  for (let written = 0; written < most; written += 1) {
    try {
      await ledger.write(ask, mine);
    } catch (fault) {
      if (!fault.answer) throw fault;
      return fault.answer;
    }
  }
  return assert.fail(`${most} writes were taken`);
}

/** That an answer tells a program what is so, and when to come again. */
function saysWhy(answer, title) {
  assert.equal(answer.status, 503, JSON.stringify(answer.body));
  assert.match(answer.headers.get('content-type'), /application\/problem\+json/);
  assert.equal(answer.body.title, title);
  assert.ok(Number(answer.headers.get('retry-after')) > 0, 'Retry-After');
}

test('a full disk loses nothing, and it goes on when there is room', { skip: skip || (!isRoot && 'only root makes a small disk') }, async (t) => {
  const folder = join(place(), 'disk');
  mkdirSync(folder);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'none', folder], { encoding: 'utf8' });
  if (mounted.status !== 0) return t.skip(`no small disk: ${mounted.stderr}`);
  try {
    const url = database('sqlite', { folder });
    const [token, at, dice] = [found(url), await port(), chance('a full disk')];
    const ballast = join(folder, 'ballast');
    const server = await serve(url, at);
    const ask = program(server.address, token);
    const [ledger, mine] = [await begun(ask, dice), []];
    for (let n = 0; n < 20; n += 1) await ledger.write(ask, mine);
    for (let turn = 0; turn < 2; turn += 1) {
      fill(ballast);
      saysWhy(await untilRefused(ledger, ask, mine), 'The disk is full');
      assert.equal((await ask('GET', '/accounts')).status, 200, 'reading goes on');
      rmSync(ballast);
      await ledger.check(ask);
      for (let n = 0; n < 20; n += 1) await ledger.write(ask, mine);
    }
    fill(ballast);
    await untilRefused(ledger, ask, mine);
    await server.kill();
    rmSync(ballast);
    const again = await serve(url, at);
    await ledger.check(ask);
    await again.stop();
    ledger.wholeIn(url);
    sound(url, ['disk']);
  } finally {
    spawnSync('umount', ['-l', folder]);
  }
});

/** Takes all the room that is left. */
function fill(path) {
  for (const size of [1 << 20, 4096]) {
    const file = openSync(path, 'a');
    try {
      for (;;) if (writeSync(file, Buffer.alloc(size)) < size) break;
    } catch (fault) {
      assert.equal(fault.code, 'ENOSPC');
    } finally {
      closeSync(file);
    }
  }
}

/** libfaketime, where Debian's is installed: it gives a process another clock. */
const faketime = ['x86_64', 'aarch64'].map((cpu) => `/usr/lib/${cpu}-linux-gnu/faketime/libfaketime.so.1`).find(existsSync);

test('a clock that is set back and forth loses nothing', { skip: skip || (!faketime && 'no libfaketime') }, async () => {
  const url = database('sqlite');
  const [token, at, dice] = [found(url), await port(), chance('a clock')];
  const [mine, ids] = [[], new Set()];
  let ledger;
  for (const offset of ['+0', '+3d', '-2d', '+0', '-1h', '+20d', '+0']) {
    const server = await serve(url, at, { env: { LD_PRELOAD: faketime, FAKETIME: offset, FAKETIME_DONT_FAKE_MONOTONIC: '1' } });
    const ask = program(server.address, token);
    ledger ??= await begun(ask, dice);
    await ledger.check(ask);
    // What would lie before the step it follows is refused, and says so.
    ledger.mayRefuse = true;
    for (let n = 0; n < 25; n += 1) await ledger.write(ask, mine).catch((fault) => assert.equal(fault.message, 'refused', fault));
    for (const { id } of mine) ids.add(id);
    await server.kill();
  }
  const server = await serve(url, at);
  await ledger.check(program(server.address, token));
  await server.stop();
  assert.equal(ids.size, mine.length, 'an id is given once');
  ledger.wholeIn(url);
  // What it wrote at times that were sealed is known for that, and no change of the history.
  sound(url, ['clock']);
  const history = JSON.parse(run(url, ['doctor', '--json'], { code: [0, 1] })).find(({ check }) => check === 'history');
  assert.match(history.says, /\d+ of them bear the time of a stretch sealed before/);
});

test('PostgreSQL restarted underneath is waited for', { skip: skip || (!(postgres && control) && 'no PostgreSQL that may be stopped') }, async () => {
  const url = database('postgres', { durable: true });
  const [token, at, dice] = [found(url), await port(), chance('PostgreSQL restarted')];
  const server = await serve(url, at);
  const ask = program(server.address, token);
  const ledger = await begun(ask, dice);
  const owned = [[], [], [], []];
  for (let turn = 0; turn < 3; turn += 1) {
    const answers = owned.map((mine) => untilRefused(ledger, ask, mine, 100_000));
    await pause(100 + dice.below(300));
    assert.equal(spawnSync(control, ['stop'], { encoding: 'utf8' }).status, 0);
    for (const answer of await Promise.all(answers)) saysWhy(answer, 'The database does not answer');
    saysWhy(await ask('GET', '/accounts'), 'The database does not answer');
    assert.equal((await fetch(`${server.address}/healthz`)).status, 200, 'the process lives');
    assert.equal((await fetch(`${server.address}/readyz`)).status, 503, 'and says that it cannot serve');
    assert.equal(spawnSync(control, ['start'], { encoding: 'utf8', stdio: 'ignore' }).status, 0);
    while ((await fetch(`${server.address}/readyz`)).status !== 200) await pause(20);
    await ledger.check(ask);
    for (const mine of owned) for (let n = 0; n < 5; n += 1) await ledger.write(ask, mine);
  }
  await server.stop();
  ledger.wholeIn(url);
  sound(url);
});

test('slow connections are given up, and others are not held up by them', { skip, timeout: 120_000 }, async () => {
  const url = database('sqlite');
  const [token, at] = [found(url), await port()];
  const server = await serve(url, at, { words: ['--request-seconds', '3'] });
  const ask = program(server.address, token);
  const head = `POST /api/v1/accounts HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${token}\r\n`;
  const body = `${head}content-type: application/json\r\ncontent-length: 1000\r\n\r\n{`;
  const slow = Array.from({ length: 300 }, (_, n) => dripping(at, n % 2 ? head : body));
  await pause(500);
  const began = Date.now();
  for (let n = 0; n < 20; n += 1) assert.equal((await ask('GET', '/accounts')).status, 200);
  assert.ok(Date.now() - began < 20_000, 'clicks beside slow connections');
  const lasted = await Promise.all(slow);
  assert.ok(Math.max(...lasted) < 30_000, `a slow connection lasted ${Math.max(...lasted)} ms`);
  await server.stop();
});

/** Sends a few bytes more every second for as long as it is let. Gives how long that was, in milliseconds. */
function dripping(port, text) {
  return new Promise((resolve) => {
    const began = Date.now();
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    const drip = setInterval(() => socket.write('x'), 1000);
    socket.on('error', () => {});
    socket.on('data', () => {});
    socket.on('close', () => {
      clearInterval(drip);
      resolve(Date.now() - began);
    });
  });
}
