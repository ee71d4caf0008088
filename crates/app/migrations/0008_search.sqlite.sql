-- Full text: trigrams, so that parts of words and Chinese are found.
create virtual table search_index using fts5 (title, body, noun unindexed, record_id unindexed, tokenize = 'trigram');
create table search_rows (record_id blob primary key, row integer not null);
