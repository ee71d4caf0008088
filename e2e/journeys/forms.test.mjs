// A form on the web: operations make it, a stranger sends it, and what strangers send to harm is text and nothing else.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, checkPage, company, open, skip } from '../harness.mjs';
import { arrived, enter, look, said } from '../walk.mjs';

let chromium;
let server;
before(async () => {
  if (skip) return;
  [chromium, server] = [await browser(), await company()];
});
after(async () => {
  await chromium?.close();
  await server?.stop();
});

test('operations make a form and choose what it asks', { skip }, async () => {
  const page = await enter(chromium, server, 'operations');
  await look(page, '/settings/forms');
  await page.locator('input[name=name]').fill('Ask us');
  await page.locator('form[action="/settings/forms"] button.primary').click();
  await arrived(page, /^\/settings\/forms\/[0-9a-f-]{36}$/);
  await checkPage(page);
  await page.locator('input[name=fields][value=website]').check();
  await page.locator('input[name=redirect_url]').fill('javascript:alert(1)');
  await page.locator('form.form button.primary').click();
  await page.getByText('This is not a whole web address').first().waitFor();
  await checkPage(page);
  await page.locator('input[name=redirect_url]').fill('');
  await page.locator('input[name=per_minute]').fill('500');
  await page.locator('input[name=per_address]').fill('60');
  await page.locator('form.form button.primary').click();
  await said(page, 'Saved');
  await page.locator('summary', { hasText: 'HTML for another site' }).click();
  assert.match(await page.locator('textarea[readonly]').inputValue(), /<form method="post" action="\/f\/ask-us"/);
  await checkPage(page);
  await page.setViewportSize({ width: 360, height: 780 });
  await look(page, new URL(page.url()).pathname);
  await page.context().close();
});

test('a stranger mends what was wrong, sends it, and is thanked', { skip }, async () => {
  for (const setting of [{ theme: 'light', width: 1440 }, { theme: 'dark', width: 360, language: 'nb' }]) {
    const page = await open(chromium, { address: server.address, ...setting });
    await look(page, '/f/ask-us');
    await page.locator('input[name=name]').fill('Kari Nordmann');
    await page.locator('input[name=email]').fill('kari@nordfjord.example');
    await page.locator('textarea[name=description]').fill('x'.repeat(5001));
    await page.locator('button.primary').click();
    await page.getByText(/5,001 characters|5001 tegn|5001 characters/).first().waitFor();
    await checkPage(page);
    await page.locator('textarea[name=description]').fill(`Please call me (${setting.theme}).`);
    await page.locator('button.primary').click();
    await page.waitForURL('**/f/ask-us/thanks');
    await checkPage(page);
    await page.context().close();
  }
});

const harm = [
  '<script>window.harmed = 1; alert(1)</script>',
  '"><img src=x onerror="window.harmed=1;alert(1)">',
  "' onmouseover='window.harmed=1' autofocus onfocus='window.harmed=1",
  '</title></textarea></select><svg onload="window.harmed=1;alert(1)">',
  'javascript:window.harmed=1',
  '<iframe srcdoc="<script>parent.harmed=1</script>"></iframe>',
  '<a href="javascript:window.harmed=1" hx-get="/sign-out" hx-trigger="load">x</a>',
  '{{constructor.constructor("window.harmed=1")()}}',
];

test('what strangers send to harm is shown as text, with the policy and without it', { skip }, async () => {
  for (const [n, text] of harm.entries()) {
    const body = JSON.stringify({ name: `${text} ${n}`, company: text, website: text, email: `h${n}@x.example`, description: text });
    const answer = await fetch(`${server.address}/f/ask-us`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    assert.equal(answer.status, 201, await answer.text());
  }
  const signed = await enter(chromium, server, 'operations');
  const strict = await chromium.newContext({ baseURL: server.address, storageState: await signed.context().storageState() });
  for (const page of [signed, await strict.newPage()]) {
    const wrong = [];
    page.on('dialog', (dialog) => (wrong.push(dialog.message()), dialog.dismiss()));
    page.on('console', (line) => /Content.Security|Refused/i.test(line.text()) && wrong.push(line.text()));
    await page.goto('/leads?sort=-created_on');
    const links = page.locator('table.rows a.title', { hasText: /harmed/ });
    const hrefs = await links.evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    assert.ok(hrefs.length >= harm.length - 1, `${hrefs.length} in the list`);
    for (const href of hrefs) {
      await page.goto(href);
      await page.mouse.move(500, 400);
      assert.equal(await page.evaluate(() => window.harmed), undefined, href);
    }
    assert.deepEqual(wrong, []);
    if (page === signed) await checkPage(page);
  }
  await strict.close();
  await signed.context().close();
});

test('a flood is told to wait', { skip }, async () => {
  const send = (n) =>
    fetch(`${server.address}/f/ask-us`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': 'zh-Hans' },
      body: JSON.stringify({ name: `Flood ${n}`, email: 'f@x.example' }),
    });
  const answers = await Promise.all(Array.from({ length: 120 }, (_, n) => send(n)));
  const slowed = answers.filter((answer) => answer.status === 429);
  assert.ok(slowed.length > 0 && slowed.length < 120, `${slowed.length} of 120`);
  assert.ok(Number(slowed[0].headers.get('retry-after')) >= 1);
  assert.match((await slowed[0].json()).detail, /秒后重试/);
});
