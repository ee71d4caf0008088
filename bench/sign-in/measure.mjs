// Signs in as people do, again and again, each time as a browser that was never here.
import { ended, started } from "../ask.mjs";

const [binary, url, seconds, bare] = process.argv.slice(2);
const server = await started([binary, "serve", "--database", url, "--port", "PORT"], "/readyz");
const home = `http://127.0.0.1:${server.port}`;

async function signIn() {
  const page = await fetch(`${home}/sign-in`);
  const csrf = /name="csrf"[^>]*value="([^"]+)"/.exec(await page.text())[1];
  const cookie = page.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
  const body = new URLSearchParams({ csrf, email: "owner@example.test", password: "a long password for the bench" });
  const entered = await fetch(`${home}/sign-in`, { method: "POST", body, headers: { cookie, origin: home }, redirect: "manual" });
  await entered.arrayBuffer();
  if (entered.status !== 303 || !entered.headers.getSetCookie().some((line) => line.startsWith("bailiwick="))) throw new Error(`not let in: ${entered.status}`);
}

await signIn();
const end = Date.now() + Number(seconds) * 1000;
let count = 0;
await Promise.all(Array.from({ length: 16 }, async () => {
  for (; Date.now() < end; count += 1) await signIn();
}));
await ended(server);
const rate = count / Number(seconds);
console.log(`sign-ins: ${rate.toFixed(1)} a second; passwords compared bare: ${bare} a second; ${(rate / Number(bare)).toFixed(2)} of it, goal 0.8`);
