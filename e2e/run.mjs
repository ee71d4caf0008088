// Runs the journeys, the contract of the command line and the tests of endurance, one after another (two cores hold one browser and one server well), and cleans up behind them.
//
// `node run.mjs` runs all, `node run.mjs rep` those whose path holds "rep". Contract tests use real data where it is
// there (see contract/binary.mjs).

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const here = import.meta.dirname;
const wanted = process.argv[2] ?? '';
const files = ['journeys', 'contract', 'endurance'].flatMap((part) =>
  readdirSync(join(here, part))
    .filter((name) => name.endsWith('.test.mjs') && join(part, name).includes(wanted))
    .sort()
    .map((name) => join(part, name)),
);
const folder = mkdtempSync(join(tmpdir(), 'bailiwick-e2e.'));
let code = 1;
try {
  const run = spawnSync(process.execPath, ['--test', '--test-concurrency=1', '--test-reporter=spec', ...files], {
    cwd: here,
    stdio: 'inherit',
    env: { ...process.env, BAILIWICK_E2E_FOLDER: folder, FORCE_COLOR: '0' },
  });
  code = run.status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = code;
