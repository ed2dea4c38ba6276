-- Tiers of retries that a person holds. Written here first, and then told to the schedulers.
CREATE TABLE penstock.retry_holds (
  sink VARCHAR NOT NULL,
  tier VARCHAR NOT NULL,
  who VARCHAR NOT NULL,
  why VARCHAR NOT NULL,
  since_millis BIGINT NOT NULL,
  PRIMARY KEY (sink, tier)
);
