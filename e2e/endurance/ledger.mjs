// Programs that write at once, and the ledger of what they were answered: every write that was acknowledged must stand, and
// one of which no answer came must stand whole or not at all.
//
// Each program has records of its own, so what a record must be is known exactly: its fields, its version, and as many
// entries of the history as it has versions.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { place, run } from './house.mjs';

const STAGES = ['qualifying', 'presenting', 'negotiating', 'closing', 'won'];
const KINDS = ['accounts', 'opportunities', 'contacts', 'leads'];

/** The ledger of a company whose records the two positions own. */
export class Ledger {
  constructor(dice, owners, stages) {
    Object.assign(this, { dice, owners, stages, records: new Map(), unknown: [], touched: new Set(), written: 0, refused: 0, made: 0 });
  }

  /** One write of a program, chosen by chance. A write without an answer is kept as unknown. */
  async write(ask, mine) {
    const record = mine.length > 2 && this.dice.next() < 0.6 ? this.dice.one(mine) : undefined;
    if (record === undefined) return this.dice.next() < 0.15 ? this.makeMany(ask, mine) : this.make(ask, mine);
    return record.kind === 'opportunities' && this.dice.next() < 0.5 ? this.move(ask, record) : this.change(ask, record);
  }

  named(kind, mine) {
    this.made += 1;
    const name = `${kind} ${this.made}`;
    const account = mine.findLast((record) => record.kind === 'accounts' && !record.isUnknown);
    const fields = kind === 'contacts' ? { last_name: name } : { name };
    if (kind !== 'leads') fields.owner = this.dice.one(this.owners);
    if (kind === 'opportunities') Object.assign(fields, { amount: this.amount(), close_on: '2031-12-31', account: account?.id });
    if (kind === 'contacts') fields.account = account?.id;
    return { name, fields };
  }

  amount() {
    return { amount: `${1 + this.dice.below(90_000)}.50`, currency: 'EUR' };
  }

  async make(ask, mine) {
    const has = mine.some((record) => record.kind === 'accounts' && !record.isUnknown);
    const kind = has ? this.dice.one(KINDS) : 'accounts';
    const { name, fields } = this.named(kind, mine);
    const record = { kind, name, fields, version: 1, stage: kind === 'opportunities' ? 'prospecting' : undefined, mine };
    const answer = await this.asked(ask('POST', `/${kind}`, fields), { is: 'new', record });
    this.keep(record, answer.body.id);
  }

  async makeMany(ask, mine) {
    const items = Array.from({ length: 5 }, () => this.named('accounts', []));
    const records = items.map(({ name, fields }) => ({ kind: 'accounts', name, fields, version: 1, mine }));
    const answer = await this.asked(ask('POST', '/accounts/batch', { items: items.map(({ fields }) => fields) }), { is: 'many', records });
    answer.body.results.forEach(({ status, id }, at) => {
      assert.equal(status, 201, JSON.stringify(answer.body));
      this.keep(records[at], id);
    });
  }

  async change(ask, record) {
    this.made += 1;
    const fields = { description: `Change ${this.made}${', longer'.repeat(this.dice.below(300))}` };
    if (record.kind === 'opportunities') fields.amount = this.amount();
    if (record.kind === 'contacts') fields.title = `Title ${this.made}`;
    if (record.kind === 'accounts') fields.employees = this.made;
    const after = { fields: { ...record.fields, ...fields }, version: record.version + 1, stage: record.stage };
    await this.asked(ask('PATCH', `/${record.kind}/${record.id}`, fields, { 'if-match': `"${record.version}"` }), { is: 'next', record, after });
    Object.assign(record, after);
  }

  async move(ask, record) {
    const stage = STAGES[STAGES.indexOf(record.stage) + 1] ?? 'prospecting';
    // What is won closes on that day.
    const { close_on: closes, ...others } = record.fields;
    const fields = stage === 'won' || closes === undefined ? others : record.fields;
    const after = { fields, version: record.version + 1, stage };
    const moved = ask('POST', `/opportunities/${record.id}/stage`, { stage }, { 'if-match': `"${record.version}"` });
    await this.asked(moved, { is: 'next', record, after });
    Object.assign(record, after);
  }

