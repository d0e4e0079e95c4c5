-- Which facts are in the usage tables: those from first_offset to next_offset, the latter not among them.
create view public.usage_positions as
select topic, partition, first_offset, next_offset
from projection_positions
where projection = 'usage';
