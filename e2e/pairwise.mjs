// Every two settings meet at least once: a small set of combinations in the place of all of them.
//
// pairwise({theme: ['light', 'dark'], width: [360, 1440]}) gives a list of {theme, width}. The choice is greedy and has no
// randomness, so the same settings always give the same list.

/** Combinations of the settings in which every pair of values stands together somewhere. */
export function pairwise(settings) {
  const names = Object.keys(settings);
  const all = product(names, settings);
  const open = new Set(all.flatMap((row) => pairs(names, row)));
  const chosen = [];
  while (open.size > 0) {
    const gain = (row) => pairs(names, row).filter((pair) => open.has(pair)).length;
    const best = all.reduce((a, b) => (gain(b) > gain(a) ? b : a));
    chosen.push(best);
    for (const pair of pairs(names, best)) open.delete(pair);
  }
  return chosen;
}

/** All combinations. */
export function product(names, settings) {
  return names.reduce(
    (rows, name) => rows.flatMap((row) => settings[name].map((value) => ({ ...row, [name]: value }))),
    [{}],
  );
}

/** The pairs of values of one combination, as keys; with one setting alone, its value. */
export function pairs(names, row) {
  if (names.length === 1) return [JSON.stringify([names[0], row[names[0]]])];
  return names.flatMap((a, n) => names.slice(n + 1).map((b) => JSON.stringify([a, row[a], b, row[b]])));
}
