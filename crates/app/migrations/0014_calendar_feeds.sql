-- A user's calendar for other programs, at an address that is a secret; kept as its hash.
create table calendar_feeds (
  user_id uuid primary key references users (id) deferrable initially deferred,
  secret_hash bytea not null,
  created_at bigint not null
);
create unique index calendar_feeds_secret on calendar_feeds (secret_hash);
