-- Notes and tasks on any record.
create table activities (
  id uuid primary key,
  kind text not null,               -- note, task, call, e_mail, meeting, demo
  subject text not null,
  body text not null,
  due_on text,
  done_at bigint,
  outcome text,
  minutes bigint,
  owner_position_id uuid,
  user_id uuid,
  noun text not null,               -- the record it stands on
  record_id uuid not null,
  external_id text,
  set_id uuid,
  happened_at bigint not null,
  recorded_at bigint not null,
  updated_at bigint not null,
  version bigint not null
);
create index activities_record on activities (record_id, happened_at);
create index activities_due on activities (owner_position_id, done_at, due_on);
