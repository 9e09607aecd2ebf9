-- Fictional, on a demonstration only: removed from an instance that is none.
alter table surveys add column demonstration boolean not null default false;
alter table maturity_assessments add column demonstration boolean not null default false;
