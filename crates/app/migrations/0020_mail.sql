-- Mail: whose mailboxes are read, what was written with whom, and what waits to be sent.
create table mail_accounts (
  id uuid primary key,
  user_id uuid not null references users (id) deferrable initially deferred,
  address text not null,            -- lower case
  sender text not null,             -- the name mails go out under
  login text not null,
  secret text not null,             -- the password, sealed
  imap_host text not null,
  imap_port bigint not null,
  imap_security text not null,      -- tls, starttls, plain
  smtp_host text not null,
  smtp_port bigint not null,
  smtp_security text not null,
  sent_folder text,
  sight text not null,              -- what others see who see the record: whole, subject, private
  since_on text not null,           -- no mail from before is read
  state text not null,              -- new, working, failing, off
  fault text,                       -- what is in the way, as JSON
  checked_at bigint,
  next_at bigint not null,          -- when it is looked into again
  failures bigint not null,         -- in a row
  version bigint not null,
  recorded_at bigint not null
);
create unique index mail_accounts_user on mail_accounts (user_id, address);
create index mail_accounts_due on mail_accounts (state, next_at);
-- How far each folder was read.
create table mail_folders (
  account_id uuid not null references mail_accounts (id) deferrable initially deferred,
  name text not null,
  validity bigint not null,
  next_uid bigint not null,
  primary key (account_id, name)
) without rowid;
-- Addresses and domains whose mail stays out: of one user, or of the company.
create table mail_exclusions (
  id uuid primary key,
  user_id uuid,
  pattern text not null,
  recorded_at bigint not null
);
create table mails (
  id uuid primary key,
  message_id text not null,
  thread_id uuid not null,
  activity_id uuid,                 -- none while it is private
  direction text not null,          -- out, in
  from_name text not null,
  from_address text not null,
  people text not null,             -- to and cc, as JSON
  subject text not null,
  body text not null,
  files text not null,              -- names and sizes of attachments, as JSON
  is_automatic boolean not null,
  sight text not null,              -- the narrowest of its copies
  sent_at bigint not null,
  recorded_at bigint not null
);
create unique index mails_message on mails (message_id);
create index mails_thread on mails (thread_id, sent_at);
create index mails_activity on mails (activity_id);
-- Which messages a mail answers, and its own id: what names the same is one thread.
create table mail_references (
  message_id text not null,
  mail_id uuid not null references mails (id) deferrable initially deferred,
  primary key (message_id, mail_id)
) without rowid;
-- Who has it in a mailbox of theirs.
create table mail_copies (
  mail_id uuid not null references mails (id) deferrable initially deferred,
  user_id uuid not null,
  account_id uuid not null,
  sight text not null,
  primary key (mail_id, user_id)
) without rowid;
create index mail_copies_account on mail_copies (account_id);
-- The records it is about.
create table mail_links (
  record_id uuid not null,
  sent_at bigint not null,
  mail_id uuid not null references mails (id) deferrable initially deferred,
  noun text not null,
  primary key (record_id, sent_at, mail_id)
) without rowid;
create index mail_links_mail on mail_links (mail_id);
create table mail_templates (
  id uuid primary key,
  name text not null,
  language text not null,
  subject text not null,
  body text not null,
  is_active boolean not null,
  recorded_at bigint not null
);
-- What waits to be sent, and what became of it.
create table outbox (
  id uuid primary key,
  account_id uuid,                  -- none: the company's own sender
  mail_id uuid,                     -- none: the product writes to one of its users
  user_id uuid not null,            -- on whose behalf, or to whom
  once_key text,                    -- what is said once only
  message_id text not null,
  sender text not null,
  recipients text not null,         -- as JSON
  subject text not null,
  content text not null,            -- the whole message
  state text not null,              -- queued, sending, sent, failed, unknown
  attempts bigint not null,
  next_at bigint not null,
  claim uuid,                       -- who sends it now,
  claimed_at bigint,                -- since when,
  content_at bigint,                -- and since when the server may have it
  fault text,
  filed_at bigint,                  -- when a copy was put into the folder of what was sent
  queued_at bigint not null,
  done_at bigint
);
create unique index outbox_once on outbox (once_key);
create index outbox_due on outbox (state, next_at);
create index outbox_user on outbox (user_id, queued_at);
create index outbox_mail on outbox (mail_id);
-- A calendar of a user on a server (CalDAV), kept in step with their meetings.
create table calendar_accounts (
  user_id uuid primary key references users (id) deferrable initially deferred,
  id uuid not null,                 -- what the password is sealed for
  url text not null,
  name text not null,
  login text not null,
  secret text not null,
  tag text not null,                -- of the calendar, when it was read last
  state text not null,              -- new, working, failing, off
  fault text,
  checked_at bigint,
  next_at bigint not null,
  failures bigint not null,
  recorded_at bigint not null
);
create index calendar_accounts_due on calendar_accounts (state, next_at);
-- What both sides last agreed on: the item's version there, the meeting's here.
create table calendar_items (
  user_id uuid not null,
  href text not null,
  etag text not null,
  uid text not null,
  activity_id uuid,
  activity_version bigint not null,
  primary key (user_id, href)
) without rowid;
create index calendar_items_activity on calendar_items (activity_id);
