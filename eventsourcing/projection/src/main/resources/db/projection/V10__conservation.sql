-- What became of every offset that a position has passed, kept with the position: counts in a process are lost when it is killed.
-- Numbered after the first views of the services, because databases exist that are at those.
alter table projection_positions
    -- Where counting began: the log's beginning, or the position that the row had before it counted.
    add column first_offset  bigint,
    -- Facts whose effect is in the tables.
    add column applied       bigint not null default 0 check (applied >= 0),
    -- Facts that changed nothing, because a fact with the same report id counted before.
    add column repeated      bigint not null default 0 check (repeated >= 0),
    -- Records that are kept in <topic>.dlq, because they can't be read or applied.
    add column dead_lettered bigint not null default 0 check (dead_lettered >= 0),
    -- Offsets without a record (marks of transactions), or whose record the topic's retention had removed before it was read.
    add column passed_over   bigint not null default 0 check (passed_over >= 0);

update projection_positions set first_offset = next_offset;

alter table projection_positions
    alter column first_offset set not null,
    add constraint every_offset_is_counted_once
        check (next_offset - first_offset = applied + repeated + dead_lettered + passed_over);
