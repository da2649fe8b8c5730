-- What the whole set of operations asks for (design: ledger.md, 2, 3 and 6).

-- Whose points came here by merges, in their order, each followed by those merged into it before.
ALTER TABLE account ADD COLUMN merged uuid[] NOT NULL DEFAULT '{}';

-- In whose journal a hold's end stands: after a merge is undone, another's than the hold's.
ALTER TABLE hold ADD COLUMN end_member uuid, ADD COLUMN actor text;

-- How much of an operation was reversed. Partial: earns, most rows by far, have no original and pay nothing.
CREATE INDEX journal_original ON journal (bucket, programme, original_member, original_seq)
    WHERE original_seq IS NOT NULL;

-- Holds whose time is up, for the sweeper. A hold changes twice in its life.
CREATE INDEX hold_due ON hold (expires_at) WHERE open;

-- A merge moves lots and holds to the key of another account: rows of the one go, rows of the other come.
GRANT DELETE ON lot, hold TO ${runtimeRole};
