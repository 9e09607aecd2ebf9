-- People are told what is done with what they say; they do not consent to it: its legal basis is a mission of public interest.
alter table accounts rename column consented_at to informed_at;
