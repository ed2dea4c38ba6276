-- Who may send. Every change of a tenant or a key takes the next number of access_revision and holds that row until
-- it commits, so that whoever has seen a number has seen all that came before it.
CREATE TABLE penstock.access_revision (
  id INTEGER PRIMARY KEY,
  revision BIGINT NOT NULL
);

INSERT INTO penstock.access_revision (id, revision) VALUES (1, 0);

CREATE TABLE penstock.tenants (
  id VARCHAR PRIMARY KEY,
  name VARCHAR NOT NULL,
  tier VARCHAR NOT NULL,
  state VARCHAR NOT NULL,
  -- with commas between; empty for all
  networks VARCHAR NOT NULL,
  streams VARCHAR NOT NULL,
  created_at_millis BIGINT NOT NULL,
  revision BIGINT NOT NULL
);

CREATE INDEX tenants_by_revision ON penstock.tenants (revision, id);

-- The keys themselves are known to nobody but their owners.
CREATE TABLE penstock.tenant_keys (
  id VARCHAR PRIMARY KEY,
  tenant VARCHAR NOT NULL REFERENCES penstock.tenants (id),
  hash VARCHAR NOT NULL,
  scopes VARCHAR NOT NULL,
  networks VARCHAR NOT NULL,
  created_at_millis BIGINT NOT NULL,
  -- 0 for never
  expires_at_millis BIGINT NOT NULL,
  revoked_at_millis BIGINT NOT NULL,
  last_used_at_millis BIGINT NOT NULL,
  -- the key that it was made to replace, empty for none
  replaces VARCHAR NOT NULL,
  -- what requests are to be signed with, encrypted; empty where they need not be
  signing_secret VARCHAR NOT NULL,
  revision BIGINT NOT NULL
);

CREATE INDEX tenant_keys_by_revision ON penstock.tenant_keys (revision, id);
CREATE INDEX tenant_keys_by_tenant ON penstock.tenant_keys (tenant);
