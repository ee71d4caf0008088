-- What a user is told. The text is made when it is read, of what its reader may see then.
create table notifications (
  id uuid primary key,
  user_id uuid not null references users (id),
  kind text not null,               -- see domain/notifications
  noun text not null,
  record_id uuid not null,
  count bigint not null,            -- records that it stands for: the named one and others
  actor_id uuid,                    -- who did it; none for a rule or the day itself
  at bigint not null,
  read_at bigint,
  mail text not null,               -- none, now, daily, weekly
  mailed_at bigint
);
create index notifications_user on notifications (user_id, at, id);
create index notifications_unread on notifications (user_id, read_at);
create index notifications_record on notifications (record_id);
create index notifications_at on notifications (at);
create index notifications_mail on notifications (mail, mailed_at, at);
-- How a user wants to be told of a kind, where they chose.
create table notification_choices (
  user_id uuid not null references users (id),
  kind text not null,
  choice text not null,             -- off, app, now, daily, weekly
  primary key (user_id, kind)
) without rowid;
-- What falls due on a day, whoever has it, and which of it a cadence planned.
create index activities_open_due on activities (due_on) where is_open;
create index enrolment_tasks_activity on enrolment_tasks (activity_id);
