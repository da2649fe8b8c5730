-- What sales by rules ask for (design: earning.md, 1 to 3).

-- What caps have counted of a member; written in the commit of the award, under the account's lock. A period by its first
-- day in the programme's zone; rule '' is all rules together. After a merge the rows of all its members count.
CREATE TABLE tally (
    bucket    smallint         NOT NULL,
    programme text COLLATE "C" NOT NULL,
    member    uuid             NOT NULL,
    rule      text COLLATE "C" NOT NULL,
    per       smallint         NOT NULL, -- 1 day, 2 week, 3 month, 4 lifetime
    from_day  date             NOT NULL,
    points    bigint           NOT NULL,
    uses      bigint           NOT NULL,
    PRIMARY KEY (bucket, programme, member, rule, per, from_day)
) WITH (fillfactor = 80);

-- What caps have counted of all members together: a campaign's budget. Locked after accounts and sales, by id.
CREATE TABLE budget (
    programme text COLLATE "C" NOT NULL,
    rule      text COLLATE "C" NOT NULL,
    points    bigint           NOT NULL,
    uses      bigint           NOT NULL,
    PRIMARY KEY (programme, rule)
) WITH (fillfactor = 50);

-- Goods brought back; id = hash of programme, store and return id, so that a return is taken once.
CREATE TABLE goods_return (
    bucket      smallint         NOT NULL, -- of the id
    id          uuid             NOT NULL,
    programme   text COLLATE "C" NOT NULL,
    store       text             NOT NULL, -- where they were brought back
    terminal    text,
    return_id   text             NOT NULL,
    sale        uuid             NOT NULL,
    member      uuid,                      -- in whose journal it stands; null: of a sale without member
    seq         bigint,                    -- the journal row that answered
    caller      text COLLATE "C" NOT NULL,
    key_hash    uuid             NOT NULL,
    fingerprint bytea            NOT NULL,
    channel     smallint         NOT NULL,
    actor       text,
    occurred_at timestamptz      NOT NULL,
    recorded_at timestamptz      NOT NULL,
    body        bytea            NOT NULL, -- omnipoints.loyalty.v1.Return
    answer      bytea            NOT NULL, -- omnipoints.loyalty.v1.ReturnResult, the first one
    PRIMARY KEY (bucket, id)
);
-- A return without member has no account to keep its key.
CREATE UNIQUE INDEX goods_return_key_without_member ON goods_return (programme, key_hash) WHERE seq IS NULL;

ALTER TABLE sale
    ADD COLUMN standing bytea,          -- omnipoints.loyalty.v1.Standing: what caps had counted when it was rated
    ADD COLUMN claim_answer bytea,      -- omnipoints.loyalty.v1.SaleResult
    ADD COLUMN claim_standing bytea,
    ADD COLUMN claim_context bytea,
    ADD COLUMN sequence bigint;         -- the terminal's own count, where it sends one
CREATE INDEX sale_sequence ON sale (programme, store, terminal, sequence) WHERE sequence IS NOT NULL;

-- Sales of members who were not confirmed: they earn once that they are.
CREATE INDEX sale_awaiting ON sale (programme, id) WHERE member_status = 1 AND claimed_by IS NULL;

GRANT SELECT, INSERT ON tally, budget, goods_return TO ${runtimeRole};
GRANT UPDATE (points, uses) ON tally, budget TO ${runtimeRole};
GRANT UPDATE (claim_answer, claim_standing, claim_context) ON sale TO ${runtimeRole};
GRANT SELECT ON tally, budget, goods_return TO ${auditorRole};
