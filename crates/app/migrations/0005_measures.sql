-- Sums, counts and histograms that the measures are made of; added in the transaction that makes the change.
create table measure_days (
  component text not null,
  on_day text not null,
  position_id uuid not null,
  product_id uuid not null,         -- the nil id where there is none
  account_tier text not null,       -- empty where there is none
  bucket bigint not null,           -- whole days in a histogram, else 0
  amount bigint not null,
  primary key (component, on_day, position_id, product_id, account_tier, bucket)
);
-- The same by month and position: a year's scorecard reads twelve rows a position.
create table measure_months (
  component text not null,
  month text not null,              -- YYYY-MM
  position_id uuid not null,
  bucket bigint not null,
  amount bigint not null,
  primary key (component, month, position_id, bucket)
);
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
