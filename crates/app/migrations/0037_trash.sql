-- Records that were deleted, with all that went along, for as long as they can be taken back.
create table trash (
  id uuid primary key,              -- the record's
  noun text not null,
  name text not null,
  folded text not null,             -- the name as it is searched
  owner_position_id uuid,           -- whose it was: who may see it here
  account_id uuid,
  content text not null,            -- JSON: its rows, those of its parts, its activities
  set_id uuid,
  user_id uuid,
  deleted_at bigint not null,
  ends_at bigint not null           -- from then on it is gone for good
);
create index trash_deleted on trash (deleted_at, id);
create index trash_ends on trash (ends_at);
