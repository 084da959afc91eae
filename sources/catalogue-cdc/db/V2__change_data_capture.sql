-- A change carries the whole row as it was, so that a reader can tell what has changed.
alter table item replica identity full;

-- Of this table alone. A truncate names no row: it is not told, so delete instead.
create publication catalogue_cdc for table item with (publish = 'insert, update, delete');

-- How far the source has come (Kafka Connect's offsets), beside the rows that it reads: it needs no volume.
create table cdc_offset (
    partition text primary key,
    position  text not null
);
