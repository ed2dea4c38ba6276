-- Who did what, append-only. Each row carries the hash of the row before it, so that a changed or a missing row
-- shows. Times are milliseconds since 1970; both databases order and compare them the same.
CREATE TABLE penstock.audit (
  seq BIGINT PRIMARY KEY,
  at_millis BIGINT NOT NULL,
  who VARCHAR NOT NULL,
  address VARCHAR NOT NULL,
  action VARCHAR NOT NULL,
  object VARCHAR NOT NULL,
  before_hash VARCHAR NOT NULL,
  after_hash VARCHAR NOT NULL,
  outcome VARCHAR NOT NULL,
  affected BIGINT NOT NULL,
  request_id VARCHAR NOT NULL,
  previous_hash VARCHAR NOT NULL,
  hash VARCHAR NOT NULL
);

-- The newest row of it: locked while one is added, so that two nodes make one chain.
CREATE TABLE penstock.audit_head (
  id INTEGER PRIMARY KEY,
  seq BIGINT NOT NULL,
  hash VARCHAR NOT NULL
);

INSERT INTO penstock.audit_head (id, seq, hash) VALUES (1, 0, '');
