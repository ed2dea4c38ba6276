-- Whom a record concerns and why it was done. How a record is hashed says its format: 0 is one from before these
-- columns, whose hash does not cover them, so they are empty there.
ALTER TABLE penstock.audit ADD COLUMN format INTEGER DEFAULT 0 NOT NULL;
ALTER TABLE penstock.audit ADD COLUMN tenant VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE penstock.audit ADD COLUMN key_id VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE penstock.audit ADD COLUMN why VARCHAR DEFAULT '' NOT NULL;

CREATE INDEX audit_by_action ON penstock.audit (action, seq);
CREATE INDEX audit_by_tenant ON penstock.audit (tenant, seq);
CREATE INDEX audit_by_who ON penstock.audit (who, seq);

-- Up to which record the audit topic has them all, and which node takes the next ones there.
CREATE TABLE penstock.audit_copy (
  id INTEGER PRIMARY KEY,
  seq BIGINT NOT NULL
);

INSERT INTO penstock.audit_copy (id, seq) VALUES (1, 0);
INSERT INTO penstock.leases (name, owner, until_millis) VALUES ('audit-copy', '', 0);
