// The same unit worked in two ways. On an island an inside rep has the work from the first call to the customer, by keys
// alone, and nothing passes on. In a pod the work passes from one member to the next, and never out of it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, checkPage, command, company, skip } from '../harness.mjs';
import { ago, arrived, enter, invite, look, said, settled, tabTo } from '../walk.mjs';

const LEAD = /^\/leads\/[0-9a-f-]{36}$/;
const OPPORTUNITY = /^\/opportunities\/[0-9a-f-]{36}$/;
const ACCOUNT = /^\/accounts\/[0-9a-f-]{36}$/;
const INSIDE = 'Anne Moen';
const DEVELOPER = 'Johanne Berg';
let chromium;
let server;
let norway;
before(async () => {
  if (skip) return;
  [chromium, server] = [await browser(), await company()];
  const operations = await enter(chromium, server, 'operations');
  const found = await operations.request.get('/organisation/options?kind=units&q=Norway');
  norway = (await found.json()).find((unit) => unit.label === 'Norway').id;
});
after(async () => {
  await chromium?.close();
  await server?.stop();
});

/** Edits of the organisation from a day on, by the API as operations' program makes them. */
async function organise(on, edits) {
  const asked = ['--email', 'hanne.aas@nordlys.example', '--name', `From ${on}`, '--expires-on', ago(-30), '--write'];
  const token = command(server, 'token', ...asked).trim().split(/\s+/).at(-1);
  const answer = await fetch(`${server.address}/api/v1/organisation/edits`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ on, edits }),
  });
  assert.equal(answer.status, 200, await answer.text());
}

/** The position that a person holds. */
function seat(person) {
  const listed = JSON.parse(command(server, 'list', 'positions', '--json', '--fields', 'person,unit'));
  return listed.items.find((one) => one.person === person).id;
}

const roles = (person, keys) => ({ edit: 'change_position', position: seat(person), fields: [{ field: 'roles', value: keys }] });

/** Writes a lead down by keys alone. Gives its address. */
async function writeDown(page, name, firm) {
  await page.goto('/leads/new');
  await page.focus('input[name=name]');
  await page.keyboard.type(name);
  await page.keyboard.press('Tab');
  await page.keyboard.type(firm);
  await page.keyboard.press('Enter');
  await arrived(page, LEAD);
}

/** Turns the open lead into a customer with an opportunity, by keys alone. Gives the opportunity's address. */
async function convert(page) {
  await tabTo(page, '.process a[href$="/conversion"]');
  await page.keyboard.press('Enter');
  await arrived(page, /\/conversion$/);
  await settled(page);
  await page.focus('input[name=amount]');
  await page.keyboard.type('90 000');
  await page.keyboard.press('Enter');
  await arrived(page, OPPORTUNITY);
  await settled(page);
  return new URL(page.url()).pathname;
}

/** Wins the open opportunity by keys alone. */
async function win(page) {
  const button = page.locator('.process button', { hasText: 'Won' }).first();
  await button.evaluate((one) => (one.id = 'wins'));
  await tabTo(page, '#wins');
  await page.keyboard.press('Enter');
  await page.locator('.stages .step.won').waitFor();
  await settled(page);
}

/** Takes the work of that name over by keys alone; other work may wait for the same person. */
async function take(page, name) {
  const button = page.locator('.line', { hasText: name }).locator('form[action$="/accept"] button').first();
  await button.evaluate((one) => (one.id = 'takes'));
  await tabTo(page, '#takes', 400);
  await page.keyboard.press('Enter');
  await said(page, 'is yours now');
}

/** To whom the open record's page says that work was offered; nothing where it says so of none. */
async function offered(page) {
  const line = page.locator('.line', { hasText: ' → ' });
  if ((await line.count()) === 0) return undefined;
  return /→ ([^·\n]+)/.exec(await line.first().innerText())[1].trim();
}

test('on an island an inside rep has it from the first call to the customer', { skip }, async () => {
  await organise(ago(9), [{ edit: 'set_sales_model', unit: norway, model: 'island' }, roles(INSIDE, ['inside_sales'])]);
  const page = await invite(chromium, server, INSIDE);
  await writeDown(page, 'Kari Nordmann', 'Nordfjord Nett');
  const lead = new URL(page.url()).pathname;
  await look(page, '/today');
  assert.match(await page.locator('.line', { hasText: 'Kari Nordmann' }).innerText(), /Nobody has tried to reach it/);

  // The call that reached nobody, and when to call again.
  await page.goto(lead);
  await page.keyboard.press('l');
  await page.waitForFunction(() => document.activeElement?.name === 'kind');
  await page.keyboard.press('1');
  await said(page, 'logged');
  await look(page, '/today');
  assert.equal(await page.locator('.line', { hasText: 'Nobody has tried to reach it' }).filter({ hasText: 'Kari' }).count(), 0);

  await page.goto(lead);
  const deal = await convert(page);
  assert.equal(await offered(page), undefined, 'an island passes nothing on');
  await checkPage(page);
  await win(page);
  assert.equal(await offered(page), undefined, 'nor the customer');
  assert.match(await page.locator('.facts').innerText(), new RegExp(INSIDE));
  await page.locator('main a.link', { hasText: 'Nordfjord Nett' }).first().click();
  await arrived(page, ACCOUNT);
  assert.match(await page.locator('.facts').innerText(), new RegExp(INSIDE), 'the customer stays');
  await look(page, '/handoffs');
  assert.equal(await page.locator('.line', { hasText: 'Nordfjord' }).count(), 0);
  await look(page, deal);
});

test('in a pod it passes from member to member, and not out of it', { skip }, async () => {
  const seats = [roles(INSIDE, ['account_executive']), roles(DEVELOPER, ['sdr'])];
  await organise(ago(0), [{ edit: 'set_sales_model', unit: norway, model: 'pod' }, ...seats]);
  const listed = JSON.parse(command(server, 'list', 'positions', '--json', '--fields', 'person,unit,roles'));
  const pod = listed.items.filter((one) => one.unit === 'Norway');
  const member = (role, name) => pod.some((one) => one.person === name && one.roles.includes(role));

  const developer = await invite(chromium, server, DEVELOPER);
  await writeDown(developer, 'Ola Hansen', 'Hansen Havbruk');
  const deal = await convert(developer);
  const closes = await offered(developer);
  assert.ok(member('account_executive', closes), `${closes} closes for the pod`);
  await checkPage(developer);

  const executive = await invite(chromium, server, closes);
  await executive.goto('/today');
  await take(executive, 'Hansen Havbruk');
  await executive.goto(deal);
  await win(executive);
  await executive.goto('/handoffs');
  const line = executive.locator('.line', { hasText: 'Hansen Havbruk' }).first();
  const cares = /→ ([^·\n]+)/.exec(await line.innerText())[1].trim();
  assert.ok(member('account_manager', cares), `${cares} cares for the pod's customers`);

  const manager = await invite(chromium, server, cares);
  await look(manager, '/handoffs');
  await take(manager, 'Hansen Havbruk');
  await manager.goto('/accounts?q=Hansen');
  await manager.locator('table.rows a.title', { hasText: 'Hansen Havbruk' }).first().click();
  await arrived(manager, ACCOUNT);
  assert.match(await manager.locator('.facts').innerText(), new RegExp(cares));
  await checkPage(manager);
});
