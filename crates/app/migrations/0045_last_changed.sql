-- What somebody has, the last changed first: lists are often asked for so, and the search goes from there to what holds the words.
create index opportunities_owner_updated on opportunities (owner_position_id, updated_at, id);
create index accounts_owner_updated on accounts (owner_position_id, updated_at, id);
create index contacts_owner_updated on contacts (owner_position_id, updated_at, id);
create index leads_owner_updated on leads (owner_position_id, updated_at, id);
