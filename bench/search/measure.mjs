// Types words into the palette, one letter after the other as people do, and prints what the answers took.
import { spawnSync } from "node:child_process";
import { Client, ended, quantile, started } from "../ask.mjs";

const [binary, database, links, count] = process.argv.slice(2);
const server = await started([binary, "serve", "--database", database, "--port", "PORT"], "/readyz");

/** Words and how they are asked for: letter by letter, or at once. */
const asked = {
  "typed: a common word": typed("Kraft renewal"),
  "typed: a rare name": typed("Solfjell Havlin"),
  "typed: a number": typed("4711"),
  "two letters": ["no", "vi", "so", "wo", "tr"],
  "Chinese": ["北京", "控股", "扩", "扩建", "上海"],
  "common and common": ["nord renewal", "works nord", "pilot vik 9", "扩建 nord"],
  "a slip of the fingers": ["solfjlel havlin", "renewla nord", "holdign fjell"],
  "nothing": ["xyzzy quux", "qqq", "zzzz 北"],
};
function typed(text) {
  return Array.from({ length: text.length - 1 }, (_, at) => text.slice(0, at + 2));
}

const client = new Client(server.port);
console.log(`palette at ${count} opportunities, ms p50 and p95`);
const all = [];
for (const [who, link] of Object.entries(JSON.parse(links))) {
  const cookie = await client.signIn(link);
  for (const [name, words] of Object.entries(asked)) {
    const times = [];
    for (let round = 0; round < 12; round += 1) {
      for (const q of words) {
        const answer = await client.ask(`/palette?q=${encodeURIComponent(q)}`, { cookie, accept: "application/json" });
        if (answer.status !== 200) throw new Error(`${who} ${q}: ${answer.status} ${answer.text}`);
        if (round > 1) times.push(answer.ms);
      }
    }
    all.push(...times);
    const [half, most] = [quantile(times, 0.5), quantile(times, 0.95)].map((ms) => ms.toFixed(1).padStart(7));
    console.log(`${`${who}, ${name}`.padEnd(34)}${half} ${most}`);
  }
}
client.close();
await ended(server);

const began = performance.now();
const scan = "select count(*) from (select name from accounts where name like '%solfjell%' union all select name from opportunities where name like '%solfjell%')";
const scanner = database.startsWith("sqlite:") ? ["sqlite3", "-readonly", database.slice("sqlite://".length)] : ["psql", database, "-c"];
spawnSync(scanner[0], [...scanner.slice(1), scan]);
const bare = performance.now() - began;
const p95 = quantile(all, 0.95);
console.log(`all: p95 ${p95.toFixed(1)} ms, goal 20; a scan of the names by ${scanner[0]}: ${bare.toFixed(1)} ms; ratio ${(p95 / bare).toFixed(3)}`);
