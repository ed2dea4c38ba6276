-- The index of dead letters: their headers, where each letter is, and what people did with it. The letters
-- themselves, with key and value, are in the dead-letter topics, from which all but the acts of people can be
-- made again.
CREATE TABLE penstock.dead_letters (
  sink VARCHAR NOT NULL,
  origin_topic VARCHAR NOT NULL,
  origin_partition INTEGER NOT NULL,
  origin_offset BIGINT NOT NULL,
  origin_at_millis BIGINT NOT NULL,
  tenant VARCHAR NOT NULL,
  event_id VARCHAR NOT NULL,
  type VARCHAR NOT NULL,
  received_at_micros BIGINT NOT NULL,
  client_ip VARCHAR NOT NULL,
  key_id VARCHAR NOT NULL,
  consumer_group VARCHAR NOT NULL,
  error_class VARCHAR NOT NULL,
  error_code VARCHAR NOT NULL,
  error_message VARCHAR NOT NULL,
  error_path VARCHAR NOT NULL,
  attempt INTEGER NOT NULL,
  first_failed_at_millis BIGINT NOT NULL,
  came_back_from VARCHAR NOT NULL,
  letter_topic VARCHAR NOT NULL,
  letter_partition INTEGER NOT NULL,
  letter_offset BIGINT NOT NULL,
  dead_at_millis BIGINT NOT NULL,
  state VARCHAR NOT NULL,
  previous_state VARCHAR NOT NULL,
  act VARCHAR NOT NULL,
  who VARCHAR NOT NULL,
  why VARCHAR NOT NULL,
  changed_at_millis BIGINT NOT NULL,
  replay VARCHAR NOT NULL,
  -- where the sink's inbox has it, -1 until it is there
  inbox_partition INTEGER NOT NULL,
  inbox_offset BIGINT NOT NULL,
  -- the end of the dead letters when the sink had settled it, -1 until then: once the index has read so far and
  -- the letter is not back, it is resolved
  settled_end BIGINT NOT NULL,
  PRIMARY KEY (sink, origin_topic, origin_partition, origin_offset)
);

CREATE INDEX dead_letters_by_time ON penstock.dead_letters (dead_at_millis);
CREATE INDEX dead_letters_by_state ON penstock.dead_letters (state, sink);
CREATE INDEX dead_letters_by_replay ON penstock.dead_letters (replay, state);
CREATE INDEX dead_letters_by_act ON penstock.dead_letters (act);

-- Letters on their way back to one sink, so many in a second.
CREATE TABLE penstock.replays (
  id VARCHAR PRIMARY KEY,
  sink VARCHAR NOT NULL,
  selection VARCHAR NOT NULL,
  rate INTEGER NOT NULL,
  who VARCHAR NOT NULL,
  why VARCHAR NOT NULL,
  created_at_millis BIGINT NOT NULL,
  finished_at_millis BIGINT NOT NULL,
  letters BIGINT NOT NULL,
  sent BIGINT NOT NULL,
  missing BIGINT NOT NULL,
  state VARCHAR NOT NULL
);

-- Which making of the index this is: another number than the readers have written down, and they begin at the
-- oldest letter again. It begins with the time, so that a database that was lost and made anew has another one.
CREATE TABLE penstock.dead_letter_index (
  id INTEGER PRIMARY KEY,
  generation BIGINT NOT NULL
);

INSERT INTO penstock.dead_letter_index (id, generation)
  VALUES (1, CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000 AS BIGINT));
