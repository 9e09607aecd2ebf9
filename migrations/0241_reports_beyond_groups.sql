-- What is reported may stand outside the groups: it has no group then, and the programme team alone moderates.
alter table moderation_cases
  alter column group_id drop not null,
  add constraint moderation_cases_copilots_of_a_group check (group_id is not null or not for_copilots);
