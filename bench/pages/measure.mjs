// Signs in as a rep, a manager of fifty and the head, asks for list, board and record over and over, prints the times.
// Time is from request to last byte on a kept connection of the same machine: what the server takes, and a little more.
import http from "node:http";

const [port, links, rounds] = [Number(process.argv[2]), JSON.parse(process.argv[3]), Number(process.argv[4] ?? 150)];
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const origin = `http://127.0.0.1:${port}`;

function ask(path, { method = "GET", cookie = "", body = "" } = {}) {
  const headers = { origin, cookie, "sec-fetch-site": "same-origin", accept: "text/html" };
  if (body) Object.assign(headers, { "content-type": "application/x-www-form-urlencoded", "content-length": Buffer.byteLength(body) });
  return new Promise((resolve, reject) => {
    const begun = process.hrtime.bigint();
    const request = http.request({ port, host: "127.0.0.1", path, method, headers, agent }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => {
        const ms = Number(process.hrtime.bigint() - begun) / 1e6;
        resolve({ status: answer.statusCode, headers: answer.headers, text: Buffer.concat(parts).toString(), ms });
      });
    });
    request.on("error", reject);
    request.end(body);
  });
}

async function signIn(link) {
  const page = await ask(link);
  const csrf = page.text.match(/name="csrf" value="([^"]+)"/)?.[1] ?? "";
  const given = (answer) => (answer.headers["set-cookie"] ?? []).map((c) => c.split(";")[0]);
  const body = `csrf=${encodeURIComponent(csrf)}&password=a+long+bench+password&repeat=a+long+bench+password`;
  const answer = await ask(link, { method: "POST", body, cookie: given(page).join("; ") });
  const cookies = given(answer);
  if (cookies.length === 0) throw new Error(`${link}: ${answer.status} ${answer.text.slice(0, 400)}`);
  return cookies.join("; ");
}

const results = {};
for (const [who, link] of Object.entries(links)) {
  const cookie = await signIn(link);
  const list = await ask("/opportunities", { cookie });
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
      const answer = await ask(path(i), { cookie });
      if (answer.status !== 200) throw new Error(`${who} ${path(i)}: ${answer.status}`);
      if (i >= 5) times.push(answer.ms);
    }
    times.sort((a, b) => a - b);
    results[who][name] = [times[Math.floor(times.length * 0.5)], times[Math.floor(times.length * 0.95)]];
  }
}
console.log(JSON.stringify(results));
agent.destroy();
