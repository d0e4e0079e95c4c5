-- Nobody reads them, and no topic carries them: after a rebuild they could not be what they were.
alter table users drop column created_at;
alter table subscriptions drop column created_at;
alter table links drop column created_at;
