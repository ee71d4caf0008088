-- The words of the index, each once, by their parts: what is asked for is looked up among them, and what was mistyped compared.
create table search_words (
    part text not null,
    word text not null,
    primary key (part, word)
) without rowid;
-- Words that an entry had and has no more, until somebody has looked whether another has them.
create table search_left (
    seq integer primary key,
    word text not null
);
-- Entries are found by their words as well: they are made again.
insert into search_grams (search_grams) values ('delete-all');
delete from search_rows;
delete from search_due;
insert into search_due (step) values (44);
