-- How much a byte counts against the limits of subscriptions: by node protocol where it has one of its own, else by node.
alter table nodes add column multiplier numeric not null default 1 check (multiplier >= 0);
alter table node_protocols add column multiplier numeric check (multiplier >= 0);
