// A screenshot with 256 colours in the place of all: a third of the bytes, and to the eye the same, as pages have few colours.
//
// Reads what Chromium writes: 8 bits a channel, RGB or RGBA, not interlaced. Writes a PNG with a palette.

import assert from 'node:assert/strict';
import { deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** The PNG with a palette. */
export function shrink(png) {
  const { width, height, channels, pixels } = decoded(png);
  const { palette, indexOf } = chosen(pixels, channels);
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = indexOf(bucket(pixels, (y * width + x) * channels));
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const parts = [chunk('IHDR', head), chunk('PLTE', palette), chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([SIGNATURE, ...parts]);
}

/** Five bits a channel: what looks alike falls together. */
function bucket(pixels, at) {
  return ((pixels[at] >> 3) << 10) | ((pixels[at + 1] >> 3) << 5) | (pixels[at + 2] >> 3);
}

/** The 256 most frequent buckets, each as its most frequent colour; the others go to the nearest. */
function chosen(pixels, channels) {
  const buckets = new Map();
  for (let at = 0; at < pixels.length; at += channels) {
    const key = bucket(pixels, at);
    const colour = (pixels[at] << 16) | (pixels[at + 1] << 8) | pixels[at + 2];
    const found = buckets.get(key) ?? { count: 0, colours: new Map() };
    found.count += 1;
    found.colours.set(colour, (found.colours.get(colour) ?? 0) + 1);
    buckets.set(key, found);
  }
  const most = [...buckets.values()].sort((a, b) => b.count - a.count).slice(0, 256);
  const colours = most.map((one) => [...one.colours].reduce((a, b) => (b[1] > a[1] ? b : a))[0]);
  const palette = Buffer.from(colours.flatMap((c) => [c >> 16, (c >> 8) & 255, c & 255]));
  const known = new Map();
  const indexOf = (key) => {
    if (!known.has(key)) known.set(key, nearest(colours, key));
    return known.get(key);
  };
  return { palette, indexOf };
}

function nearest(colours, key) {
  const [r, g, b] = [(key >> 10) * 8 + 4, ((key >> 5) & 31) * 8 + 4, (key & 31) * 8 + 4];
  const far = (c) => ((c >> 16) - r) ** 2 + (((c >> 8) & 255) - g) ** 2 + ((c & 255) - b) ** 2;
  return colours.reduce((best, c, at) => (far(c) < far(colours[best]) ? at : best), 0);
}

function decoded(png) {
  assert.ok(png.subarray(0, 8).equals(SIGNATURE), 'not a PNG');
  const [width, height, depth, kind] = [png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25]];
  assert.ok(depth === 8 && (kind === 2 || kind === 6) && png[28] === 0, 'not a PNG as Chromium writes it');
  const channels = kind === 2 ? 3 : 4;
  const data = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  return { width, height, channels, pixels: unfiltered(inflateSync(Buffer.concat(data)), width * channels, height, channels) };
}

/** Takes back the filter of each row (PNG, section 9). */
function unfiltered(rows, length, height, step) {
  const pixels = Buffer.alloc(length * height);
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (length + 1)];
    for (let x = 0; x < length; x++) {
      const left = x < step ? 0 : pixels[y * length + x - step];
      const up = y === 0 ? 0 : pixels[(y - 1) * length + x];
      const corner = x < step || y === 0 ? 0 : pixels[(y - 1) * length + x - step];
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      pixels[y * length + x] = rows[y * (length + 1) + 1 + x] + guess;
    }
  }
  return pixels;
}

function paeth(left, up, corner) {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

function chunk(kind, data) {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** The sum that a PNG keeps of each chunk (PNG, annex D). */
function crc32(data) {
  let sum = 0xffffffff;
  for (const byte of data) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}
