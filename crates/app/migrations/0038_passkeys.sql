-- Keys on devices by which users sign in instead of by a password (WebAuthn). Secrets never leave the device.
create table passkeys (
  id uuid primary key,
  user_id uuid not null references users (id) deferrable initially deferred,
  name text not null,
  credential_id bytea not null,
  credential text not null,         -- JSON: the public key, and how often it was used
  created_at bigint not null,
  used_at bigint
) without rowid;
create unique index passkeys_credential on passkeys (credential_id);
create index passkeys_user on passkeys (user_id);
create table passkey_steps (        -- a device was asked for one, its answer is awaited
  token_hash bytea primary key,
  user_id uuid references users (id) deferrable initially deferred,   -- who makes one; none at the door
  state text not null,              -- JSON
  expires_at bigint not null
) without rowid;
create index passkey_steps_user on passkey_steps (user_id);
