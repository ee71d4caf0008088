// Builds the client: bundle, style sheet, font and icons, under names that carry their hash, each also
// compressed, into ../assets. `manifest.txt` is written last: a line per file, logical name, file, type.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import subsetFont from "subset-font";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "assets");
const modules = join(here, "node_modules");
const types = { js: "text/javascript; charset=utf-8", css: "text/css; charset=utf-8", svg: "image/svg+xml", woff2: "font/woff2" };

const made = [];

/** Writes one file under its hashed name, with compressed twins where they help, and returns its address. */
function put(name, bytes) {
  const body = Buffer.from(bytes);
  const hash = createHash("sha256").update(body).digest("hex").slice(0, 12);
  const extension = name.split(".").pop();
  const file = `${hash}-${name}`;
  writeFileSync(join(out, file), body);
  if (extension !== "woff2") {
    const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } };
    writeFileSync(join(out, `${file}.br`), brotliCompressSync(body, brotli));
    writeFileSync(join(out, `${file}.gz`), gzipSync(body, { level: 9 }));
  }
  made.push(`${name}\t${file}\t${types[extension]}`);
  return `/assets/${file}`;
}

/** The characters from `first` to `last`. */
function range(first, last) {
  return String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, i) => first + i));
}

/** The variable font cut to the weights we set and the characters of the range; other scripts use the system's own. */
async function font(file, text, tags) {
  const source = readFileSync(join(modules, "@fontsource-variable/inter/files", file));
  return subsetFont(source, text, { targetFormat: "woff2", variationAxes: { wght: { min: 400, max: 650 } }, ...tags });
}

/** One sheet of the icons named in icons.json, each a symbol drawn in the colour of its text. */
function sprite() {
  const names = JSON.parse(readFileSync(join(here, "icons.json"), "utf8"));
  const symbols = names.map((name) => {
    const svg = readFileSync(join(modules, "lucide-static/icons", `${name}.svg`), "utf8");
    const inner = svg.replace(/<!--[\s\S]*?-->/g, "").replace(/<svg[\s\S]*?>/, "").replace("</svg>", "").replace(/\s+/g, " ").trim();
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${inner}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
}

const target = ["es2022", "chrome120", "firefox121", "safari17.4"];

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const latin = put("inter.woff2", await font("inter-latin-wght-normal.woff2", range(0x20, 0x7e) + range(0xa0, 0xff) + "–—‘’“”…•€→←↑↓−×"));
const extended = put("inter-ext.woff2", await font("inter-latin-ext-wght-normal.woff2", range(0x100, 0x17f) + range(0x218, 0x21b)));
put("icons.svg", sprite());
put("mark.svg", readFileSync(join(here, "mark.svg")));

const style = await build({
  entryPoints: [join(here, "css/app.css")], bundle: true, minify: true, write: false, target, external: ["/assets/*"],
});
put("app.css", style.outputFiles[0].text.replaceAll("/assets/inter.woff2", latin).replaceAll("/assets/inter-ext.woff2", extended));

const script = await build({
  entryPoints: [join(here, "src/app.ts")], bundle: true, minify: true, write: false, format: "iife", target, legalComments: "none",
});
put("app.js", script.outputFiles[0].text);

writeFileSync(join(out, "manifest.txt"), `${made.join("\n")}\n`);

const first = ["app.js", "app.css", "icons.svg"].map((name) => readFileSync(join(out, `${made.find((m) => m.startsWith(`${name}\t`)).split("\t")[1]}.br`)).length);
const bytes = first.reduce((a, b) => a + b, 0) + readFileSync(join(out, latin.replace("/assets/", ""))).length;
process.stdout.write(`client: ${readdirSync(out).length} files, first load ${(bytes / 1024).toFixed(1)} KiB compressed\n`);
