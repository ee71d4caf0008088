-- Who is on which field of a record that they have open, for as long as their page says so. No part of any history.
create table presences (
  user_id uuid not null references users (id),
  noun text not null,
  record_id uuid not null,
  field text not null,              -- empty: they left it
  at bigint not null,
  primary key (user_id, noun, record_id)
) without rowid;
create index presences_record on presences (noun, record_id, at);
create index presences_at on presences (at);
