// Starts a server several times, asks it, and reads what the kernel says of its memory.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { ended, started } from "../ask.mjs";

const [binary, database, count] = process.argv.slice(2);
const url = `sqlite://${database}`;

/** MiB: what is resident, and of that the process's own. */
function memory({ child }) {
  const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
  const mib = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)[1]) / 1024;
  return `${mib("VmRSS").toFixed(0)} MiB (${mib("RssAnon").toFixed(0)} its own, the rest mapped files)`;
}
async function median(words, path) {
  const times = [];
  for (let n = 0; n < 5; n += 1) {
    const server = await started(words, path);
    times.push(server.ms);
    await ended(server);
  }
  return times.sort((a, b) => a - b)[2];
}

const serve = [binary, "serve", "--database", url, "--port", "PORT", "--api-per-minute", "100000000"];
const bare = [process.execPath, "-e", "require('node:http').createServer((q, s) => s.end('ok')).listen(PORT, '127.0.0.1')"];
const [ours, theirs] = [await median(serve, "/readyz"), await median(bare, "/")];
console.log(`cold start at ${count} opportunities: ${ours.toFixed(0)} ms, goal 300; a bare Node server: ${theirs.toFixed(0)} ms; ratio ${(ours / theirs).toFixed(2)}`);

const until = new Date(Date.now() + 86_400_000 * 30).toISOString().slice(0, 10);
const made = spawnSync(binary, ["token", "--database", url, "--email", "owner@example.test", "--name", "bench", "--expires-on", until], { encoding: "utf8" });
const token = made.stdout.trim();
const [server, node] = [await started(serve, "/readyz"), await started(bare, "/")];
await pause(10_000);
console.log(`idle: ${memory(server)}, goal 60; a bare Node server: ${memory(node)}`);
const pages = ["/opportunities?limit=50", "/opportunities?filter=outcome%20%3D%20open&sort=-amount", "/accounts?search=works", "/measures/win_rate"];
async function ask(page) {
  const began = performance.now();
  const answer = await fetch(`http://127.0.0.1:${server.port}/api/v1${page}`, { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  await answer.arrayBuffer();
  return performance.now() - began;
}
for (const page of pages) {
  const times = [];
  for (let n = 0; n < 9; n += 1) times.push(await ask(page));
  const sorted = times.toSorted((a, b) => a - b);
  console.log(`alone, ${page}: the first ${times[0].toFixed(0)} ms, half below ${sorted[4].toFixed(0)} ms`);
}
let asked = 0;
const end = Date.now() + 15_000;
const reads = async (n) => {
  for (; Date.now() < end; asked += 1) await ask(pages[(asked + n) % pages.length]);
};
await Promise.all(Array.from({ length: 16 }, (_, n) => reads(n)));
console.log(`busy, ${asked} answers in 15 s to sixteen clients: ${memory(server)}`);
await pause(10_000);
console.log(`ten seconds later: ${memory(server)}`);
await ended(server);
await ended(node);
