-- What one person has read lies together, and the index alone answers: the home asks it of hundreds of threads.
create index thread_reads_of_account on thread_reads (account_id, thread_id) include (last_number);
drop index thread_reads_account;
