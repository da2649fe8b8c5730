-- Drafts of rules tried over recorded sales before they are published (docs/rules.md, "Try before you publish").

-- What was asked for, how far it is, and what came of it. An instance that runs one holds a lease; where that lapses
-- another takes it up and begins anew, for nothing of it is kept but the result. What is tried is the draft's version
-- as rules_change has it.
CREATE TABLE simulation (
    programme     text COLLATE "C" NOT NULL,
    id            uuid             NOT NULL,
    draft         uuid             NOT NULL,
    draft_version integer          NOT NULL,
    from_at       timestamptz      NOT NULL, -- of occurred_at
    to_at         timestamptz      NOT NULL, -- exclusive
    state         text             NOT NULL CHECK (state IN ('QUEUED', 'RUNNING', 'DONE', 'FAILED')),
    owner         uuid,                      -- the instance that runs it
    lease_until   timestamptz,
    attempts      integer          NOT NULL DEFAULT 0,
    sales         bigint           NOT NULL DEFAULT 0, -- looked at so far
    of_sales      bigint,                    -- null: not counted yet
    result        bytea,                     -- omnipoints.loyalty.v1.SimulationResult
    reason        integer,                   -- of FAILED: the Reason's number
    detail        text,
    key_hash      uuid             NOT NULL,
    fingerprint   bytea            NOT NULL,
    created_at    timestamptz      NOT NULL DEFAULT clock_timestamp(),
    created_by    text             NOT NULL,
    ended_at      timestamptz,
    PRIMARY KEY (programme, id),
    UNIQUE (programme, key_hash),
    CHECK (from_at < to_at),
    CHECK ((result IS NOT NULL) = (state = 'DONE')),
    CHECK ((reason IS NOT NULL) = (state = 'FAILED'))
);
CREATE INDEX simulation_open ON simulation (created_at) WHERE state IN ('QUEUED', 'RUNNING');

-- Sales of a period in the order in which they were recorded. Sales are recorded as time goes by, so a new entry goes
-- to the end of the index: about 40 bytes and one page that is in memory, a sale; neither column is ever changed, so
-- that updates of a sale stay in the page. Ties of recorded_at are sorted by id when they are read.
CREATE INDEX sale_recorded ON sale (programme, recorded_at, occurred_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON simulation TO ${runtimeRole};
GRANT SELECT ON simulation TO ${auditorRole};
