-- Finds the opportunities that began, ended or were opened again in a span of days, for the records behind a figure.
create index opportunity_steps_turned on opportunity_steps (on_day, opportunity_id)
  where kind in ('opened', 'won', 'lost', 'no_decision', 'reopened');
