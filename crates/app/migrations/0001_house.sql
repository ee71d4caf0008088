-- The company, who signs in, the history.
create table settings (
  key text primary key,
  value text not null
) without rowid;
create table users (
  id uuid primary key,
  email text not null,
  name text not null,
  person_id uuid,
  grants text not null,             -- words of policy, space between: owner administrator operations finance
  password_hash text,
  language text not null,
  theme text not null,
  is_active boolean not null,
  created_at bigint not null,
  version bigint not null
);
create unique index users_email on users (email);
create table sessions (
  token_hash bytea primary key,
  user_id uuid not null references users (id),
  csrf text not null,
  created_at bigint not null,
  seen_at bigint not null,
  expires_at bigint not null
);
create index sessions_user on sessions (user_id);
create table sign_in_attempts (     -- by address tried, known or not, so that neither is told apart
  email_hash bytea primary key,
  failures bigint not null,         -- wrong passwords since the last right one
  blocked_until bigint not null,
  at bigint not null
);
create table sign_in_links (
  token_hash bytea primary key,
  user_id uuid not null references users (id),
  kind text not null,               -- invite, reset
  expires_at bigint not null,
  used_at bigint
);
create table api_tokens (
  id uuid primary key,
  user_id uuid not null references users (id),
  name text not null,
  token_hash bytea not null,
  scopes text not null,             -- read, write
  created_at bigint not null,
  expires_at bigint not null,
  revoked_at bigint
);
create unique index api_tokens_hash on api_tokens (token_hash);
create table events (
  id uuid primary key,
  at bigint not null,
  user_id uuid,
  set_id uuid,                      -- the import or reorganisation it belongs to
  noun text not null,
  record_id uuid not null,
  kind text not null,               -- created, changed, stage_moved, won, …
  cause text not null,              -- command, import, rule, undo
  changes text not null             -- JSON: field → [before, after]
) without rowid;
create index events_record on events (record_id, at);
create index events_set on events (set_id);
create index events_at on events (at);
create table idempotency_keys (
  user_id uuid not null,
  key text not null,
  request_hash bytea not null,
  status bigint not null,
  answer text not null,
  at bigint not null,
  primary key (user_id, key)
) without rowid;
create table jobs (
  id uuid primary key,
  kind text not null,
  payload text not null,
  state text not null,              -- waiting, running, done, failed, cancelled
  done bigint not null,
  total bigint not null,
  message text not null,
  user_id uuid,
  created_at bigint not null,
  started_at bigint,
  finished_at bigint
);
create index jobs_state on jobs (state, created_at);
create table saved_views (
  id uuid primary key,
  user_id uuid not null references users (id),
  noun text not null,
  name text not null,
  query text not null,
  is_shared boolean not null,
  created_at bigint not null
);
create index saved_views_noun on saved_views (noun, user_id);
create table external_ids (
  system text not null,
  noun text not null,
  external_id text not null,
  record_id uuid not null,
  primary key (noun, external_id, system)
) without rowid;
create index external_ids_record on external_ids (record_id);
