// Every main page in themes, widths and languages, pairwise: no axe violation, no sideways scrolling, no error.

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

for (const setting of pairwise(settings)) {
  const name = Object.values(setting).join(', ');
  test(`the main pages are sound: ${name}`, { skip }, async () => {
    const page = await enter(chromium, server, 'owner', setting);
    for (const path of pages) await look(page, path);
    for (const path of records) {
      await page.goto(path);
      await look(page, await page.locator('table.rows a.title').first().getAttribute('href'));
    }
    await page.context().close();
  });
}
