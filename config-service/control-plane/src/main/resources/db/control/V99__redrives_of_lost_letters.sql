-- A redrive whose record was nowhere any more when it was to be appended: it is done, and nothing was appended.
alter table redrives add column lost boolean not null default false;
drop index redrives_to_append;
create index redrives_to_append on redrives (letter_id) where not appended and not lost;
