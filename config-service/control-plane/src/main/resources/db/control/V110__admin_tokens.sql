-- Named tokens of the admin API that are not revoked; from topic control.tokens.
create table admin_tokens (
    -- SHA-256 of the token, hex.
    hash       text primary key,
    name       text        not null unique,
    -- read, operate, admin
    scope      text        not null,
    created_at timestamptz not null
);
create index admin_tokens_creation on admin_tokens (created_at, hash);
