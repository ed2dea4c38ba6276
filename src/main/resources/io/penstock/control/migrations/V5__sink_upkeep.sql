-- Which node sees to what sinks have written, as it grows old.
INSERT INTO penstock.leases (name, owner, until_millis) VALUES ('sink-upkeep', '', 0);
