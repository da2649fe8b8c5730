-- Merges that were undone: what was asked back meanwhile stands in the survivor's journal (design: ledger.md, 2 and 6).
-- Partial: no other row pays for it.
CREATE INDEX journal_unmerge ON journal (bucket, programme, member) WHERE kind = 12;
