-- The auditor beside the traffic (docs/adr/0011): how far it is, what it remembers of accounts, what it found.

-- One row: which instance audits, and how far it is. The instance that audits holds a lease; where that lapses another
-- takes it up.
CREATE TABLE audit_state (
    only_row       boolean     NOT NULL PRIMARY KEY DEFAULT true CHECK (only_row),
    holder         uuid,                                    -- the instance that audits
    lease_until    timestamptz NOT NULL DEFAULT 'epoch',    -- by the server's own clock, which no test moves
    cluster        bigint,                                  -- whose transaction ids seen is made of
    seen           pg_snapshot,                             -- the rows of these transactions are verified; null: not begun
    seen_at        timestamptz,                             -- what was recorded until then is among them
    behind         bigint      NOT NULL DEFAULT 0,          -- rows after seen, when that was last looked at
    pass_began_at  timestamptz,                             -- the pass over all accounts that is under way; null: none
    pass_bucket    smallint,                                -- the account up to which it is: its bucket, …
    pass_programme text COLLATE "C",
    pass_member    uuid,                                    -- … null: before the first
    pass_until     date,                                    -- the newest root that it checks; null: it checks none
    pass_roots     bytea,                                   -- what it has added up for roots, up to that account
    passed_from    timestamptz,                             -- the last pass that ended: when it began …
    passed_at      timestamptz                              -- … and ended
) WITH (fillfactor = 50);
INSERT INTO audit_state DEFAULT VALUES;

-- What was verified of an account that has many rows, so that the next rows can be verified without all before them. A
-- hint to be quick, never a proof: whoever changes it is found by the pass over all accounts, which begins at row 1.
CREATE TABLE audit_checkpoint (
    bucket           smallint         NOT NULL,
    programme        text COLLATE "C" NOT NULL,
    member           uuid             NOT NULL,
    seq              bigint           NOT NULL,
    head             bytea            NOT NULL,
    pending          bigint           NOT NULL,
    spendable        bigint           NOT NULL,
    held             bigint           NOT NULL,
    owed             bigint           NOT NULL,
    issued           bigint           NOT NULL,
    redeemed         bigint           NOT NULL,
    expired          bigint           NOT NULL,
    forfeited        bigint           NOT NULL,
    adjusted         bigint           NOT NULL,
    transferred      bigint           NOT NULL,
    last_recorded_at timestamptz      NOT NULL,
    inactive_at      timestamptz,
    merged_into      uuid,
    PRIMARY KEY (bucket, programme, member)
) WITH (fillfactor = 70);

-- What is not as it must be. Never deleted: what is true again has an end.
CREATE TABLE audit_finding (
    subject  text COLLATE "C" NOT NULL PRIMARY KEY, -- an account, or the roots
    lie      text             NOT NULL,
    first_at timestamptz      NOT NULL DEFAULT clock_timestamp(),
    last_at  timestamptz      NOT NULL DEFAULT clock_timestamp(),
    ended_at timestamptz
);
CREATE INDEX audit_finding_open ON audit_finding (first_at) WHERE ended_at IS NULL;

GRANT SELECT, UPDATE ON audit_state TO ${runtimeRole};
GRANT SELECT, INSERT, UPDATE ON audit_checkpoint, audit_finding TO ${runtimeRole};
GRANT SELECT ON audit_state, audit_checkpoint, audit_finding TO ${auditorRole};
