-- What each position carries: its open leads, opportunities and accounts, kept up by the write that changes one, so that
-- who carries least is read from a few rows however many records there are.
create table carried (
    kind text not null,
    position_id uuid not null,
    open bigint not null,
    primary key (kind, position_id)
) without rowid;
insert into carried (kind, position_id, open)
 select 'lead', owner_position_id, count(*) from leads where status in ('new', 'working') group by owner_position_id;
insert into carried (kind, position_id, open)
 select 'account', owner_position_id, count(*) from accounts group by owner_position_id;
insert into carried (kind, position_id, open)
 select 'opportunity', owner_position_id, count(*) from opportunities where outcome = 'open' group by owner_position_id;
