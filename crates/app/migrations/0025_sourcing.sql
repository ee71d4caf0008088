-- Each time somebody was given a lead, and by when the last of them is to try to reach it.
alter table leads add column stints text not null default '[]';   -- JSON
alter table leads add column stint_due_at bigint;                  -- while it waits
create index leads_stint_due on leads (stint_due_at, id);
