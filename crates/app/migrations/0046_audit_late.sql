-- Entries of the history that were written while the clock stood before the end of the last seal: they lie under the seal named
-- here, not under that of the stretch that they bear the time of.
create table audit_late (
  event_id uuid primary key,
  at bigint not null,               -- the entry's own time
  seal_seq bigint                   -- none: not sealed yet
);
create index audit_late_seal on audit_late (seal_seq, at);
