-- Keys under which records that may be one are brought together; kept up by the write.
create table match_keys (
  key text not null,                -- cn: name, cd: domain, pe: e-mail …; see domain/matching
  noun text not null,
  record_id uuid not null,
  primary key (key, noun, record_id)
) without rowid;
create index match_keys_record on match_keys (record_id);
-- Pairs that somebody looked at and that are two. The lower id stands first.
create table match_refused (
  low_id uuid not null,
  high_id uuid not null,
  user_id uuid,
  recorded_at bigint not null,
  primary key (low_id, high_id)
) without rowid;
-- Two records that were made one. What the one had that was given up, and every row that was moved, for the undoing.
create table merges (
  id uuid primary key,              -- the set of its events
  noun text not null,
  kept_id uuid not null,
  gone_id uuid not null,
  gone text not null,               -- JSON: the record as it stood
  changed text not null,            -- JSON: field of the kept → [before, after]
  moved text not null,              -- JSON: what was moved
  user_id uuid,
  merged_at bigint not null,
  undone_at bigint
);
create index merges_kept on merges (kept_id);
create index merges_gone on merges (gone_id);
