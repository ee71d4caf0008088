-- What an entry of the search is of is declared as the id it is. As bytes it compared otherwise than the ids of records, so that no
-- index was used between the two: each record was looked for in the whole of the entries.
create table search_rows_anew (
    seq integer primary key,
    noun text not null,
    record_id uuid not null unique,
    title text not null,
    body text not null
);
insert into search_rows_anew (seq, noun, record_id, title, body) select seq, noun, record_id, title, body from search_rows;
drop table search_rows;
alter table search_rows_anew rename to search_rows;
create index search_titles on search_rows (noun, title, seq desc);
