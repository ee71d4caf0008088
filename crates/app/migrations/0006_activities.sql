-- What was done and what is to be done, on one record or several.
create table activities (
  id uuid primary key,
  kind text not null,               -- note, task, call, email, meeting, demo
  subject text not null,
  body text not null,
  direction text,                   -- out, in
  outcome text,
  is_automatic boolean not null,    -- no human did it
  starts_at bigint,                 -- where it was planned for an hour
  minutes bigint,
  due_on text,
  done_at bigint,
  next_on text,                     -- the day of the next step agreed in it
  is_open boolean not null,         -- waits to be done
  owner_position_id uuid,
  user_id uuid,
  noun text not null,               -- the record it was written on
  record_id uuid not null,
  account_id uuid,                  -- the account it was with, as known then
  party_id uuid not null,           -- that, or the record
  external_id text,
  set_id uuid,
  happened_at bigint not null,
  on_day text not null,             -- the day of that
  recorded_at bigint not null,
  updated_at bigint not null,
  version bigint not null
);
create index activities_happened on activities (happened_at, id);
create index activities_owner_happened on activities (owner_position_id, happened_at, id);
create index activities_owner_due on activities (owner_position_id, is_open, due_on, id);
create index activities_owner_day on activities (owner_position_id, on_day);
create index activities_party on activities (party_id, outcome, happened_at, id);
create index activities_account on activities (account_id, happened_at);
-- Every record an activity stands on, the one it was written on among them.
create table activity_links (
  record_id uuid not null,
  happened_at bigint not null,
  activity_id uuid not null references activities (id) deferrable initially deferred,
  noun text not null,
  takes_part boolean not null,      -- a contact that took part
  is_open boolean not null,
  due_on text,
  primary key (record_id, happened_at, activity_id)
) without rowid;
create index activity_links_activity on activity_links (activity_id);
create index activity_links_open on activity_links (record_id, is_open, due_on);
