-- What Penstock asks of TimescaleDB, with the signatures of its versions from 2.13 on. Rows stay in the table itself; a chunk
-- is what would be one. What was called stands in _timescaledb_internal.calls.
CREATE SCHEMA _timescaledb_internal;
CREATE SCHEMA timescaledb_information;

CREATE TABLE _timescaledb_internal.calls (id serial, said text);
CREATE TABLE _timescaledb_internal.hypertable (relation regclass PRIMARY KEY, column_name name, length interval);
CREATE TYPE _timescaledb_internal.dimension_info AS (column_name name, length interval);

CREATE FUNCTION @extschema@.by_range(column_name name, partition_interval anyelement = NULL::bigint, partition_func regproc = NULL)
RETURNS _timescaledb_internal.dimension_info LANGUAGE sql AS
$$ SELECT ROW(column_name, partition_interval::text::interval)::_timescaledb_internal.dimension_info $$;

CREATE FUNCTION @extschema@.create_hypertable(relation regclass, dimension _timescaledb_internal.dimension_info,
  create_default_indexes boolean = true, if_not_exists boolean = false, migrate_data boolean = false)
RETURNS TABLE (hypertable_id int, created bool) LANGUAGE plpgsql AS $$
DECLARE
  is_empty boolean;
BEGIN
  IF (SELECT relkind FROM pg_class WHERE oid = relation) <> 'r' THEN
    RAISE EXCEPTION 'table "%" is already partitioned', relation;
  END IF;
  EXECUTE format('SELECT NOT EXISTS (SELECT FROM %s)', relation) INTO is_empty;
  IF NOT is_empty AND NOT migrate_data THEN
    RAISE EXCEPTION 'table "%" is not empty', relation;
  END IF;
  IF EXISTS (SELECT FROM pg_index i WHERE i.indrelid = relation AND i.indisunique AND NOT EXISTS (
      SELECT FROM pg_attribute a WHERE a.attrelid = relation AND a.attnum = ANY (i.indkey)
        AND a.attname = dimension.column_name)) THEN
    RAISE EXCEPTION 'cannot create a unique index without the column "%" (used in partitioning)', dimension.column_name;
  END IF;
  INSERT INTO _timescaledb_internal.hypertable VALUES (relation, dimension.column_name, dimension.length);
  INSERT INTO _timescaledb_internal.calls (said) VALUES (format('create_hypertable %s by %s in %s, default indexes %s',
    relation, dimension.column_name, dimension.length, create_default_indexes));
  RETURN QUERY SELECT 1, true;
END $$;

CREATE FUNCTION _timescaledb_internal.chunks() RETURNS TABLE (relation regclass, range_start timestamptz, range_end timestamptz)
LANGUAGE plpgsql AS $$
DECLARE
  one _timescaledb_internal.hypertable;
BEGIN
  FOR one IN SELECT * FROM _timescaledb_internal.hypertable LOOP
    RETURN QUERY EXECUTE format(
      'SELECT DISTINCT %L::regclass, start, start + %L FROM (SELECT date_bin(%L, %I, timestamptz ''2000-01-03 00:00:00+00'')
        AS start FROM %s) AS starts', one.relation, one.length, one.length, one.column_name, one.relation);
  END LOOP;
END $$;

CREATE VIEW timescaledb_information.hypertables AS
  SELECT n.nspname AS hypertable_schema, c.relname AS hypertable_name
  FROM _timescaledb_internal.hypertable h JOIN pg_class c ON c.oid = h.relation JOIN pg_namespace n ON n.oid = c.relnamespace;

CREATE VIEW timescaledb_information.chunks AS
  SELECT n.nspname AS hypertable_schema, c.relname AS hypertable_name, k.range_start, k.range_end
  FROM _timescaledb_internal.chunks() k JOIN pg_class c ON c.oid = k.relation JOIN pg_namespace n ON n.oid = c.relnamespace;

-- The real one takes "any" for each time, which only a function in C can.
CREATE FUNCTION @extschema@.drop_chunks(relation regclass, older_than timestamptz = NULL, newer_than timestamptz = NULL,
  verbose boolean = false, created_before timestamptz = NULL, created_after timestamptz = NULL)
RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  chunk record;
BEGIN
  INSERT INTO _timescaledb_internal.calls (said)
    VALUES (format('drop_chunks %s older than %s', relation, older_than AT TIME ZONE 'UTC'));
  FOR chunk IN SELECT * FROM _timescaledb_internal.chunks() k WHERE k.relation = drop_chunks.relation
      AND k.range_end <= older_than LOOP
    EXECUTE format('DELETE FROM %s WHERE time >= %L AND time < %L', relation, chunk.range_start, chunk.range_end);
    RETURN NEXT format('_hyper_%s_chunk', chunk.range_start);
  END LOOP;
END $$;
