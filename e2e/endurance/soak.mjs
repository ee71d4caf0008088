// A server under load for long: `node soak.mjs ENGINE SECONDS`. Programs write as in the crash test, and people's pages are read
// meanwhile. Fails where an answer is a server error, memory still grows in the last half, or the ledger does not hold.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { chance, database, found, port, program, serve, sound } from './house.mjs';
import { begun } from './ledger.mjs';

const [engine = 'sqlite', seconds = '60'] = process.argv.slice(2);
const PROGRAMS = 4;
/** How much more memory at the end than at half time is no leak, in kB. */
const GROWTH = 32 * 1024;
/** What is read while others write. */
const READ = ['/accounts?search=acc', '/opportunities?sort=-updated_at', '/opportunities?count=exact', '/leads?fields=*', '/measures/win_rate', '/measures', '/organisation'];

const dice = chance(`soak on ${engine}`);
const url = database(engine);
const [token, at] = [found(url), await port()];
const server = await serve(url, at);
const ask = program(server.address, token);
const ledger = await begun(ask, dice);
const [end, samples] = [Date.now() + Number(seconds) * 1000, []];
let reads = 0;

/** The process's own memory, in kB: pages of the file that the system may take back do not count. */
function memory() {
  return Number(/^RssAnon:\s+(\d+)/m.exec(readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))[1]);
}

async function writes(mine) {
  while (Date.now() < end) {
    await ledger.write(ask, mine);
    // As many records as a day's work stay in the hands of one; the others are left alone.
    if (mine.length > 500) mine.splice(0, 250);
    await pause(dice.below(20));
  }
}

async function readsOn() {
  while (Date.now() < end) {
    const path = dice.one(READ);
    const answer = await ask('GET', path);
    assert.equal(answer.status, 200, `${path}: ${JSON.stringify(answer.body)}`);
    reads += 1;
    await pause(dice.below(30));
  }
}

async function watches() {
  while (Date.now() < end) {
    samples.push(memory());
    ledger.touched.clear();
    await pause(Math.min(1000, Number(seconds) * 20));
  }
}

await Promise.all([...Array.from({ length: PROGRAMS }, () => writes([])), readsOn(), readsOn(), watches()]);
await server.stop();
ledger.wholeIn(url);
sound(url);
const [half, last] = [Math.max(...samples.slice(samples.length / 4, samples.length / 2)), samples.at(-1)];
console.log(`soak on ${engine}: ${seconds} s, ${ledger.written} writes, ${reads} reads, memory ${half} kB at half time and ${last} kB at the end`);
assert.ok(last - half < GROWTH, 'memory grows on');
process.exit(0);
