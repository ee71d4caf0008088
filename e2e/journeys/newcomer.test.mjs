// A newcomer's first run: the company, a way to organise seen before it is built, then its people from a file.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, checkPage, company, open, skip } from '../harness.mjs';
import { arrived, look, settled, speak, tabTo } from '../walk.mjs';

let chromium;
let server;
let page;
before(async () => {
  if (skip) return;
  [chromium, server] = [await browser(), await company({ from: 'nothing' })];
  page = await open(chromium, { address: server.address });
});
after(async () => {
  await chromium?.close();
  await server?.stop();
});

test('the first visit asks for the company', { skip }, async () => {
  await page.goto('/');
  await arrived(page, '/set-up');
  await checkPage(page);
});

test('a short password is refused, and the rest stays as typed', { skip }, async () => {
  const fields = { company: 'Fjordkraft Tools', currency: 'NOK', time_zone: 'Europe/Oslo', owner_name: 'Ada Berg', owner_email: 'ada@example.test' };
  for (const [name, value] of Object.entries(fields)) await page.fill(`input[name=${name}]`, value);
  await page.fill('input[name=owner_password]', 'short');
  await page.click('main form button.primary');
  await page.locator('input[name=owner_password][aria-invalid=true]').waitFor();
  assert.equal(await page.inputValue('input[name=company]'), fields.company);
  await checkPage(page);
});

test('templates are combined, copied per country, and seen as a chart before they are built', { skip }, async () => {
  await tabTo(page, 'input[name=owner_password]', 80);
  await page.keyboard.type('a long enough passphrase');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === '/organisation/start', { waitUntil: 'commit' });
  await page.locator('nav#side').waitFor();
  await speak(page, 'en');
  await checkPage(page);
  await page.locator('button[value=look]').click();
  await settled(page);
  assert.equal(await page.locator('org-chart').count(), 0, 'nothing chosen shows no chart');
  await page.locator('input[value=pod]').check();
  await page.locator('input[value=enablement]').check();
  await page.fill('textarea[name=geographies]', 'Norway, Sweden');
  await page.fill('textarea[name=sizes]', 'enormous');
  await page.locator('button[value=look]').click();
  await page.locator('textarea[name=sizes][aria-invalid=true]').waitFor();
  await page.fill('textarea[name=sizes]', '');
  await page.fill('textarea[name=product_lines]', 'Pumps, Valves');
  await page.locator('button[value=look]').click();
  await page.locator('#outlook org-chart [data-id]').first().waitFor();
  assert.equal(await page.locator('#outlook [data-id]', { hasText: 'Regional vice president' }).count(), 2);
  await checkPage(page);
  await page.locator('button[value=build]').click();
  await arrived(page, '/organisation/start/people');
  await checkPage(page);
});

test('the company then has a chart, and segments that its pods cover', { skip }, async () => {
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await arrived(page, '/organisation');
  await page.locator('org-chart [data-id]').first().waitFor();
  assert.ok((await page.locator('org-chart [data-id]').count()) > 12);
  await checkPage(page);
  await look(page, '/organisation/segments');
  await page.locator('table.rows a.title', { hasText: 'Norway' }).click();
  await page.getByRole('heading', { name: 'Covered by' }).waitFor();
  assert.equal(await page.locator('li a.link', { hasText: 'Pumps' }).count(), 1);
  await checkPage(page);
});

test('empty lists say what belongs there', { skip }, async () => {
  for (const path of ['/opportunities', '/accounts', '/contacts', '/products', '/imports', '/opportunities?view=board']) await look(page, path);
});

test('people come in from a file', { skip }, async () => {
  const roster = ['Employee ID,Name,Email,Title,Manager ID', 'E1,Kari Moe,kari@example.test,Chief Sales Officer,', 'E2,Ola Lie,ola@example.test,Account Executive,E1', ''];
  await look(page, '/organisation/start/people?first=1');
  await page.setInputFiles('input[name=files]', { name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(roster.join('\n')) });
  await page.click('main form button.primary');
  await arrived(page, /\/check$/);
  assert.equal(await page.locator('select[name="kind.0"]').inputValue(), 'people');
  assert.ok((await page.locator('org-chart').textContent()).includes('Ola Lie'), 'the chart shows who would come');
  await checkPage(page);
  await page.locator('button[value=load]').click();
  await page.getByRole('heading', { name: 'Done', exact: true }).waitFor();
  await look(page, '/organisation/people');
  await page.getByText('Ola Lie').first().waitFor();
  await look(page, '/organisation?show=people');
  assert.ok((await page.locator('org-chart').textContent()).includes('Kari Moe'));
  await look(page, '/organisation/checks');
});
