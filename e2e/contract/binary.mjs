// Runs commands of the binary on real data, for the tests beside it. The data is not in the repository: it is found by
// BAILIWICK_REAL_DATA or in ../shared/data beside the repository, and where it is missing the tests are skipped.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binary } from '../harness.mjs';

/** The folder of the real data. */
export const data = process.env.BAILIWICK_REAL_DATA ?? join(import.meta.dirname, '../../../shared/data');

/** Why these tests cannot run, or false. */
export function skip(...commands) {
  if (!existsSync(join(data, 'facts.json'))) return 'no ../shared/data';
  if (!existsSync(binary)) return 'the binary is not built';
  const help = spawnSync(binary, ['--help'], { encoding: 'utf8', timeout: 20_000 }).stdout ?? '';
  const missing = commands.find((command) => !new RegExp(`^\\s+${command}\\b`, 'm').test(help));
  return missing ? `the binary has no ${missing} yet` : false;
}

/** What is known to be true of a set: the value of `set.name`. */
export function fact(id) {
  const facts = JSON.parse(readFileSync(join(data, 'facts.json'), 'utf8'));
  return facts[id.split('.')[0]].find((entry) => entry.id === id).value;
}

/** A folder for the files of one test, in the folder of the run. */
export function place() {
  return mkdtempSync(join(process.env.BAILIWICK_E2E_FOLDER ?? tmpdir(), 'contract.'));
}

/** A company without records, in a database of its own. Gives functions that run commands on it. */
export function newCompany({ name = 'Maven', currency = 'USD', database = `sqlite://${join(place(), 'company.db')}` } = {}) {
  const on = (command, args, { code = [0], input = '' } = {}) => {
    const words = [...command.split(' '), '--database', database, ...args];
    const ran = spawnSync(binary, words, { encoding: 'utf8', input, maxBuffer: 1 << 28 });
    assert.ok(code.includes(ran.status), `${words.join(' ')}\nended with ${ran.status}\n${ran.stdout}\n${ran.stderr}`);
    return ran.stdout;
  };
  const owner = ['--owner-email', 'owner@example.test', '--owner-password-stdin'];
  on('init', ['--company', name, '--currency', currency, ...owner], { input: 'a long enough passphrase\n' });
  const json = (command, ...args) => JSON.parse(on(command, [...args, '--json'], {}));
  return { on, json };
}

/** The sum of the numbers that stand under a name anywhere in a report. */
export function sumOf(report, name) {
  if (report === null || typeof report !== 'object') return 0;
  const own = typeof report[name] === 'number' ? report[name] : 0;
  return Object.values(report).reduce((sum, value) => sum + sumOf(value, name), own);
}

/** The lines of a text file that hold anything. */
export function lines(path) {
  return readFileSync(path, 'utf8').split(/\r?\n/).filter((line) => line !== '');
}
