-- The words of the index, each once: what was mistyped is compared with them and not with every entry.
create table search_words (
    word text not null primary key,
    tail text not null
) without rowid;
create index search_words_tail on search_words (tail, word);
-- Words that an entry had and has no more, until somebody has looked whether another has them.
create table search_left (
    seq integer primary key,
    word text not null
);
-- Entries that stand already bring their words by and by.
delete from search_due;
insert into search_due (step) values (44);
