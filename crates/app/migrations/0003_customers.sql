-- Whom we sell to, and what.
create table accounts (
  id uuid primary key,
  name text not null,
  sort_key bytea not null,
  folded text not null,
  parent_id uuid references accounts (id) deferrable initially deferred,
  owner_position_id uuid not null,
  tier text,                        -- key, enterprise, mid, small
  industry text,
  website text,
  domain text,
  phone text,
  street text,
  city text,
  region text,
  postal_code text,
  country text,
  employees bigint,
  revenue_minor bigint,
  revenue_currency text,
  founded_year bigint,
  description text,
  next_step text,
  next_step_on text,
  external_id text,
  created_on text,
  set_id uuid,
  recorded_at bigint not null,
  updated_at bigint not null,
  version bigint not null
);
create index accounts_name on accounts (sort_key, id);
create index accounts_owner_name on accounts (owner_position_id, sort_key, id);
create index accounts_updated on accounts (updated_at, id);
create index accounts_folded on accounts (folded);
create index accounts_domain on accounts (domain);
create index accounts_parent on accounts (parent_id);
create table account_teams (
  row_id uuid primary key,
  id uuid not null,
  account_id uuid not null references accounts (id) deferrable initially deferred,
  line_of_business text,
  product_line text,
  position_id uuid not null,
  team_role text not null,
  valid_from_on text not null,
  valid_to_on text not null,
  recorded_at bigint not null,
  superseded_at bigint,
  set_id uuid
);
create index account_teams_account on account_teams (account_id);
create index account_teams_position on account_teams (position_id, account_id);
create table contacts (
  id uuid primary key,
  name text not null,
  sort_key bytea not null,
  folded text not null,
  first_name text,
  last_name text,
  email text,
  phone text,
  mobile text,
  title text,
  account_id uuid references accounts (id) deferrable initially deferred,
  buying_role text,
  owner_position_id uuid not null,
  description text,
  next_step text,
  next_step_on text,
  external_id text,
  created_on text,
  set_id uuid,
  recorded_at bigint not null,
  updated_at bigint not null,
  version bigint not null
);
create index contacts_name on contacts (sort_key, id);
create index contacts_owner_name on contacts (owner_position_id, sort_key, id);
create index contacts_updated on contacts (updated_at, id);
create index contacts_email on contacts (email);
create index contacts_account on contacts (account_id);
create table products (
  id uuid primary key,
  name text not null,
  sort_key bytea not null,
  folded text not null,
  code text,
  line text,
  kind text,                        -- growth, maintenance, transactional, strategic
  list_price_minor bigint,
  price_currency text,
  is_active boolean not null,
  description text,
  external_id text,
  set_id uuid,
  recorded_at bigint not null,
  updated_at bigint not null,
  version bigint not null
);
create index products_name on products (sort_key, id);
create index products_folded on products (folded);
