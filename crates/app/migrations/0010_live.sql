-- What was written lately, for those who look at it now.
create index activities_updated on activities (updated_at);
