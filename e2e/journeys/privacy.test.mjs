// Personal data: somebody asks what is kept of them and wants it erased; operations find them, hand the file over, erase
// them, and what is left of them has no name. What people say of e-mails is kept to, and who is due to be erased is listed.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, checkPage, company, open, signIn, skip } from '../harness.mjs';
import { arrived, enter, look, person, speak } from '../walk.mjs';

let chromium;
let server;
let page;
let contact;
before(async () => {
  if (skip) return;
  [chromium, server] = [await browser(), await company()];
  page = await enter(chromium, server, 'operations');
});
after(async () => {
  await chromium?.close();
  await server?.stop();
});

async function find(words) {
  await page.goto('/settings/privacy');
  await page.fill('main input[name=q]', words);
  await page.locator('main form[role=search] button').click();
  await page.waitForURL(/q=/);
}

test('a person is found, and what is kept of them is handed over', { skip }, async () => {
  const listed = await page.request.get('/api/v1/contacts?limit=1');
  [contact] = (await listed.json()).items;
  await find(contact.name);
  await page.locator('main .line', { hasText: contact.name }).first().waitFor();
  await checkPage(page);
  // Of a name there are many, so nobody is ticked.
  assert.equal(await page.locator('main input[name=record]:checked').count(), 0);
  await page.locator(`main input[name=record][value="${contact.id}"]`).check();
  await page.getByRole('button', { name: 'Show what is kept' }).click();
  await arrived(page, '/settings/privacy/person');
  await checkPage(page);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the file' }).click(),
  ]);
  const chunks = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk);
  const told = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  assert.equal(told.bailiwick_person, 1);
  assert.equal(told.data.contacts[0].name, contact.name);
});

test('they are erased for good, and their record has no name', { skip }, async () => {
  await page.fill('input[name=reason]', 'case 17');
  await page.getByRole('button', { name: 'Erase for good' }).click();
  await page.getByText('Say that you are sure').first().waitFor();
  await checkPage(page);
  assert.equal(await page.inputValue('input[name=reason]'), 'case 17');
  await page.locator('input[name=sure]').check();
  await page.getByRole('button', { name: 'Erase for good' }).click();
  await arrived(page, '/settings/privacy');
  await page.getByText(/They were erased/).waitFor();
  await page.locator('main tbody tr', { hasText: 'case 17' }).waitFor();
  await checkPage(page);
  await page.goto(`/contacts/${contact.id}`);
  await page.getByText(/^This person was erased on/).waitFor();
  assert.ok(!(await page.locator('main').innerText()).includes(contact.name));
  await checkPage(page);
});

test('what somebody says of e-mails is kept to, and stays on their page', { skip }, async () => {
  const listed = await page.request.get('/api/v1/contacts?filter=email%20is%20not%20empty&limit=2');
  const other = (await listed.json()).items.find((one) => one.id !== contact.id);
  await page.goto(`/contacts/${other.id}`);
  await page.getByText('They said …').click();
  await page.selectOption('#f-consent-state', 'withdrawn');
  await page.fill('#f-consent-source', 'A call');
  await checkPage(page);
  await page.locator('form[action^="/consents/"] button.primary').click();
  await page.getByText('It is written down.').waitFor();
  await page.getByText('What was said', { exact: true }).click();
  await page.locator('.line', { hasText: 'A call' }).waitFor();
  await checkPage(page);
  await page.goto('/contacts?consent_email=withdrawn');
  await page.locator('main tbody tr', { hasText: other.name }).waitFor();
});

test('who is due to be erased is listed by the rules that are set', { skip }, async () => {
  await page.goto('/settings/privacy');
  await page.fill('input[name=contact_months]', '1');
  await page.locator('form[action="/settings/privacy/retention"] button.primary').click();
  await page.getByText('The rules are set.').waitFor();
  await page.getByRole('heading', { name: 'Due to be erased' }).waitFor();
  await checkPage(page);
});

for (const [theme, width, language] of [['dark', 360, 'nb'], ['light', 360, 'zh-Hans'], ['dark', 1440, 'en']]) {
  test(`the pages are sound: ${theme}, ${width}, ${language}`, { skip }, async () => {
    const own = await open(chromium, { address: server.address, theme, width, language });
    const { email, password } = person(server, 'operations');
    await signIn(own, email, password);
    await speak(own, language);
    await look(own, '/settings/privacy?q=an');
    const listed = await own.request.get('/api/v1/contacts?limit=2');
    const { items } = await listed.json();
    const other = items.find((one) => one.id !== contact?.id);
    await look(own, `/settings/privacy/person?record=${other.id}`);
    await own.context().close();
  });
}
