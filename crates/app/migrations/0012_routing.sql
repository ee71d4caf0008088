-- What a coverage may give out, and what happens then.
alter table coverages add column most_open bigint;
alter table coverages add column most_a_day bigint;
alter table coverages add column ignores_hours boolean not null default false;
alter table coverages add column passes_on boolean not null default false;
-- Queues, absences, hours, ramps, holdovers, embargoes, marks of accounts: dated twice like the organisation.
create table routing_settings (
  row_id uuid primary key,
  id uuid not null,
  kind text not null,
  subject_id uuid,                  -- whose absence, which account's mark
  value text not null,              -- JSON
  valid_from_on text not null,
  valid_to_on text not null,
  recorded_at bigint not null,
  superseded_at bigint,
  set_id uuid
);
create index routing_settings_subject on routing_settings (subject_id);
-- How many turns a coverage has given out. Its row is what writers of one coverage wait for.
create table routing_turns (
  coverage_id uuid primary key,
  turn bigint not null
) without rowid;
-- Where work went, and why, with all that was asked: append-only.
create table routing_decisions (
  id uuid primary key,
  noun text not null,
  record_id uuid not null,
  day text not null,
  at bigint not null,
  position_id uuid,
  queue_id uuid,
  coverage_id uuid,
  held_until text,                  -- kept by its old owner until before this day
  explanation text not null         -- JSON
);
create index routing_decisions_record on routing_decisions (record_id, at);
create index routing_decisions_position on routing_decisions (position_id, day);
create index routing_decisions_at on routing_decisions (noun, at);
-- What waits in a queue now.
create table routing_queued (
  record_id uuid primary key,
  noun text not null,
  queue_id uuid not null,
  since bigint not null
) without rowid;
create index routing_queued_queue on routing_queued (queue_id, since, record_id);
