-- The replays that this service runs or has run, for operators. What is wanted of them stands in topic control.replays.
create table replays (
    id          bigint primary key,
    projection  text   not null,
    mode        text   not null,
    scope       text   not null,
    state       text   not null,
    -- Up to which revision of the order this is what came of it.
    revision    bigint not null,
    -- Facts passed, and how many there are up to where live projection stands.
    applied     bigint not null default 0,
    total       bigint not null default 0,
    -- Facts a second, lately.
    rate        double precision,
    comparison  jsonb,
    error       text,
    started_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now(),
    -- Whether the rows of the replay are live, and what was live before is in its schema; and when that became so or ended.
    is_live     boolean     not null default false,
    swapped_at  timestamptz
);
