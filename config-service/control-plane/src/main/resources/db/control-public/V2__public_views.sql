-- The views that other services may query. In a separate folder: a shadow schema has the tables without the views.
create view public.nodes as
select n.id,
       n.name,
       case when s.ip_at > n.profile_at then s.ip else n.ip end as ip,
       n.port,
       n.region,
       n.domain,
       case
           when s.error_at > coalesce(s.applied_at, '-infinity') then 'error'
           when s.last_seen_at is null then 'pending'
           when s.silent_since >= s.last_seen_at then 'offline'
           else 'online'
       end as status,
       case
           when s.error_at > coalesce(s.applied_at, '-infinity') then 'failed'
           -- Only a confirmation makes a node synced: a node that never confirmed is pending, even if no revision was published.
           when s.applied_revision = n.latest_revision then 'synced'
           else 'pending'
       end as sync_status,
       s.last_seen_at,
       coalesce(s.applied_revision, 0) as current_revision,
       n.latest_revision
from nodes n
left join node_status s on s.node_id = n.id;

create view public.node_errors as
select id, node_id, message, code, details, occurred_at
from node_errors;
