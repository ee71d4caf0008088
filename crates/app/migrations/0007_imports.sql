-- Imports: what came in, from where, and what became of it.
create table imports (
  id uuid primary key,
  user_id uuid,
  state text not null,              -- reading, running, done, failed, cancelled, undone
  source text not null,             -- names of the files
  settings text not null,           -- JSON: mapping, aliases, options
  report text not null,             -- JSON: counts, findings
  rejects text not null,            -- CSV of rejected rows with reasons
  started_at bigint not null,
  finished_at bigint,
  is_index_due boolean not null default false  -- its records are not in the search index yet
);
create index imports_started on imports (started_at);
create index imports_index_due on imports (started_at) where is_index_due;
create table import_files (
  import_id uuid not null references imports (id),
  place bigint not null,
  name text not null,
  kind text not null,
  content bytea not null,
  primary key (import_id, place)
);
create table import_mappings (
  id uuid primary key,
  name text not null,
  toml text not null,
  user_id uuid,
  updated_at bigint not null
);
