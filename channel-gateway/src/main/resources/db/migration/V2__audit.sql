-- What staff did, and what became of it. Insert only for the running service. Pseudonymous ids alone: no name, no
-- identity, no reason text, no key.

-- An action, once, however often it was asked for: its id is made of what makes two requests one (audit/Action).
CREATE TABLE audit_entry (
    id             uuid   PRIMARY KEY,
    -- Newest first is by it.
    position       bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    programme      text   NOT NULL,
    action         text   NOT NULL CHECK (action ~ '^[A-Z_]{1,40}$'),
    -- A programme's, member's or operation's id.
    target         text   NOT NULL CHECK (target ~ '^[!-~]{1,128}$'),
    -- The member who receives, of a transfer.
    counterpart    text   CHECK (counterpart ~ '^[!-~]{1,128}$'),
    -- Of settings: the version that was to be changed.
    before_version integer
);

CREATE UNIQUE INDEX audit_entry_newest ON audit_entry (programme, position);

-- BEGUN is written before the action is asked of the service that does it, and without it nothing is done. An attempt
-- that has no other step may have been done: the log tells its entry as UNKNOWN.
CREATE TABLE audit_step (
    entry         uuid        NOT NULL REFERENCES audit_entry,
    attempt       uuid        NOT NULL,
    -- DONE by this attempt; REPEATED: an earlier one had done it; REFUSED: nothing was done.
    step          text        NOT NULL CHECK (step IN ('BEGUN', 'DONE', 'REPEATED', 'REFUSED')),
    at            timestamptz NOT NULL DEFAULT clock_timestamp(),
    subject       text        NOT NULL,
    client        text        NOT NULL,
    trace_id      text        NOT NULL,
    -- What came of it: the version that was made, or the ledger's operation.
    after_version integer,
    operation     text        CHECK (operation ~ '^[!-~]{1,128}$'),
    -- Of REFUSED: the reason's word.
    reason        text,
    PRIMARY KEY (entry, attempt, step)
);

GRANT SELECT, INSERT ON audit_entry, audit_step TO ${runtimeRole};
