-- People and companies not yet qualified, and where they come from.
create table leads (
  id uuid primary key,
  name text not null,
  sort_key bytea not null,
  folded text not null,
  first_name text,
  last_name text,
  title text,
  company text,
  email text,
  phone text,
  website text,
  street text,
  city text,
  region text,
  postal_code text,
  country text,
  language text,
  industry text,
  employees bigint,
  product_id uuid references products (id) deferrable initially deferred,
  source text,
  campaign text,
  landing_page text,
  status text not null,             -- new, working, nurturing, converted, disqualified
  need text not null,               -- unknown, known, no; the three below too
  need_evidence text,
  budget text not null,
  budget_evidence text,
  timeline text not null,
  timeline_evidence text,
  decision_process text not null,
  decision_process_evidence text,
  owner_position_id uuid not null,
  generated_by_position_id uuid not null,
  reason text,
  return_on text,
  description text,
  next_step text,
  next_step_on text,
  recycled bigint not null,
  assigned_at bigint not null,
  attempted_at bigint,              -- by its owner
  received_at bigint,
  first_attempt_at bigint,          -- by anyone
  account_id uuid references accounts (id) deferrable initially deferred,
  contact_id uuid references contacts (id) deferrable initially deferred,
  opportunity_id uuid references opportunities (id) deferrable initially deferred,
  converted_on text,
  won_on text,
  external_id text,
  created_on text,
  set_id uuid,
  recorded_at bigint not null,
  updated_at bigint not null,
  version bigint not null
);
create index leads_name on leads (sort_key, id);
create index leads_owner_name on leads (owner_position_id, sort_key, id);
create index leads_owner_status on leads (owner_position_id, status, assigned_at, id);
create index leads_status_assigned on leads (status, assigned_at, id);
create index leads_created on leads (created_on, id);
create index leads_updated on leads (updated_at, id);
create index leads_email on leads (email);
create index leads_account on leads (account_id);
create index leads_opportunity on leads (opportunity_id);
create index leads_external on leads (external_id);
-- Names of the groups that leads come from; the id is made from the name.
create table lead_sources (
  id uuid primary key,
  name text not null
) without rowid;
