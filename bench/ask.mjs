// What benches ask of a server, and how long each answer takes: from request to last byte on a kept connection of the same
// machine, so what the server takes and a little more.
import { spawn } from "node:child_process";
import http from "node:http";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

export const freePort = () => new Promise((done) => {
  const server = createServer().listen(0, "127.0.0.1", () => {
    const { port } = server.address();
    server.close(() => done(port));
  });
});

/** Starts a program that listens on PORT, as it stands in its words, and waits until it answers at that path. */
export async function started(words, path) {
  const port = await freePort();
  const began = performance.now();
  const child = spawn(words[0], words.slice(1).map((word) => word.replace("PORT", port)), {
    stdio: "ignore", env: { ...process.env, RUST_LOG: "error" },
  });
  while (!(await fetch(`http://127.0.0.1:${port}${path}`).catch(() => undefined))?.ok) {
    if (child.exitCode !== null) throw new Error(`${words.join(" ")} ended with ${child.exitCode}`);
    await pause(2);
  }
  return { child, port, ms: performance.now() - began };
}

export async function ended({ child }) {
  child.kill("SIGTERM");
  await new Promise((done) => child.on("close", done));
}

export class Client {
  constructor(port) {
    this.port = port;
    this.agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  }

  ask(path, { method = "GET", cookie = "", body = "", accept = "text/html" } = {}) {
    const headers = { origin: `http://127.0.0.1:${this.port}`, cookie, "sec-fetch-site": "same-origin", accept };
    if (body) Object.assign(headers, { "content-type": "application/x-www-form-urlencoded", "content-length": Buffer.byteLength(body) });
    return new Promise((resolve, reject) => {
      const begun = process.hrtime.bigint();
      const request = http.request({ port: this.port, host: "127.0.0.1", path, method, headers, agent: this.agent }, (answer) => {
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

  /** Takes the link of an invitation and chooses a password; the cookies of whoever is signed in now. */
  async signIn(link) {
    const page = await this.ask(link);
    const csrf = page.text.match(/name="csrf" value="([^"]+)"/)?.[1] ?? "";
    const given = (answer) => (answer.headers["set-cookie"] ?? []).map((c) => c.split(";")[0]);
    const body = `csrf=${encodeURIComponent(csrf)}&password=a+long+bench+password&repeat=a+long+bench+password`;
    const answer = await this.ask(link, { method: "POST", body, cookie: given(page).join("; ") });
    const cookies = given(answer);
    if (cookies.length === 0) throw new Error(`${link}: ${answer.status} ${answer.text.slice(0, 400)}`);
    return cookies.join("; ");
  }

  close() {
    this.agent.destroy();
  }
}

/** The value below which that share of the times lies. */
export const quantile = (times, share) => times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))];
