-- Who left, where their work went, and how far that is.
create table departures (
  id uuid primary key,              -- the set of what was moved
  person_id uuid not null,
  user_id uuid,                     -- who could sign in as them, and no more
  by_user_id uuid,
  heir text not null,               -- successor, coverage, position
  heir_position_id uuid,
  seats text not null,              -- ids of positions, space between
  on_day text not null,             -- the first day they were gone
  edits_set_id uuid,                -- what it changed of the organisation
  moved bigint not null,
  state text not null,              -- moving, done, undone
  begun_at bigint not null,
  ended_at bigint
) without rowid;
create index departures_begun on departures (begun_at);
