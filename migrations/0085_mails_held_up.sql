-- True while a mail waits because of the settings, the network or the server, rather than of what it is: no other mail
-- would have left either. Once one leaves, all of these can.
alter table outbox add column held_up boolean not null default false;
create index outbox_held_up on outbox (created_at) where held_up;
