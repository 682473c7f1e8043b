CREATE TABLE botwright_version (version integer NOT NULL);
INSERT INTO botwright_version VALUES (1);
CREATE SEQUENCE botwright_revision;
CREATE TABLE botwright_store (
    space text COLLATE "C" NOT NULL,
    owner text COLLATE "C" NOT NULL,
    value text NOT NULL,
    revision bigint NOT NULL,
    expires bigint,
    wakes bigint,
    PRIMARY KEY (space, owner)
);
CREATE INDEX botwright_store_expires ON botwright_store (expires) WHERE expires IS NOT NULL;
CREATE INDEX botwright_store_wakes ON botwright_store (space, wakes) WHERE wakes IS NOT NULL;
