-- The index of searching anew: the latest first of each kind of record, from one letter on, and smaller. The number of an
-- entry begins with its kind and grows with time; what it is found by stands without its texts.
drop table search_index;
drop table search_rows;
create table search_rows (
    seq integer primary key,
    noun text not null,
    record_id blob not null unique,
    title text not null,
    body text not null
);
create index search_titles on search_rows (noun, title, seq desc);
create virtual table search_grams using fts5 (
    grams, content = '', contentless_delete = 1, tokenize = 'ascii', detail = 'none'
);
-- One row where records wait for their entries; it is taken away when they have them.
create table search_due (step integer not null);
insert into search_due (step) values (39);
