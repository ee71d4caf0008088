-- What is read each day: what is open of whom, by when it is due.
drop index opportunities_owner_close;
create index opportunities_owner_close on opportunities (owner_position_id, outcome, close_on, id, next_step_on);
create index accounts_owner_next on accounts (owner_position_id, next_step_on);
create index contacts_owner_next on contacts (owner_position_id, next_step_on);
