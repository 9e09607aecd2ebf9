-- Where what a meeting decided stands in the register, once its minutes are approved.
alter table meeting_outcomes add column decision_id uuid references decisions on delete set null;
create index meeting_outcomes_decision on meeting_outcomes (decision_id) where decision_id is not null;
