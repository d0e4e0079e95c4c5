-- Redriving goes through the letters in this order, some hundred at a time.
create index dead_letters_of_facts on dead_letters (topic, partition, fact_offset, id);
