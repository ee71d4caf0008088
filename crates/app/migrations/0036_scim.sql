-- What the company's identity provider said of users (SCIM 2.0), and the secret by which it may.
create table scim_secrets (
  one bigint primary key,           -- there is one
  secret_hash bytea not null,
  made_at bigint not null,
  hash_before bytea,                -- of the secret before, good for a while after another was made
  before_until bigint,
  used_at bigint
) without rowid;
create table scim_users (           -- beside what stands in users
  user_id uuid primary key references users (id) deferrable initially deferred,
  external_id text,                 -- the provider's own name for them
  user_name text not null,
  user_name_key text,               -- in lower case; none of who was deleted, whose name another may have
  attributes text not null,         -- JSON: what was said that stands nowhere else
  version bigint not null,
  changed_at bigint not null,
  deleted_at bigint                 -- shown to the provider no more; the user is kept, and signs in nowhere
) without rowid;
create unique index scim_users_user_name on scim_users (user_name_key);
