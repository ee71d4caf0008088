-- Who a user is at an identity provider: its own name for them, which never changes, as an address may.
create table openid_subjects (
  issuer text not null,
  subject text not null,
  user_id uuid not null references users (id) deferrable initially deferred,
  primary key (issuer, subject)
) without rowid;
create index openid_subjects_user on openid_subjects (user_id);
