// The API against its own document, by a program nobody here wrote: schemathesis (PyPI) makes requests from the document,
// right and wrong ones, and judges the answers: no fault of the server, no status, type or shape that is not in the document.
//
// A short run here; `BAILIWICK_SCHEMA_SECONDS` makes it longer (`make torture`).

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { command, company, skip } from '../harness.mjs';
import { person } from '../walk.mjs';

/** Where `scripts/setup.sh test` puts programs of others that journeys speak with. */
const peers = process.env.BAILIWICK_PEERS ?? join(import.meta.dirname, '../../target/peers');
const program = join(peers, 'schemathesis/bin/schemathesis');
const why = skip || (existsSync(program) ? false : 'schemathesis is not installed: scripts/setup.sh test');
const seconds = Number(process.env.BAILIWICK_SCHEMA_SECONDS ?? 20);

let server;
let tokens;
let folder;
before(async () => {
  if (why) return;
  process.env.BAILIWICK_API_PER_MINUTE = '1000000';
  server = await company();
  const next = new Date(Date.now() + 30 * 24 * 3600 * 1000).toISOString().slice(0, 10);
  const made = (role) =>
    command(server, 'token', '--email', person(server, role).email, '--name', 'schema', '--expires-on', next, '--write').trim();
  tokens = { owner: made('owner'), rep: made('rep') };
  folder = mkdtempSync(join(tmpdir(), 'bailiwick-schema.'));
  writeFileSync(join(folder, 'schemathesis.toml'), await known(tokens.owner));
});
after(async () => {
  delete process.env.BAILIWICK_API_PER_MINUTE;
  await server?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** Records that are there, by the addresses that name one: ids that are made up would all be answered 404. */
async function known(token) {
  const get = async (path) => (await fetch(`${server.address}${path}`, { headers: { authorization: `Bearer ${token}` } })).json();
  const { paths } = await get('/api/openapi.json');
  const [ids, lines] = [{}, []];
  for (const path of Object.keys(paths).filter((one) => one.includes('/{id}'))) {
    const all = path.split('/{id}')[0];
    if (!paths[all]?.get || all.endsWith('/tokens')) continue;
    ids[all] ??= await get(all).then((found) => (Array.isArray(found) ? found : found.items)?.[0]?.id ?? '');
    if (ids[all]) lines.push('[[operations]]', `include-path = "${path}"`, `parameters = { "path.id" = "${ids[all]}" }`);
  }
  assert.ok(lines.length > 50, 'the demo has records of many kinds');
  return `${lines.join('\n')}\n`;
}

/** Runs schemathesis in somebody's name. */
function judge(token, phases, examples, most) {
  const checks = 'not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance';
  const words = ['run', `${server.address}/api/openapi.json`, '-H', `Authorization: Bearer ${token}`, '--checks', checks];
  words.push('--phases', phases, '--max-examples', String(examples), '--max-time', String(most), '--no-shrink', '--continue-on-failure');
  // It would end the token it calls with.
  words.push('--exclude-name', 'DELETE /api/v1/tokens/{id}');
  words.push('--seed', process.env.BAILIWICK_SCHEMA_SEED ?? '1', '--warnings', 'off', '--suppress-health-check', 'all');
  // A request may wait for another's write, as long as the server lets it.
  words.push('--request-timeout', '60', '--output-sanitize', 'true');
  return new Promise((resolve) => {
    const child = spawn(program, words, { cwd: folder, env: { ...process.env, NO_COLOR: '1', COLUMNS: '160' } });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (printed += data));
    child.on('close', (code) => resolve({ code, printed }));
  });
}

test('nothing is answered that the document does not say, and nothing is a fault of the server', { skip: why }, async () => {
  const { code, printed } = await judge(tokens.owner, 'examples,coverage,fuzzing', seconds > 60 ? 100 : 3, seconds);
  assert.equal(code, 0, printed);
});

test('nor for a rep, who is refused much of it', { skip: why || (seconds > 60 ? false : 'a longer run only') }, async () => {
  const { code, printed } = await judge(tokens.rep, 'examples,coverage,fuzzing', 100, seconds);
  assert.equal(code, 0, printed);
});
