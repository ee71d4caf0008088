-- The records of work on many at once, apart from the work: read a part at a time.
create table bulk_records (
  bulk_id uuid not null,
  place bigint not null,            -- from 0 on
  record_id uuid not null,
  waits text,                       -- JSON: where it waited before somebody got it, to be put back
  primary key (bulk_id, place)
) without rowid;
create index events_kind on events (kind, at);
