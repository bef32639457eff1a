-- An article of up to 4 kB lies in its row as it is: storing it costs a sixth of what compressing it and putting it elsewhere costs, and a
-- list reads one page of it instead of two or three. Longer ones are compressed first, and most of them then fit too (decision 015).
alter table articles set (toast_tuple_target = 4080);
