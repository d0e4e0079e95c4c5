-- Many rows are written by one statement, from facts that carry no time of creation.
alter table users alter column created_at drop not null;
alter table subscriptions alter column created_at drop not null;
alter table links alter column created_at drop not null;
