// Takes the README's pictures of the demo company into docs/pictures: `make screenshots`.
//
// Each page as the head of sales sees it, light and dark. A page that does not answer is an error, so that the README
// never shows what is gone.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browser, company, open, screenshot, signIn, skip } from './harness.mjs';

const pages = {
  today: '/',
  organisation: '/organisation',
  opportunities: '/opportunities',
  board: '/opportunities?view=board',
  scorecard: '/scorecards',
};

assert.equal(skip, false, String(skip));
process.env.PICTURES = join(import.meta.dirname, '../docs/pictures');
process.env.BAILIWICK_E2E_FOLDER = mkdtempSync(join(tmpdir(), 'bailiwick-e2e.'));
const server = await company({ from: 'demo' });
const chromium = await browser();
try {
  const head = server.people.find((person) => /head/i.test(person.role));
  assert.ok(head, 'the demo prints no sign-in of a head of sales');
  for (const theme of ['light', 'dark']) {
    const page = await open(chromium, { address: server.address, theme });
    await signIn(page, head.email, head.password);
    for (const [name, path] of Object.entries(pages)) {
      const answer = await page.goto(path, { waitUntil: 'networkidle' });
      assert.equal(answer.status(), 200, path);
      await screenshot(page, `${name}-${theme}`);
      console.log(`docs/pictures/${name}-${theme}.png`);
    }
    await page.context().close();
  }
} finally {
  await chromium.close();
  await server.stop();
  rmSync(process.env.BAILIWICK_E2E_FOLDER, { recursive: true, force: true });
}
