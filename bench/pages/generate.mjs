// Writes a company of N opportunities as CSV, the same every time: one head, four managers of fifty reps each.
import { writeFileSync } from "node:fs";

const [folder, count] = [process.argv[2], Number(process.argv[3] ?? 10000)];
let state = 7;
const next = (n) => {
  state = (Math.imul(state, 1103515245) + 12345) >>> 0;
  return Math.floor((state / 2 ** 32) * n);
};
const today = Date.now();
const day = (offset) => new Date(today + offset * 86_400_000).toISOString().slice(0, 10);
const lines = (rows) => rows.map((row) => row.join(",")).join("\n") + "\n";

const people = [["head", "Hanna Head", "hanna@example.test", "Head of Sales", "", "Sales"]];
for (let m = 0; m < 4; m += 1) {
  people.push([`m${m}`, `Manager ${m}`, `m${m}@example.test`, "Sales Manager", "head", `Team ${m}`]);
  for (let r = 0; r < 50; r += 1)
    people.push([`r${m}-${r}`, `Rep ${m}-${r}`, `r${m}-${r}@example.test`, "Account Executive", `m${m}`, `Team ${m}`]);
}
const reps = people.filter(([id]) => id.startsWith("r")).map(([id]) => id);
const products = Array.from({ length: 20 }, (_, i) => [`P${i}`, `Product ${i}`, 100 * (i + 1)]);
const accounts = Array.from({ length: Math.max(200, count / 10) }, (_, i) => [
  `A${i}`, `Account ${i} ${["Works", "Trading", "Line", "Holding"][next(4)]}`, 10 + next(5000), reps[i % reps.length],
]);
const stages = ["Won", "Won", "Lost", "Lost", "Prospecting", "Qualifying", "Presenting", "Negotiating"];
const head = "id,name,owner,product,account,stage,created_on,close_on,amount\n";
const deals = Array.from({ length: count }, (_, i) => {
  const [stage, account] = [stages[next(stages.length)], next(accounts.length)];
  const closed = stage === "Won" || stage === "Lost";
  const opened = closed ? -800 + next(700) : -next(120);
  const close = closed ? Math.min(opened + next(120), 0) : next(180);
  const amount = stage === "Lost" ? 0 : 100 + next(90000);
  return [`D${i}`, `Deal ${i} of ${next(100000)}`, reps[account % reps.length], `P${next(20)}`, `A${account}`, stage,
    day(opened), day(close), amount];
});
writeFileSync(`${folder}/people.csv`, "id,name,email,title,manager,unit\n" + lines(people));
writeFileSync(`${folder}/products.csv`, "id,name,price\n" + lines(products.map(([c, n, p]) => [c, n, p])));
writeFileSync(`${folder}/accounts.csv`, "id,name,employees,owner\n" + lines(accounts));
writeFileSync(`${folder}/opportunities.csv`, head + lines(deals));
