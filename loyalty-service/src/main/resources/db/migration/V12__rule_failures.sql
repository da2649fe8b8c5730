-- Rules whose conditions failed at run time (docs/rules.md, "What fails at run time"). Not written with the sale: every
-- instance counts in memory and adds to it every few seconds. One row a rule of a version, for 90 days after its last
-- failure.
CREATE TABLE rule_failure (
    programme text COLLATE "C" NOT NULL,
    number    bigint           NOT NULL, -- of the rules version
    rule      text COLLATE "C" NOT NULL,
    message   text             NOT NULL, -- of the last failure
    failures  bigint           NOT NULL CHECK (failures >= 1),
    first_at  timestamptz      NOT NULL,
    last_at   timestamptz      NOT NULL,
    PRIMARY KEY (programme, number, rule)
) WITH (fillfactor = 50);

GRANT SELECT, INSERT, UPDATE, DELETE ON rule_failure TO ${runtimeRole};
GRANT SELECT ON rule_failure TO ${auditorRole};
