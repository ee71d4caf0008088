-- What was told to people of themselves, and who was erased; never what they were called.
create table privacy_requests (
  id uuid primary key,
  kind text not null,               -- exported, erased
  reason text not null,
  records text not null,            -- JSON: kinds and ids
  counts text not null,             -- JSON: table → rows
  user_id uuid,
  at bigint not null
);
create index privacy_requests_at on privacy_requests (at, id);
-- Records that are shells of people who were erased.
create table privacy_erased (
  record_id uuid primary key,
  noun text not null,
  request_id uuid not null references privacy_requests (id) deferrable initially deferred,
  erased_at bigint not null
);
-- By what they would be known if they came back, made with the key that is not in the database.
create table privacy_digests (
  digest bytea not null,
  request_id uuid not null references privacy_requests (id) deferrable initially deferred,
  kind text not null,               -- email, phone
  primary key (digest, request_id)
) without rowid;
-- Stretches of the history in which values of erased people were overwritten: what the stretch comes to since.
create table audit_redactions (
  seal_seq bigint not null,
  number bigint not null,           -- from 1 on, for each seal
  event_id uuid not null,           -- the entry that says so
  digest bytea not null,
  primary key (seal_seq, number)
) without rowid;
