// Writes a pipeline of N opportunities as CSV, with its accounts, products and teams, the same every time.
import { writeFileSync } from "node:fs";

const [folder, count] = [process.argv[2], Number(process.argv[3] ?? 200000)];
let state = 42;
const next = (n) => {
  state = (Math.imul(state, 1103515245) + 12345) >>> 0;
  return Math.floor((state / 2 ** 32) * n);
};
const day = (offset) => new Date(Date.UTC(2024, 0, 1 + offset)).toISOString().slice(0, 10);
const lines = (rows) => rows.map((row) => row.join(",")).join("\n") + "\n";

const agents = Array.from({ length: 120 }, (_, i) => [`Agent ${i}`, `Manager ${i % 12}`, `Office ${i % 4}`]);
const products = Array.from({ length: 20 }, (_, i) => [`Product ${i}`, `Line ${i % 4}`, 100 * (i + 1)]);
const accounts = Array.from({ length: 2000 }, (_, i) => [`Account ${i}`, `Sector ${i % 9}`, 10 + next(5000)]);
const stages = ["Won", "Won", "Lost", "Lost", "Prospecting", "Negotiating"];
const deals = Array.from({ length: count }, (_, i) => {
  const stage = stages[next(stages.length)];
  const opened = next(700);
  const closed = stage === "Won" || stage === "Lost" ? day(opened + next(120)) : "";
  const amount = stage === "Lost" ? 0 : 100 + next(90000);
  return [`D${i}`, `Agent ${next(120)}`, `Product ${next(20)}`, `Account ${next(2000)}`, stage, day(opened), closed, amount];
});
writeFileSync(`${folder}/teams.csv`, "sales_agent,manager,regional_office\n" + lines(agents));
writeFileSync(`${folder}/products.csv`, "product,series,sales_price\n" + lines(products));
writeFileSync(`${folder}/accounts.csv`, "account,sector,employees\n" + lines(accounts));
writeFileSync(
  `${folder}/pipeline.csv`,
  "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n" + lines(deals),
);
