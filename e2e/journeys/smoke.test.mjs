// The shortest journey: the demo company is served, and a stranger is asked to sign in.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, checkPage, company, open, skip } from '../harness.mjs';

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

test('a stranger is asked to sign in', { skip }, async () => {
  const page = await open(chromium, { address: server.address });
  await page.goto('/opportunities');
  assert.equal(new URL(page.url()).pathname, '/sign-in');
  await checkPage(page);
});
