-- What entries are found by says of what kind of record they are, so that the planner knows how many of each kind hold it:
-- entries are made again.
delete from search_rows;
delete from search_due;
insert into search_due (step) values (47);
