-- The ledger's root of a day (design: ledger.md, 3, "Chain"): the signed Merkle root of all heads, so that a cut-off tail
-- shows. Insert only, as the journal is.
CREATE TABLE ledger_root (
    day        date        NOT NULL PRIMARY KEY, -- of the ledger's clock, UTC
    cluster    bigint      NOT NULL,             -- whose transaction ids cut is made of; 0: not to be learnt
    cut        pg_snapshot NOT NULL,             -- the rows that count: those of transactions that had ended
    accounts   bigint      NOT NULL,
    rows       bigint      NOT NULL,
    before     bytea       NOT NULL,             -- the root before
    root       bytea       NOT NULL,
    key_id     text        NOT NULL,
    signature  bytea       NOT NULL,             -- Ed25519
    written_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT, INSERT ON ledger_root TO ${runtimeRole};
GRANT SELECT ON ledger_root TO ${auditorRole};
