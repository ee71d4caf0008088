-- The organisation. Each row but a person is dated twice: when it holds, and when we knew it.
create table people (
  id uuid primary key,
  name text not null,
  sort_key bytea not null,
  folded text not null,
  email text,
  is_active boolean not null,
  external_id text,
  set_id uuid,
  recorded_at bigint not null,
  updated_at bigint not null,
  version bigint not null
);
create index people_name on people (sort_key, id);
create index people_folded on people (folded);
create index people_email on people (email);
create table units (
  row_id uuid primary key,
  id uuid not null,
  parent_id uuid,
  name text not null,
  kind text not null,
  sales_model text,
  valid_from_on text not null,
  valid_to_on text not null,
  recorded_at bigint not null,
  superseded_at bigint,
  set_id uuid
);
create index units_id on units (id);
create table positions (
  row_id uuid primary key,
  id uuid not null,
  external_id text,
  unit_id uuid not null,
  title text not null,
  roles text not null,              -- keys of the role catalogue, space between
  reports_to_id uuid,
  location text,
  languages text not null,
  cost_minor bigint,
  cost_currency text,
  quota_class text,
  capacity bigint,
  is_stub boolean not null,
  valid_from_on text not null,
  valid_to_on text not null,
  recorded_at bigint not null,
  superseded_at bigint,
  set_id uuid
);
create index positions_id on positions (id);
create table dotted_lines (
  row_id uuid primary key,
  position_id uuid not null,
  manager_id uuid not null,
  label text,
  valid_from_on text not null,
  valid_to_on text not null,
  recorded_at bigint not null,
  superseded_at bigint,
  set_id uuid
);
create table assignments (
  row_id uuid primary key,
  person_id uuid not null references people (id),
  position_id uuid not null,
  share_bp bigint not null,
  kind text not null,
  valid_from_on text not null,
  valid_to_on text not null,
  recorded_at bigint not null,
  superseded_at bigint,
  set_id uuid
);
create index assignments_person on assignments (person_id);
create table segments (
  row_id uuid primary key,
  id uuid not null,
  name text not null,
  noun text not null,
  predicate text not null,          -- the filter grammar
  valid_from_on text not null,
  valid_to_on text not null,
  recorded_at bigint not null,
  superseded_at bigint,
  set_id uuid
);
create table segment_members (
  row_id uuid primary key,
  segment_id uuid not null,
  record_id uuid not null,
  valid_from_on text not null,
  valid_to_on text not null,
  recorded_at bigint not null,
  superseded_at bigint
);
create index segment_members_segment on segment_members (segment_id, record_id);
create index segment_members_record on segment_members (record_id);
create table coverages (
  row_id uuid primary key,
  id uuid not null,
  segment_id uuid,
  stages text not null,
  unit_id uuid,
  position_id uuid,
  distribution text not null,
  priority bigint not null,
  valid_from_on text not null,
  valid_to_on text not null,
  recorded_at bigint not null,
  superseded_at bigint,
  set_id uuid
);
create table organisation_defects (
  row_id uuid primary key,
  check_kind text not null,
  position_id uuid,
  subject text not null,
  claim text,
  source text,
  valid_from_on text not null,
  valid_to_on text not null,
  recorded_at bigint not null,
  superseded_at bigint,
  set_id uuid
);
-- Moved by every write to the tables above; read in each request's transaction.
create table organisation_version (
  one bigint primary key,
  version bigint not null
);
insert into organisation_version (one, version) values (1, 0);
-- Today's reporting forest, and each scheduled one, as nested intervals.
create table organisation_trees (
  tree bigint primary key,
  from_on text not null,
  to_on text not null
) without rowid;
create table organisation_intervals (
  tree bigint not null,
  position_id uuid not null,
  lft bigint not null,
  rgt bigint not null,
  primary key (tree, lft)
) without rowid;
create index organisation_intervals_position on organisation_intervals (tree, position_id, lft);
