-- Each time somebody was given a lead, and by when the last of them is to try to reach it.
alter table leads add column stints text not null default '[]';   -- JSON
alter table leads add column stint_due_at bigint;                  -- while it waits
create index leads_stint_due on leads (stint_due_at, id);
-- Who is credited with bringing an opportunity in, and how often it was handed over.
alter table opportunities add column sourced_position_id uuid;
alter table opportunities add column handoffs bigint not null default 0;
create index opportunities_sourced on opportunities (sourced_position_id, created_on, id);
-- Meetings held on work that its receiver has accepted since.
alter table activities add column is_accepted boolean not null default false;
