-- Lists of leads and contacts that somebody works through.
create table outbound_lists (
  id uuid primary key,
  name text not null,
  purpose text,
  owner_position_id uuid not null,
  starts_on text not null,
  due_on text,
  closed_on text,                   -- null while it is open
  version bigint not null,
  updated_at bigint not null,
  set_id uuid,
  recorded_at bigint not null
);
create index outbound_lists_owner on outbound_lists (owner_position_id);
-- Who is on them. What became of each is read from activities since then, and kept nowhere.
create table outbound_members (
  list_id uuid not null references outbound_lists (id) deferrable initially deferred,
  record_id uuid not null,
  noun text not null,               -- lead, contact
  user_id uuid,
  added_at bigint not null,
  removed_at bigint,                -- taken off; it may come back
  set_id uuid,                      -- what put it there or took it off, for undoing
  primary key (list_id, record_id)
) without rowid;
create index outbound_members_record on outbound_members (record_id);
