-- Segments that a lead fits which waits for somebody, so that whoever covers them sees it.
create table queued_segments (
  segment_id uuid not null,
  record_id uuid not null,
  primary key (segment_id, record_id)
) without rowid;
create index queued_segments_record on queued_segments (record_id);
