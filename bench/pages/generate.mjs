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
// Words such as firms have in their names, some of them Chinese; common ones come often, most come seldom.
const syllables = "nord sol fjell kra vik ber dal hav lin mar tek ton ari bo sken gra ulv ost hel rud".split(" ");
const word = (n) => {
  let text = "";
  for (let rest = n + 1; rest > 0; rest = Math.floor(rest / syllables.length)) text += syllables[rest % syllables.length];
  return text[0].toUpperCase() + text.slice(1);
};
const cities = ["北京", "上海", "深圳", "Bergen", "Oslo", "Tromsø", "Ålesund", "Hamar"];
const anyWord = () => word(next(2) ? next(40) : next(8000));
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
  `A${i}`, `${anyWord()} ${anyWord()} ${["Works", "Trading", "Line", "Holding", "控股"][next(5)]} ${i}`, cities[next(cities.length)], 10 + next(5000), reps[i % reps.length],
]);
const stages = ["Won", "Won", "Lost", "Lost", "Prospecting", "Qualifying", "Presenting", "Negotiating"];
const head = "id,name,owner,product,account,stage,created_on,close_on,amount\n";
const deals = Array.from({ length: count }, (_, i) => {
  const [stage, account] = [stages[next(stages.length)], next(accounts.length)];
  const closed = stage === "Won" || stage === "Lost";
  const opened = closed ? -800 + next(700) : -next(120);
  const close = closed ? Math.min(opened + next(120), 0) : next(180);
  const amount = stage === "Lost" ? 0 : 100 + next(90000);
  return [`D${i}`, `${anyWord()} ${["renewal", "upgrade", "pilot", "扩建"][next(4)]} ${i}`, reps[account % reps.length], `P${next(20)}`, `A${account}`, stage,
    day(opened), day(close), amount];
});
writeFileSync(`${folder}/people.csv`, "id,name,email,title,manager,unit\n" + lines(people));
writeFileSync(`${folder}/products.csv`, "id,name,price\n" + lines(products.map(([c, n, p]) => [c, n, p])));
writeFileSync(`${folder}/accounts.csv`, "id,name,city,employees,owner\n" + lines(accounts));
writeFileSync(`${folder}/opportunities.csv`, head + lines(deals));
