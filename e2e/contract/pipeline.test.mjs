// A real CRM export, imported and measured: 8,800 opportunities of a seller of hardware (fictitious, public).

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { readFileSync } from 'node:fs';
import { data, fact, lines, newCompany, place, skip, sumOf } from './binary.mjs';

const options = { skip: skip('init', 'import', 'measure') };
const set = 'crm_sales_opportunities';
const folder = join(data, set);
const originals = ['accounts', 'products', 'sales_teams', 'sales_pipeline'].map((f) => join(folder, `original/${f}.csv`));
const alias = ['--alias', 'product:GTXPro=GTX Pro'];
const year = ['--from', '2017-01-01', '--to', '2017-12-31'];

/** Values by label; money as whole units. */
function byLabel(measure) {
  const value = (row) => (row.value?.amount === undefined ? row.value : Number(row.value.amount));
  return Object.fromEntries(measure.rows.map((row) => [row.label, value(row)]));
}

function hasFacts(company) {
  const measure = (id, ...args) => company.json('measure', id, ...year, ...args);
  const rates = measure('win_rate', '--by', 'manager');
  const { Won: won, Lost: lost } = fact(`${set}.stages`);
  assert.deepEqual([rates.total.numerator, rates.total.denominator], [won, won + lost]);
  const percent = (row) => Number(((100 * row.numerator) / row.denominator).toFixed(3));
  const found = Object.fromEntries(rates.rows.map((row) => [row.label, percent(row)]));
  for (const [manager, rate] of Object.entries(fact(`${set}.win_rate_by_manager_pct`))) assert.equal(found[manager], rate, manager);

  const bookings = measure('bookings_amount', '--by', 'manager');
  assert.equal(Number(bookings.total.value.amount), fact(`${set}.revenue`));
  assert.equal(bookings.total.value.currency, 'USD');
  const close = (ours, theirs) => {
    for (const [key, value] of Object.entries(theirs)) assert.ok(Math.abs(ours[key] - value) < 1e-3, `${key}: ${ours[key]}, not ${value}`);
  };
  close(byLabel(bookings), fact(`${set}.revenue_by_manager`));
  close(byLabel(measure('bookings_amount', '--by', 'unit')), fact(`${set}.revenue_by_office`));
  close(byLabel(measure('sales_cycle_days.mean', '--by', 'manager')), fact(`${set}.cycle_days_won_by_manager`));

  const cycles = ['.mean', '', '.lost.mean', '.lost'].map((suffix) => measure(`sales_cycle_days${suffix}`, '--by', 'manager').total.value);
  close(cycles, fact(`${set}.cycle_days_all`));
  const quarters = ['closed_opportunities.won', 'closed_opportunities.lost', 'bookings_amount'].map((id) => {
    return measure(id, '--by', 'quarter').rows.map((row) => Number(row.value?.amount ?? row.value));
  });
  assert.deepEqual(Object.values(fact(`${set}.quarters_2017`)), [0, 1, 2, 3].map((n) => quarters.map((rows) => rows[n])));
}

test('the export gives every fact known of it, and a second time changes nothing', options, () => {
  const company = newCompany();
  const report = join(place(), 'report.json');
  company.on('import', [...originals, ...alias, '--report', report]);
  hasFacts(company);
  company.on('import', [...originals, ...alias, '--report', report]);
  const again = JSON.parse(readFileSync(report, 'utf8'));
  assert.deepEqual([sumOf(again, 'created'), sumOf(again, 'updated'), sumOf(again, 'rejected')], [0, 0, 0]);
  hasFacts(company);
});

for (const variant of ['variant_us_dates', 'variant_dmy_2digit_year']) {
  test(`${variant}: other date styles, the same facts`, options, () => {
    const company = newCompany();
    const files = originals.with(3, join(folder, variant, 'sales_pipeline.csv'));
    company.on('import', [...files, ...alias]);
    hasFacts(company);
  });
}

test('without the alias its rows are returned, and importing those completes the facts', options, () => {
  const company = newCompany();
  const rejects = join(place(), 'rejects.csv');
  company.on('import', [...originals, '--rejects', rejects], { code: [3] });
  const [unknown] = fact(`${set}.orphans`);
  assert.equal(lines(rejects).length, unknown + 1, 'rejected rows below one line of headers');
  company.on('import', [rejects, ...alias]);
  hasFacts(company);
});

const server = process.env.BAILIWICK_TEST_POSTGRES;
test('the same on PostgreSQL', { skip: options.skip || (!server && 'no PostgreSQL was given') }, () => {
  const name = `contract_${process.pid}`;
  const made = spawnSync('psql', [server, '-qc', `create database ${name}`], { encoding: 'utf8' });
  assert.equal(made.status, 0, made.stderr);
  const company = newCompany({ database: server.replace(/\/[^/?]*(\?|$)/, `/${name}$1`) });
  company.on('import', [...originals, ...alias]);
  hasFacts(company);
});
