// Makes a company with so many events, tells them, and lets Node post as much.
import { spawn, spawnSync } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const [binary, folder, given, database] = process.argv.slice(2);
const messages = Number(given);
const here = import.meta.dirname;
const env = {
  ...process.env,
  BAILIWICK_INNER_HOSTS: '127.0.0.1',
  BAILIWICK_DATABASE_URL: database,
  BAILIWICK_SECRET_KEY: 'of the bench',
  RUST_LOG: 'error',
};

function run(...words) {
  const done = spawnSync(binary, words, { env, encoding: 'utf8', input: 'a long password for the bench\n' });
  if (done.status !== 0) throw new Error(`bailiwick ${words.join(' ')}: ${done.stdout}\n${done.stderr}`);
  return done.stdout;
}

/** A receiver in a process of its own. */
async function receiver() {
  const child = spawn(process.execPath, [join(here, 'receiver.mjs')], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise((resolve) => createInterface(child.stdout).once('line', resolve));
  const address = `http://127.0.0.1:${port}`;
  const stand = async () => (await fetch(address)).json();
  return { address, stand, stop: () => child.kill() };
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Node posts so many bodies by so many kept connections; answers how many a second. */
async function node(address, count, connections, size) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const [key, body] = [randomBytes(32), 'x'.repeat(size)];
  const post = (n) =>
    new Promise((resolve, reject) => {
      const [id, at] = [`evt_${n}`, String(Math.floor(Date.now() / 1000))];
      const signature = `v1,${createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64')}`;
      const headers = { 'content-type': 'application/json', 'content-length': size, 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature };
      const sent = request(address, { method: 'POST', agent, headers }, (answer) => answer.resume().on('end', resolve));
      sent.on('error', reject).end(body);
    });
  let next = 0;
  const work = async () => {
    while (next < count) await post(next++);
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: connections }, work));
  agent.destroy();
  return (count * 1000) / (performance.now() - begun);
}

run('init', '--company', 'Bench', '--currency', 'EUR', '--owner-email', 'owner@example.test', '--owner-password-stdin');
const email = 'owner@example.test';
const rows = Array.from({ length: messages }, (_, n) => `A-${n},Account ${n}`);
writeFileSync(join(folder, 'accounts.csv'), `external_id,name\n${rows.join('\n')}\n`);

const one = await receiver();
run('webhook', 'add', `${one.address}/one`, '--email', email);
run('import', '--kind', 'accounts', '--defer-search', join(folder, 'accounts.csv'));
const begun = performance.now();
run('webhook', 'send');
const alone = performance.now() - begun;
const first = await one.stand();
const size = Math.round(first.bytes / first.count);
const by = { one: (first.count * 1000) / alone, nodeOne: await node(one.address, first.count, 1, size) };
one.stop();

const eight = await receiver();
run('webhook', 'remove', `${one.address}/one`);
for (let n = 0; n < 8; n++) {
  run('webhook', 'add', `${eight.address}/${n}`, '--email', email);
  run('webhook', 'replay', `${eight.address}/${n}`, '--from', '2020-01-01');
}
const server = spawn(binary, ['serve', '--port', String(await freePort())], { env, stdio: 'ignore' });
const wanted = first.count * 8;
let started = 0;
for (let stand = 0; stand < wanted; ) {
  await new Promise((resolve) => setTimeout(resolve, 20));
  stand = (await eight.stand()).count;
  if (stand > 0 && started === 0) started = performance.now();
}
by.eight = (wanted * 1000) / (performance.now() - started);
server.kill();
await new Promise((resolve) => server.on('close', resolve));
by.nodeEight = await node(eight.address, first.count * 4, 8, size);
eight.stop();

const rate = (value) => `${Math.round(value)} a second`;
const engine = database.split(':')[0];
console.log(`webhooks on ${engine}: ${first.count} messages of ${size} bytes to one address in order: ${rate(by.one)}; Node by one connection: ${rate(by.nodeOne)}; ratio ${(by.one / by.nodeOne).toFixed(2)}`);
console.log(`webhooks on ${engine}: ${wanted} messages to eight addresses at once: ${rate(by.eight)}; Node by eight connections: ${rate(by.nodeEight)}; ratio ${(by.eight / by.nodeEight).toFixed(2)}`);
