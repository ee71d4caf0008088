// What people do in a journey: come in as someone of the demo, in a language, go by the navigation, and reach a control
// by the keyboard alone.

import assert from 'node:assert/strict';
import { checkPage, command, open, signIn } from './harness.mjs';

/** The demo's person of that kind: `head`, `manager`, `rep`, `operations`, `owner`. */
export function person(server, role) {
  const found = server.people.find((one) => one.role === role);
  assert.ok(found, `the demo prints no sign-in of ${role}`);
  return found;
}

/** A page with that person signed in, in a theme, width and language. */
export async function enter(chromium, server, role, setting = {}) {
  const page = await open(chromium, { address: server.address, ...setting });
  const { email, password } = person(server, role);
  await signIn(page, email, password);
  await speak(page, setting.language ?? 'en');
  return page;
}

/** Someone of the company, by name, comes in by a link of their own. */
export async function invite(chromium, server, name) {
  const known = command(server, 'user', 'list').split('\n').find((line) => line.includes(name));
  const [email] = /\S+@\S+/.exec(known ?? '') ?? [];
  assert.ok(email, `${name} has no user`);
  const [link] = /\/link\/\S+/.exec(command(server, 'user', 'reset', '--email', email));
  const page = await open(chromium, { address: server.address });
  await page.goto(link);
  await page.fill('input[name=password]', 'polar-lights-2026');
  await page.fill('input[name=repeat]', 'polar-lights-2026');
  await page.locator('main form button.primary').click();
  await page.locator('nav#side').waitFor({ state: 'attached' });
  await speak(page, 'en');
  return page;
}

/** A day so many days ago. */
export function ago(days) {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}

/** Chooses a language as the menu of every page does; one's own choice comes before the browser's. */
export async function speak(page, language) {
  const csrf = await page.locator('form[action="/appearance"] input[name=csrf]').first().inputValue();
  const form = { csrf, lang: language, theme: 'system' };
  const answer = await page.request.post('/appearance', { form, headers: { origin: new URL(page.url()).origin } });
  assert.ok(answer.ok(), `the language is not taken: ${answer.status()}`);
  await page.reload();
  assert.equal(await page.locator('html').getAttribute('lang'), language);
}

/** Opens a path and checks the page. */
export async function look(page, path) {
  const answer = await page.goto(path, { waitUntil: 'load' });
  assert.equal(answer.status(), 200, path);
  await checkPage(page);
}

/** Waits until the page's address is of that path, then until what was asked for has come. */
export async function arrived(page, path) {
  await page.waitForURL((url) => (path instanceof RegExp ? path.test(url.pathname) : url.pathname === path), { waitUntil: 'commit' });
  await settled(page);
}

/** Waits until no request of the page is under way. */
export async function settled(page) {
  await page.waitForFunction(() => document.documentElement.dataset.busy === undefined);
}

/** Presses Tab until the focus stands on what the selector names. */
export async function tabTo(page, selector, most = 80) {
  for (let pressed = 0; pressed < most; pressed++) {
    if (await page.evaluate((css) => document.activeElement?.matches(css) ?? false, selector)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`${selector} is not reached by Tab in ${most} presses on ${page.url()}`);
}

/** The amount of records that a list says it holds. */
export async function counted(page) {
  const text = await page.locator('.summary').first().innerText();
  return Number(/[\d,]+/.exec(text)?.[0].replaceAll(',', ''));
}

/** What a toast says. */
export async function said(page, words) {
  const toast = page.locator('.toast', { hasText: words });
  await toast.first().waitFor();
  return toast.first();
}
