-- Sums, counts and histograms that the measures are made of; added in the transaction that makes the change.
create table measure_days (
  part text not null,               -- of what: closed.won, open, cycle.lost …
  on_day text not null,
  position_id uuid not null,
  subject_id uuid not null,         -- the product, of leads the source; the nil id where there is none
  account_tier text not null,       -- empty where there is none
  bucket bigint not null,           -- whole days in a histogram, else 0
  counted bigint not null,          -- how many
  amount bigint not null,           -- minor units of the company's currency
  primary key (part, on_day, position_id, subject_id, account_tier, bucket)
) without rowid;
-- The same by month and position: a year's scorecard reads twelve rows a position.
create table measure_months (
  part text not null,
  month text not null,              -- YYYY-MM
  position_id uuid not null,
  bucket bigint not null,
  counted bigint not null,
  amount bigint not null,
  primary key (part, month, position_id, bucket)
) without rowid;
-- What is open now at each stage, by owner: the board's sums.
create table stage_totals (
  stage_id uuid not null,
  owner_position_id uuid not null,
  counted bigint not null,
  amount bigint not null,           -- minor units of the company's currency
  weighted bigint not null,         -- each amount by its chance of winning
  primary key (stage_id, owner_position_id)
) without rowid;
create table targets (
  measure text not null,
  position_id uuid not null,
  grain text not null,
  from_on text not null,
  value text not null,              -- decimal, in the unit of the measure
  user_id uuid,
  recorded_at bigint not null,
  primary key (measure, position_id, grain, from_on)
);
