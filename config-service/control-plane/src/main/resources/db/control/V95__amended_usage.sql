-- What an amend was told that the bytes of its range are; null where they stay, and for the other kinds.
alter table usage_corrections
    add column amended_bytes_up bigint,
    add column amended_bytes_down bigint;
