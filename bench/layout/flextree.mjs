// How fast d3-flextree lays out the tree of crates/draw/examples/layout_bench.rs: the same numbers from the same generator.
// Prints one line of JSON with the same fields; building means making d3's nodes from a list of parents.
import { flextree } from 'd3-flextree';

const runs = 7;
const count = Number(process.argv[2] ?? 100_000);

let state = 2_463_534_242;
const below = (end) => {
  state = (state ^ (state << 13)) >>> 0;
  state = (state ^ (state >>> 17)) >>> 0;
  state = (state ^ (state << 5)) >>> 0;
  return state % end;
};

const parents = [];
const sizes = [];
for (let i = 0; i < count; i += 1) {
  parents.push(i > 0 ? below(i) : -1);
  sizes.push([120 + below(100), 40 + below(40)]);
}

const build = (layout) => {
  const data = sizes.map((size) => ({ size, children: [] }));
  for (let i = 1; i < count; i += 1) data[parents[i]].children.push(data[i]);
  return layout.hierarchy(data[0], (d) => d.children);
};

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const layout = flextree({ nodeSize: (node) => node.data.size, spacing: 25 });
const alone = [];
const whole = [];
let width = 0;
for (let run = 0; run < runs; run += 1) {
  const start = performance.now();
  const tree = build(layout);
  const built = performance.now();
  layout(tree);
  const end = performance.now();
  alone.push(end - built);
  whole.push(end - start);
  let left = Infinity;
  let right = -Infinity;
  tree.each((node) => {
    left = Math.min(left, node.x - node.data.size[0] / 2);
    right = Math.max(right, node.x + node.data.size[0] / 2);
  });
  width = right - left;
}
const [layoutMs, wholeMs] = [median(alone), median(whole)];
console.log(JSON.stringify({
  boxes: count,
  layout_ms: Number(layoutMs.toFixed(3)),
  build_and_layout_ms: Number(wholeMs.toFixed(3)),
  boxes_per_second: Math.round((count / layoutMs) * 1000),
  width: Number(width.toFixed(3)),
}));
