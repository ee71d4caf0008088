// Every main page in themes, widths and languages: no axe violation, no sideways scrolling, no error.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, company, settings, skip } from '../harness.mjs';
import { pairwise } from '../pairwise.mjs';
import { enter, look } from '../walk.mjs';

const pages = [
  '/organisation',
  '/organisation?show=units&colour=role_coverage',
  '/organisation/people',
  '/organisation/checks',
  '/organisation/segments',
  '/organisation/segments/new?name=Norway&predicate=country%20%3D%20NO',
  '/organisation/start?templates=pod&geographies=Norway',
  '/organisation/start/people',
  '/leads',
  '/leads/new',
  '/opportunities',
  '/opportunities?view=board',
  '/opportunities/new',
  '/scorecards',
  '/accounts',
  '/contacts',
  '/products',
  '/search?q=nord',
  '/settings',
  '/settings/tokens',
  '/settings/company',
  '/settings/users',
  '/settings/backups',
  '/settings/export',
  '/settings/fields?of=accounts',
  '/settings/frame',
  '/settings/score',
  '/imports',
  '/imports/new',
  '/api/docs',
];
/** Lists whose first record is looked at too. */
const records = ['/organisation/people', '/organisation/segments', '/opportunities', '/accounts', '/contacts', '/products'];

let chromium;
let server;
before(async () => {
  if (skip) return;
  [chromium, server] = [await browser(), await company({ from: 'demo' })];
});
after(async () => {
  await chromium?.close();
  await server?.stop();
});

/** Every second thing, beginning with this one. */
const half = (things, first) => things.filter((_, n) => n % 2 === first);

// A page is seen in half of the combinations. The first two and the last hold every theme, width and language; so do the
// three between.
const combinations = pairwise(settings);
const first = combinations.filter((_, n) => n < 2 || n > 4);
for (const name of Object.keys(settings)) {
  assert.deepEqual(new Set(first.map((one) => one[name])), new Set(settings[name]), name);
}
for (const setting of combinations) {
  const part = first.includes(setting) ? 0 : 1;
  const name = Object.values(setting).join(', ');
  test(`the main pages are sound: ${name}`, { skip }, async () => {
    const page = await enter(chromium, server, 'owner', setting);
    for (const path of half(pages, part)) await look(page, path);
    for (const path of half(records, part)) {
      await page.goto(path);
      await look(page, await page.locator('table.rows a.title').first().getAttribute('href'));
    }
    await page.context().close();
  });
}
