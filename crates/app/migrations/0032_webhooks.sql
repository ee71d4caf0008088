-- Addresses that are told what happens, how far each has come in the history, and what became of each try.
create table webhooks (
  id uuid primary key,
  user_id uuid not null references users (id) deferrable initially deferred,  -- with whose eyes
  url text not null,
  description text not null,
  events text not null,             -- words with a space between; empty is everything
  secret text not null,             -- what it is signed with, sealed
  secret_before text,               -- what signs too,
  overlap_until bigint,             -- until then
  is_active boolean not null,
  fault text,                       -- why it was paused, or what was in the way last, as JSON
  since_at bigint not null,         -- nothing from before is told
  read_at bigint not null,          -- the history was read up to this entry
  read_id uuid not null,
  next_at bigint not null,          -- when it is looked at again
  claim uuid,                       -- who tells it now
  recorded_at bigint not null,
  updated_at bigint not null,
  version bigint not null
);
create table webhook_deliveries (
  webhook_id uuid not null references webhooks (id) deferrable initially deferred,
  event_id uuid not null,
  event_at bigint not null,         -- the order they are told in
  state text not null,              -- waiting, delivered, failed, skipped, withheld
  attempts bigint not null,         -- since it was last begun,
  tries bigint not null,            -- and in all
  recorded_at bigint not null,
  done_at bigint,
  primary key (webhook_id, event_id)
) without rowid;
create index webhook_deliveries_state on webhook_deliveries (webhook_id, state, event_at, event_id);
create table webhook_attempts (
  webhook_id uuid not null,
  event_id uuid not null,
  number bigint not null,
  at bigint not null,
  millis bigint not null,
  status bigint,                    -- none where no answer came
  answer text not null,             -- the first part of it
  fault text,                       -- what was in the way, as JSON
  primary key (webhook_id, event_id, number)
) without rowid;
create index webhook_attempts_at on webhook_attempts (at);
-- An activity is its own entry: the history has none of its making.
create index activities_recorded on activities (recorded_at, id);
