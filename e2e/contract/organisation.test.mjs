// Real organisations: four dated rosters of a company, and the senior posts of a government with all their defects.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { data, fact, lines, newCompany, skip } from './binary.mjs';

const options = { skip: skip('init', 'import', 'org') };
const days = ['2022-02-22', '2022-06-07', '2023-01-11', '2024-05-22'];
const roster = (day) => join(data, `org_sourcegraph/snapshot_${day}.csv`);

test('four dated rosters are the organisation of four days', options, () => {
  const company = newCompany();
  const columns = ['id=node_id', 'manager=reports_to_node_id', 'title=title', 'person=person_group'];
  for (const day of days) {
    const maps = columns.flatMap((column) => ['--map', column]);
    company.on('import', ['--kind', 'people', '--as-of', day, '--complete', ...maps, roster(day)]);
  }
  for (const day of days) {
    const stats = company.json('org stats', '--as-of', day);
    const head = lines(roster(day)).find((line) => line.includes(',vp_sales,ceo,')).split(',')[0];
    const below = company.json('org stats', '--as-of', day, '--under', head);
    const found = [stats.nodes, stats.roots, stats.managers, stats.max_depth, stats.largest_span, below.nodes];
    assert.deepEqual(found, fact(`org_sourcegraph.snapshot_${day}`), day);
  }
});

test('the defects of a government are counted, and none is dropped', options, () => {
  const company = newCompany({ name: 'Government', currency: 'GBP' });
  const columns = ['unit=body', 'id=post_ref', 'manager=reports_to_post', 'title=job_title'];
  const maps = columns.flatMap((column) => ['--map', column]);
  const file = join(data, 'org_uk_government/senior_posts_2013.csv.gz');
  company.on('import', ['--kind', 'people', ...maps, '--id-scope', 'body', '--root-marker', 'XX', file], { code: [0, 3] });
  const counts = Object.fromEntries(company.json('org check').checks.map((found) => [found.check, found.count]));
  const found = ['duplicate_id', 'missing_manager', 'self_report', 'reporting_cycle'].map((check) => counts[check]);
  assert.deepEqual(found, fact('org_uk_government.defects'));
});
