// Agents: the tools of `/mcp` called with a program nobody here wrote, the MCP inspector's command line (npm), on the demo
// company, by HTTP and over standard input and output.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { binary, command, company, skip } from '../harness.mjs';
import { person } from '../walk.mjs';

const inspector = createRequire(import.meta.url).resolve('@modelcontextprotocol/inspector-cli/build/cli.js');

let server;
const tokens = {};
before(async () => {
  if (skip) return;
  server = await company();
  const made = (role, ...words) =>
    command(server, 'token', '--email', person(server, role).email, '--name', 'agent', '--expires-on', later(), ...words).trim();
  tokens.rep = made('rep', '--write');
  tokens.head = made('head');
});
after(() => server?.stop());

/** A day next month. */
function later() {
  return new Date(Date.now() + 30 * 24 * 3600 * 1000).toISOString().slice(0, 10);
}

/** Runs the inspector; gives what it prints as JSON. */
function inspect(target, ...words) {
  const done = spawnSync(process.execPath, [inspector, '--cli', ...target, ...words], { encoding: 'utf8', timeout: 60_000 });
  assert.equal(done.status, 0, `${words.join(' ')}: ${done.stdout}\n${done.stderr}`);
  return JSON.parse(done.stdout.slice(done.stdout.indexOf('{')));
}
const by = (token) => [`${server.address}/mcp`, '--transport', 'http', '--header', `Authorization: Bearer ${token}`];

/** Calls a tool; gives its result. */
function call(target, tool, args = {}) {
  const given = Object.entries(args).map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const result = inspect(target, '--method', 'tools/call', '--tool-name', tool, ...given.flatMap((arg) => ['--tool-arg', arg]));
  return { refused: result.isError === true, told: JSON.parse(result.content[0].text) };
}

async function api(token, path) {
  const answer = await fetch(`${server.address}${path}`, { headers: { authorization: `Bearer ${token}` } });
  assert.equal(answer.status, 200, path);
  return answer.json();
}

test('an agent finds, reads and asks for figures, and sees what the API shows its user', { skip }, async () => {
  const { tools } = inspect(by(tokens.head), '--method', 'tools/list');
  assert.ok(tools.some((tool) => tool.name === 'measure') && !tools.some((tool) => tool.name === 'create_record'));
  for (const token of [tokens.rep, tokens.head]) {
    const filter = 'outcome = open and amount >= 1000';
    const { told } = call(by(token), 'list_records', { kind: 'opportunities', filter, sort: '-amount' });
    const due = await api(token, `/api/v1/opportunities?limit=25&sort=-amount&filter=${encodeURIComponent(filter)}`);
    assert.deepEqual(told, due);
    assert.ok(told.items.length > 0);
    const one = call(by(token), 'read_record', { kind: 'opportunities', id: told.items[0].id });
    assert.deepEqual(one.told, await api(token, `/api/v1/opportunities/${told.items[0].id}`));
  }
  assert.deepEqual(call(by(tokens.rep), 'today').told, await api(tokens.rep, '/api/v1/today'));
  const rate = call(by(tokens.head), 'measure', { id: 'win_rate', by: 'manager' });
  assert.ok(rate.told.rows.length > 1, JSON.stringify(rate));
  const covers = call(by(tokens.head), 'who_covers');
  assert.ok(!covers.refused, JSON.stringify(covers));
  const shape = call(by(tokens.rep), 'organisation', { fold: 2 });
  assert.ok(shape.told.nodes.length > 1);
});

test('an agent that may write logs a call and changes a record, and is told what it may not', { skip }, async () => {
  const { told } = call(by(tokens.rep), 'list_records', { kind: 'opportunities', filter: 'outcome = open and owner = me', fields: 'name,account', limit: 1 });
  const deal = told.items[0].id;
  const logged = call(by(tokens.rep), 'log_activity', { kind: 'call', subject: 'Asked for the budget', opportunity: deal });
  assert.ok(!logged.refused, JSON.stringify(logged));
  const changed = call(by(tokens.rep), 'change_record', { kind: 'opportunities', id: deal, fields: { next_step: 'Send the offer' } });
  assert.equal(changed.told.next_step, 'Send the offer', JSON.stringify(changed));
  const fields = call(by(tokens.rep), 'describe_kind', { kind: 'opportunities' });
  assert.ok(fields.told.create.properties.next_step);
  const preview = call(by(tokens.rep), 'preview_handoff', { noun: 'opportunity', record: deal });
  assert.ok(preview.told.state === 'offered' || preview.told.status === 422, JSON.stringify(preview));
  const refused = call(by(tokens.head), 'change_record', { kind: 'opportunities', id: deal, fields: { next_step: 'Nothing' } });
  assert.ok(refused.refused && refused.told.status === 403);
});

test('the same tools speak over standard input and output', { skip }, async () => {
  const line = [binary, 'mcp', '--database', `sqlite://${server.database}`, '-e', `BAILIWICK_TOKEN=${tokens.rep}`];
  const { told } = call(line, 'search', { q: 'a' });
  assert.deepEqual(told, await api(tokens.rep, '/api/v1/search?q=a'));
  const wrong = spawnSync(binary, ['mcp', '--database', `sqlite://${server.database}`, '--token', 'bwk_guessed'], { encoding: 'utf8', input: '' });
  assert.equal(wrong.status, 1, wrong.stderr);
});
