-- What tenants are held to, such as events-per-second=500,bytes-per-day=2GB; what is not named is as the tier has it.
ALTER TABLE penstock.tenants ADD COLUMN limits VARCHAR DEFAULT '' NOT NULL;

-- What was kept of each tenant on a day of UTC, as the nodes wrote it down so far. Only tenants with a limit by the
-- day are counted.
CREATE TABLE penstock.tenant_usage (
  tenant VARCHAR NOT NULL,
  -- since 1970
  utc_day INTEGER NOT NULL,
  events BIGINT NOT NULL,
  bytes BIGINT NOT NULL,
  PRIMARY KEY (tenant, utc_day)
);

CREATE INDEX tenant_usage_by_day ON penstock.tenant_usage (utc_day);

-- Which nodes there are, whether or not they hear each other: each writes down when it was last here.
CREATE TABLE penstock.nodes (
  name VARCHAR PRIMARY KEY,
  seen_at_millis BIGINT NOT NULL
);