  /** Waits for an answer. Where none comes, or one that says that the server could not, what was asked is unknown. */
  async asked(request, what) {
    const records = what.records ?? [what.record];
    for (const record of records) {
      record.isUnknown = true;
      if (record.id) this.touched.add(record);
    }
    this.unknown.push(what);
    const answer = await request;
    if (answer.status >= 500) throw Object.assign(new Error(`answered ${answer.status}`), { answer });
    if (answer.status === 422 && this.mayRefuse) {
      this.forget(what, records);
      throw Object.assign(new Error('refused'), { answer });
    }
    assert.ok(answer.status < 300, `${what.is} ${records[0].kind}: ${answer.status} ${JSON.stringify(answer.body)}`);
    this.forget(what, records);
    this.written += 1;
    return answer;
  }

  forget(what, records) {
    this.unknown.splice(this.unknown.indexOf(what), 1);
    for (const record of records) record.isUnknown = false;
  }

  keep(record, id) {
    assert.ok(!this.records.has(id), `${record.name} got the id of another`);
    Object.assign(record, { id, isUnknown: false });
    this.records.set(id, record);
    this.touched.add(record);
    record.mine.push(record);
  }

  /** Finds out what became of writes without an answer, then looks at each record that was touched since the last time. */
  async check(ask) {
    for (const what of this.unknown.splice(0)) {
      if (what.is === 'next') await this.settle(ask, what);
      else await this.search(ask, what.records ?? [what.record]);
    }
    const touched = [...this.touched];
    this.touched.clear();
    for (let at = 0; at < touched.length; at += 8) {
      await Promise.all(touched.slice(at, at + 8).map(async (record) => this.compare(await this.read(ask, record), record)));
    }
  }

  async read(ask, record) {
    const answer = await ask('GET', `/${record.kind}/${record.id}`);
    assert.equal(answer.status, 200, `${record.name}, which was acknowledged: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** A change without an answer: all of it, or nothing. */
  async settle(ask, { record, after }) {
    const stands = await this.read(ask, record);
    assert.ok([record.version, after.version].includes(stands.version), `${record.name} stands at version ${stands.version}`);
    if (stands.version === after.version) Object.assign(record, after);
    record.isUnknown = false;
  }

  /** New records without an answer: each is there once and whole, or not at all; those of one request together. */
  async search(ask, records) {
    let there = 0;
    for (const record of records) {
      const field = 'name';
      const query = new URLSearchParams({ filter: `${field} = "${record.name}"`, fields: '*' });
      const answer = await ask('GET', `/${record.kind}?${query}`);
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      assert.ok(answer.body.items.length <= 1, `${record.name} stands ${answer.body.items.length} times`);
      if (answer.body.items.length === 0) continue;
      there += 1;
      this.keep(record, answer.body.items[0].id);
    }
    assert.ok(there === 0 || there === records.length, `${there} of ${records.length} of one request stand`);
  }

  compare(stands, record) {
    const asked = Object.fromEntries(Object.keys(record.fields).map((field) => [field, stands[field] ?? undefined]));
    assert.deepEqual(asked, { ...record.fields }, `${record.name} as it was acknowledged`);
    assert.equal(stands.version, record.version, `the version of ${record.name}`);
    if (record.stage) assert.equal(stands.stage, this.stages.get(record.stage), `the stage of ${record.name}`);
  }

  /** Holds every table against the ledger: each record once and at its version, the history with an entry for each version. */
  wholeIn(url) {
    const folder = `${place()}/export`;
    run(url, ['export', '--format', 'jsonl', '--out', folder]);
    const rows = (table) => readFileSync(join(folder, `${table}.jsonl`), 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
    const entries = new Map();
    for (const { record_id: id, cause } of rows('events')) if (cause === 'command') entries.set(id, (entries.get(id) ?? 0) + 1);
    const stored = KINDS.flatMap(rows);
    assert.equal(stored.length, this.records.size, 'records that are stored');
    for (const row of stored) {
      const record = this.records.get(row.id);
      assert.ok(record, `${row.id} was never asked for`);
      assert.equal(row.version, record.version, `the version of ${record.name}`);
      assert.equal(entries.get(row.id), record.version, `entries of the history of ${record.name}`);
    }
  }
}

/** The ledger of a company that is served. */
export async function begun(ask, dice) {
  const { nodes } = (await ask('GET', '/organisation')).body;
  const [{ stages }] = (await ask('GET', '/pipelines')).body;
  const owners = nodes.filter(({ title }) => title === 'Account Executive').map(({ id }) => id);
  return new Ledger(dice, owners, new Map(stages.map(({ key, id }) => [key, id])));
}
