-- Sequences of steps over working days, and who is in them.
create table cadences (
  id uuid primary key,
  name text not null,
  is_active boolean not null,
  recorded_at bigint not null
);
create table cadence_steps (
  cadence_id uuid not null references cadences (id) deferrable initially deferred,
  seq bigint not null,
  day bigint not null,              -- working days after the first
  kind text not null,               -- call, email, meeting, task
  subject text not null,
  body text not null,
  primary key (cadence_id, seq)
) without rowid;
create table enrolments (
  id uuid primary key,
  cadence_id uuid not null references cadences (id) deferrable initially deferred,
  noun text not null,
  record_id uuid not null,
  started_on text not null,
  user_id uuid,
  stopped_at bigint,
  stop_reason text,                 -- reply, closed, converted, hand
  recorded_at bigint not null
);
create index enrolments_record on enrolments (record_id, stopped_at);
-- The tasks that its steps became.
create table enrolment_tasks (
  enrolment_id uuid not null references enrolments (id) deferrable initially deferred,
  seq bigint not null,
  activity_id uuid not null,
  primary key (enrolment_id, seq)
) without rowid;
