// The harness itself: that it finds what is wrong with a page, and passes what is right.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, checkPage, open, settings, signIns, violations } from '../harness.mjs';
import { pairs, pairwise, product } from '../pairwise.mjs';
import { shrink } from '../shrink.mjs';

let chromium;
before(async () => (chromium = await browser()));
after(() => chromium?.close());

const good = `<!doctype html><html lang="en"><head><title>A page</title><meta name="viewport" content="width=device-width">
  </head><body><main><h1>A page</h1><p>Words.</p></main></body></html>`;

test('every two settings meet, in fewer pages than all of them', () => {
  const names = Object.keys(settings);
  const rows = pairwise(settings);
  const met = new Set(rows.flatMap((row) => pairs(names, row)));
  const all = product(names, settings);
  for (const pair of all.flatMap((row) => pairs(names, row))) assert.ok(met.has(pair), pair);
  assert.ok(rows.length < all.length);
});

test('sign-ins are read from what the demo prints', () => {
  const printed = `sign in as  name          e-mail              password
head        Kari Nordmann      kari@example.test  falcon-oak
manager            Li Na      li.na@example.test  heron-ash
`;
  assert.deepEqual(signIns(printed), [
    { role: 'head', name: 'Kari Nordmann', email: 'kari@example.test', password: 'falcon-oak' },
    { role: 'manager', name: 'Li Na', email: 'li.na@example.test', password: 'heron-ash' },
  ]);
});

test('a sound page passes in every combination', async () => {
  for (const setting of pairwise(settings)) {
    const page = await open(chromium, setting);
    await page.setContent(good);
    await checkPage(page);
    assert.equal(await page.evaluate(() => innerWidth), setting.width);
    assert.equal(await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches), setting.theme === 'dark');
    await page.context().close();
  }
});

test('axe speaks past a strict content policy', async () => {
  const page = await open(chromium);
  await page.route('**/*', (route) =>
    route.fulfill({
      contentType: 'text/html',
      headers: { 'content-security-policy': "default-src 'none'" },
      body: good.replace('<p>Words.</p>', '<img src="a.png"><input>'),
    }),
  );
  await page.goto('http://127.0.0.1:9/');
  const found = (await violations(page)).map((line) => line.split(':')[0]).sort();
  assert.deepEqual(found, ['image-alt', 'label']);
});

test('a page wider than its window fails', async () => {
  const page = await open(chromium, { width: 360 });
  await page.setContent(good.replace('<p>', '<p style="width: 900px">'));
  await assert.rejects(checkPage(page), /548 px wider/);
});

test('an error in a script fails', async () => {
  const page = await open(chromium);
  await page.setContent(good.replace('Words.', '<script>missing()</script>'));
  await assert.rejects(checkPage(page), /missing is not defined/);
});

test('a picture with fewer colours shows the same', async () => {
  const page = await open(chromium, { width: 360 });
  await page.setContent(good.replace('<p>', '<p style="background: #0b6b5f; color: #ffffff">'));
  const whole = await page.screenshot();
  const small = shrink(whole);
  assert.ok(small.length < whole.length);
  const far = await page.evaluate(async ([a, b]) => {
    const pixels = async (data) => {
      const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))]));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
      canvas.drawImage(bitmap, 0, 0);
      return canvas.getImageData(0, 0, bitmap.width, bitmap.height).data;
    };
    const [one, other] = [await pixels(a), await pixels(b)];
    if (one.length !== other.length) return Infinity;
    return one.reduce((most, value, at) => Math.max(most, Math.abs(value - other[at])), 0);
  }, [whole.toString('base64'), small.toString('base64')]);
  assert.ok(far <= 24, `a colour is ${far} away`);
});
