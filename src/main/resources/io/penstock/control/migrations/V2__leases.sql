-- The right to be the only one, for a while. A row for each thing that one node does for all.
CREATE TABLE penstock.leases (
  name VARCHAR PRIMARY KEY,
  owner VARCHAR NOT NULL,
  until_millis BIGINT NOT NULL
);

INSERT INTO penstock.leases (name, owner, until_millis) VALUES ('replays', '', 0);
