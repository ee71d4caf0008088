// Signs in as a rep, a manager of fifty and the head, asks for list, board and record over and over, prints the times.
import { Client, quantile } from "../ask.mjs";

const [port, links, rounds] = [Number(process.argv[2]), JSON.parse(process.argv[3]), Number(process.argv[4] ?? 150)];
const client = new Client(port);

const results = {};
for (const [who, link] of Object.entries(links)) {
  const cookie = await client.signIn(link);
  const list = await client.ask("/opportunities", { cookie });
  const ids = [...list.text.matchAll(/\/opportunities\/([0-9a-f-]{36})"/g)].map((m) => m[1]);
  if (list.status !== 200 || ids.length === 0) throw new Error(`${who} sees no list: ${list.status}`);
  const pages = {
    list: () => "/opportunities",
    "list by amount": () => "/opportunities?sort=-amount",
    "list filtered": () => `/opportunities?filter=${encodeURIComponent("outcome = won and amount > 50000")}&sort=-close_on`,
    board: () => "/opportunities?view=board",
    record: (i) => `/opportunities/${ids[i % ids.length]}`,
  };
  results[who] = {};
  for (const [name, path] of Object.entries(pages)) {
    const times = [];
    for (let i = 0; i < rounds + 5; i += 1) {
      const answer = await client.ask(path(i), { cookie });
      if (answer.status !== 200) throw new Error(`${who} ${path(i)}: ${answer.status}`);
      if (i >= 5) times.push(answer.ms);
    }
    results[who][name] = [quantile(times, 0.5), quantile(times, 0.95)];
  }
}
console.log(JSON.stringify(results));
client.close();
