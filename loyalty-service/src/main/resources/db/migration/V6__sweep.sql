-- Who sweeps what when (design: ledger.md, 1, "What is due"). An instance takes the part that was begun longest ago, and
-- no other begins it again for a while: so instances share the work, one that dies leaves nothing locked, and a restart
-- goes on where the last run was. It says nothing of points: to sweep twice, or to lose this table's rows, does no harm
-- but work. One small update a part and round; the rows are as many as there are buckets.
CREATE TABLE sweep (
    kind     text        NOT NULL, -- HOLDS: one part; ACCOUNTS: a part a bucket
    part     smallint    NOT NULL,
    begun_at timestamptz NOT NULL, -- by the server's own clock, which no test moves
    PRIMARY KEY (kind, part)
) WITH (fillfactor = 50);
INSERT INTO sweep VALUES ('HOLDS', 0, 'epoch');
INSERT INTO sweep SELECT 'ACCOUNTS', bucket, 'epoch' FROM generate_series(0, 63) AS bucket;
GRANT SELECT, UPDATE (begun_at) ON sweep TO ${runtimeRole};
