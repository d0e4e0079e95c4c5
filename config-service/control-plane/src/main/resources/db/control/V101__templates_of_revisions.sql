-- The templates from which a revision was generated, so that it can be restored. Null for revisions from before this column.
alter table node_revisions add column templates text;
