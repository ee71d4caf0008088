-- The process as data, possible sales, and the money won.
create table pipelines (
  id uuid primary key,
  name text not null,
  is_default boolean not null,
  is_imported boolean not null,
  external_id text,
  place bigint not null,
  set_id uuid,
  version bigint not null
);
create table stages (
  id uuid primary key,
  pipeline_id uuid not null references pipelines (id) deferrable initially deferred,
  key text not null,                -- prospecting … following_up, or the folded name of an imported stage
  name text not null,
  place bigint not null,
  outcome text not null,            -- open, won, lost, no_decision
  probability_bp bigint not null,
  forecast_category text not null,  -- pipeline, best_case, commit, closed, omitted
  entry_criteria text not null,     -- one a line
  external_id text,
  set_id uuid,
  version bigint not null
);
create index stages_pipeline on stages (pipeline_id, place);
create table opportunities (
  id uuid primary key,
  name text not null,
  sort_key bytea not null,
  account_id uuid references accounts (id) deferrable initially deferred,
  pipeline_id uuid not null references pipelines (id) deferrable initially deferred,
  stage_id uuid not null references stages (id) deferrable initially deferred,
  outcome text not null,            -- open, won, lost, no_decision
  owner_position_id uuid not null,
  product_id uuid references products (id) deferrable initially deferred,
  contact_id uuid references contacts (id) deferrable initially deferred,
  amount_minor bigint,
  currency text not null,
  company_minor bigint,             -- the amount in the company's currency
  probability_bp bigint not null,
  forecast_category text not null,
  created_on text,                  -- unknown stays unknown
  close_on text,                    -- expected while open, then the day it closed
  reason text,
  competitor text,
  source text,
  kind text,                        -- new, expansion, renewal
  description text,
  next_step text,
  next_step_on text,
  external_id text,
  set_id uuid,
  recorded_at bigint not null,
  updated_at bigint not null,
  version bigint not null
);
create index opportunities_owner_close on opportunities (owner_position_id, outcome, close_on, id);
create index opportunities_owner_stage on opportunities (owner_position_id, stage_id, close_on, id, company_minor);
create index opportunities_stage on opportunities (stage_id, close_on, id);
create index opportunities_close on opportunities (outcome, close_on, id);
create index opportunities_account on opportunities (account_id);
create index opportunities_amount on opportunities (company_minor, id);
create index opportunities_name on opportunities (sort_key, id);
create index opportunities_updated on opportunities (updated_at, id);
-- What happened to it, in order: the state after each step. Stage history and measures read this.
create table opportunity_steps (
  opportunity_id uuid not null references opportunities (id) deferrable initially deferred,
  seq bigint not null,
  kind text not null,               -- opened, moved, changed, won, lost, no_decision, reopened
  on_day text,                      -- unknown only where the created day is
  stage_id uuid not null,
  owner_position_id uuid not null,
  product_id uuid,
  account_id uuid,
  account_tier text,
  company_minor bigint,
  reason text,
  competitor text,
  recorded_at bigint not null,
  primary key (opportunity_id, seq)
) without rowid;
create table bookings (
  id uuid primary key,
  opportunity_id uuid not null references opportunities (id) deferrable initially deferred,
  account_id uuid,
  product_id uuid,
  account_tier text,
  booked_on text not null,
  amount_minor bigint not null,
  currency text not null,
  company_minor bigint not null,
  rate_scaled bigint not null,      -- company units per unit, times 1 000 000 000
  rate_on text not null,
  rate_source text not null,
  reverses_id uuid,
  recorded_at bigint not null,
  set_id uuid
) without rowid;
create index bookings_opportunity on bookings (opportunity_id);
create index bookings_day on bookings (booked_on);
create table credit_lines (
  id uuid primary key,
  booking_id uuid not null references bookings (id) deferrable initially deferred,
  position_id uuid not null,
  kind text not null,               -- direct, overlay
  company_minor bigint not null,
  rule text not null,
  booked_on text not null,
  reverses_id uuid
) without rowid;
create index credit_lines_booking on credit_lines (booking_id);
create index credit_lines_position on credit_lines (position_id, booked_on);
create table exchange_rates (
  currency text not null,
  on_day text not null,
  rate_scaled bigint not null,
  source text not null,
  primary key (currency, on_day)
) without rowid;
