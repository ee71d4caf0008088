-- How someone proves who they are besides by a password, and what is known of their open sessions.
create table second_factors (
  user_id uuid primary key references users (id) deferrable initially deferred,
  secret text not null,             -- sealed with the key that is not in the database
  salt text not null,               -- of the hashes of the recovery codes
  begun_at bigint not null,
  confirmed_at bigint,              -- none while its first code is awaited
  last_step bigint not null         -- the newest step of 30 s whose code was accepted: none before it is again
) without rowid;
create table recovery_codes (
  user_id uuid not null references users (id) deferrable initially deferred,
  code_hash bytea not null,
  used_at bigint,
  primary key (user_id, code_hash)
) without rowid;
create table sign_in_steps (        -- the password was right, the second factor is awaited
  token_hash bytea primary key,
  user_id uuid not null references users (id) deferrable initially deferred,
  expires_at bigint not null
) without rowid;
create index sign_in_steps_user on sign_in_steps (user_id);
alter table sessions add column method text not null default 'password';   -- password, two_factor, passkey, openid
alter table sessions add column address text not null default '';
alter table sessions add column browser text not null default '';          -- as it names itself
