// The server is killed (SIGKILL) at random moments while programs write through its API, and started again. What was
// acknowledged stands, what was not stands whole or not at all, and in the end every invariant holds.
//
// BAILIWICK_CRASH_ROUNDS says how often (200; `make torture` asks for 1,000), shared out over both engines.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { skip } from '../harness.mjs';
import { chance, database, found, port, postgres, program, serve, sound } from './house.mjs';
import { begun } from './ledger.mjs';

const ROUNDS = Number(process.env.BAILIWICK_CRASH_ROUNDS ?? 200);
const PROGRAMS = 6;
const engines = postgres ? ['sqlite', 'postgres'] : ['sqlite'];

describe('killed at random moments', { concurrency: true }, () => {
  for (const engine of engines) {
    test(`nothing acknowledged is lost when it is killed, on ${engine}`, { skip }, async (t) => {
      const dice = chance(`crash on ${engine}`);
      const url = database(engine);
      const [token, at] = [found(url), await port()];
      let server = await serve(url, at);
      // A server that is left behind would keep a failed run from its end.
      t.after(() => server.kill());
      const ask = program(server.address, token);
      const ledger = await begun(ask, dice);
      const owned = Array.from({ length: PROGRAMS }, () => []);
      const rounds = Math.ceil(ROUNDS / engines.length);
      for (let round = 1; round <= rounds; round += 1) {
        const writing = owned.map((mine) => untilItBreaks(() => ledger.write(ask, mine)));
        await until(ledger, dice);
        await server.kill();
        await Promise.all(writing);
        server = await serve(url, at);
        await ledger.check(ask).catch((fault) => {
          fault.message = `round ${round}: ${fault.message}`;
          throw fault;
        });
      }
      await server.stop();
      ledger.wholeIn(url);
      sound(url);
      console.log(`${engine}: killed ${rounds} times, ${ledger.written} writes acknowledged, ${ledger.records.size} records`);
      assert.ok(ledger.written > rounds, 'programs wrote in between');
    });
  }
});

/** Waits for some writes, but not long, and then for a moment in the midst of others. */
async function until(ledger, dice) {
  const enough = ledger.written + dice.below(25);
  const late = Date.now() + 300;
  while (ledger.written < enough && Date.now() < late) await pause(2);
  await pause(dice.next() * 12);
}

/** Goes on until no answer comes. A refusal is a fault. */
async function untilItBreaks(write) {
  try {
    for (;;) await write();
  } catch (fault) {
    const isGone = fault.answer || ['fetch failed', 'terminated'].includes(fault.message);
    if (!isGone) throw fault;
  }
}
