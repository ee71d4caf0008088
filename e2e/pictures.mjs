// Takes the README's pictures of the demo company into docs/pictures: `make screenshots`.
//
// Each page as the head of sales sees it, on a desk and on a phone. A page that does not answer, or a picture too large
// for a README, is an error, so that it never shows what is gone and loads at once.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browser, company, screenshot, skip } from './harness.mjs';
import { shrink } from './shrink.mjs';
import { enter } from './walk.mjs';

/** The largest picture. */
const MOST_BYTES = 200_000;

const chart = '/organisation?show=people&fold=2';
const desk = { width: 1440 };
const phone = { width: 360 };
/** Name, setting, path; with `deal`, the page of the deal that is called so. */
const pictures = [
  { name: 'organisation', ...desk, theme: 'light', path: chart },
  { name: 'organisation-dark', ...desk, theme: 'dark', path: `${chart}&colour=open_pipeline` },
  { name: 'board', ...desk, theme: 'light', path: '/opportunities?view=board' },
  { name: 'opportunities', ...desk, theme: 'light', path: '/opportunities' },
  { name: 'opportunity', ...desk, theme: 'light', path: '/opportunities?view=board', deal: 'Test bench' },
  { name: 'scorecard', ...desk, theme: 'light', path: '/scorecards' },
  { name: 'board-phone', ...phone, theme: 'light', path: '/opportunities?view=board' },
  { name: 'opportunity-phone', ...phone, theme: 'dark', path: '/opportunities?view=board', deal: 'Test bench' },
  { name: 'opportunities-phone', ...phone, theme: 'light', path: '/opportunities' },
];

assert.equal(skip, false, String(skip));
const place = join(import.meta.dirname, '../docs/pictures');
process.env.PICTURES = place;
process.env.BAILIWICK_E2E_FOLDER = mkdtempSync(join(tmpdir(), 'bailiwick-e2e.'));
const server = await company({ size: 'full' });
const chromium = await browser();
try {
  for (const { name, theme, width, path, deal } of pictures) {
    const page = await enter(chromium, server, 'head', { theme, width });
    const answer = await page.goto(path, { waitUntil: 'networkidle' });
    assert.equal(answer.status(), 200, path);
    if (deal) {
      const href = await page.getByRole('link', { name: deal, exact: true }).first().getAttribute('href');
      await page.goto(href, { waitUntil: 'networkidle' });
    }
    await screenshot(page, name);
    const file = join(place, `${name}.png`);
    writeFileSync(file, shrink(readFileSync(file)));
    const { size } = statSync(file);
    assert.ok(size <= MOST_BYTES, `${name}.png has ${size} bytes`);
    console.log(`docs/pictures/${name}.png ${Math.ceil(size / 1000)} kB`);
    await page.context().close();
  }
} finally {
  await chromium.close();
  await server.stop();
  rmSync(process.env.BAILIWICK_E2E_FOLDER, { recursive: true, force: true });
}
