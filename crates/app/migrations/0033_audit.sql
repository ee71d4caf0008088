-- Seals of the history: each holds the digest of a stretch of it and of the seal before, so that what is changed later shows.
create table audit_seals (
  seq bigint primary key,           -- from 1 on, without gaps
  until_at bigint not null,         -- entries before this instant, and not before the seal before
  entries bigint not null,
  digest bytea not null,            -- SHA-256 of the digest before and of the entries in order
  sealed_at bigint not null
);
create index events_user on events (user_id, at);
