-- The ledger (design: ledger.md, 3 and 5). Runs under the owner role; the service runs as ${runtimeRole}, which can
-- neither change nor delete what the journal says.

-- Settings of a programme, versioned: those hold whose holds_from was reached last.
CREATE TABLE programme (
    id                     text COLLATE "C" NOT NULL CHECK (id ~ '^[a-z0-9-]{1,32}$'),
    version                integer          NOT NULL CHECK (version >= 1),
    holds_from             timestamptz      NOT NULL,
    zone                   text             NOT NULL,
    currencies             text[]           NOT NULL,
    earn_points            bigint           NOT NULL CHECK (earn_points >= 0),    -- so many points …
    earn_per_units         bigint           NOT NULL CHECK (earn_per_units >= 1), -- … for every so many whole units
    expiry_kind            text             NOT NULL,
    expiry_length          integer,
    expiry_unit            text,
    expiry_alignment       text             NOT NULL,
    expiry_date            date,
    pending_kind           text             NOT NULL,
    pending_days           integer,
    pending_date           date,
    debt_policy            text             NOT NULL,
    negative_adjustments   boolean          NOT NULL,
    return_policy          text             NOT NULL,
    give_back_policy       text             NOT NULL,
    give_back_grace_days   integer          NOT NULL,
    transfer_policy        text             NOT NULL,
    hold_ttl_seconds       integer          NOT NULL,
    hold_ttl_limit_seconds integer          NOT NULL,
    open_holds_limit       integer          NOT NULL,
    sale_age_days          integer,                                               -- null: any age
    sale_lines_limit       integer          NOT NULL CHECK (sale_lines_limit BETWEEN 1 AND 1000),
    offline_tender_policy  text             NOT NULL,
    redeem_points          bigint,                                                -- null: no rate
    redeem_money           bigint,                                                -- minor units
    redeem_step            bigint           NOT NULL,
    redeem_minimum         bigint           NOT NULL,
    redeem_share_percent   integer          NOT NULL CHECK (redeem_share_percent BETWEEN 0 AND 100),
    points_tender_earns    boolean          NOT NULL,
    spread_basket_discount boolean          NOT NULL,
    proof_identities       text[]           NOT NULL,
    created_at             timestamptz      NOT NULL DEFAULT clock_timestamp(),
    created_by             text             NOT NULL,
    PRIMARY KEY (id, version)
);

-- What a test adds to the clock. Only the owner may change it, and a production start refuses anything but zero.
CREATE TABLE test_clock (
    shift interval NOT NULL
);
INSERT INTO test_clock VALUES (interval '0');

-- One row a member. Nothing that changes is indexed, so that its updates stay in the page (HOT).
CREATE TABLE account (
    bucket           smallint         NOT NULL,
    programme        text COLLATE "C" NOT NULL,
    member           uuid             NOT NULL,
    status           smallint         NOT NULL,
    status_version   bigint           NOT NULL,
    pending          bigint           NOT NULL DEFAULT 0 CHECK (pending >= 0),
    spendable        bigint           NOT NULL DEFAULT 0 CHECK (spendable >= 0),
    held             bigint           NOT NULL DEFAULT 0 CHECK (held >= 0),
    owed             bigint           NOT NULL DEFAULT 0 CHECK (owed >= 0),
    issued           bigint           NOT NULL DEFAULT 0,
    redeemed         bigint           NOT NULL DEFAULT 0,
    expired          bigint           NOT NULL DEFAULT 0,
    forfeited        bigint           NOT NULL DEFAULT 0,
    adjusted         bigint           NOT NULL DEFAULT 0,
    transferred      bigint           NOT NULL DEFAULT 0,
    seq              bigint           NOT NULL DEFAULT 0,
    head             bytea            NOT NULL,
    last_recorded_at timestamptz,
    next_due_at      timestamptz,
    inactive_at      timestamptz,
    merged_into      uuid,
    PRIMARY KEY (bucket, programme, member),
    CHECK (spendable = 0 OR owed = 0),
    CHECK (pending + spendable + held - owed = issued - redeemed - expired - forfeited + adjusted + transferred)
) WITH (fillfactor = 70);

-- Points that share a life. (made_by, made_seq, made_index) is its id and survives merges; member is whose it is now.
CREATE TABLE lot (
    bucket       smallint         NOT NULL,
    programme    text COLLATE "C" NOT NULL,
    member       uuid             NOT NULL,
    made_by      uuid             NOT NULL,
    made_seq     bigint           NOT NULL,
    made_index   integer          NOT NULL,
    points       bigint           NOT NULL CHECK (points > 0),
    pending      bigint           NOT NULL CHECK (pending >= 0),
    remaining    bigint           NOT NULL CHECK (remaining >= 0),
    held         bigint           NOT NULL CHECK (held >= 0),
    expired      bigint           NOT NULL CHECK (expired >= 0),
    counted      bigint           NOT NULL CHECK (counted >= 0),
    clamped      bigint           NOT NULL CHECK (clamped >= 0),
    available_at timestamptz,
    expires_at   timestamptz,
    open         boolean          NOT NULL,
    PRIMARY KEY (bucket, programme, member, made_seq, made_index, made_by)
) WITH (fillfactor = 80);

-- Spending order; updates of an open lot stay HOT, for only `open` is in the predicate.
CREATE INDEX lot_open ON lot (bucket, programme, member, expires_at, available_at, made_seq, made_index) WHERE open;
-- What becomes available next.
CREATE INDEX lot_pending ON lot (bucket, programme, member, available_at) WHERE pending > 0;

-- Reservations. (made_by, made_seq) is its id and survives merges.
CREATE TABLE hold (
    bucket         smallint         NOT NULL,
    programme      text COLLATE "C" NOT NULL,
    member         uuid             NOT NULL,
    made_by        uuid             NOT NULL,
    made_seq       bigint           NOT NULL,
    caller         text COLLATE "C" NOT NULL,
    points         bigint           NOT NULL CHECK (points > 0),
    money          bigint,
    currency       text,
    rate_points    bigint,
    rate_money     bigint,
    lots           bytea            NOT NULL,
    channel        smallint         NOT NULL,
    store          text,
    terminal       text,
    receipt_sale   uuid,
    expires_at     timestamptz      NOT NULL,
    open           boolean          NOT NULL,
    end_kind       smallint,
    end_seq        bigint,
    end_points     bigint,
    captured       bigint           NOT NULL DEFAULT 0,
    PRIMARY KEY (bucket, programme, member, made_seq, made_by)
) WITH (fillfactor = 80);
CREATE INDEX hold_open ON hold (bucket, programme, member, expires_at) WHERE open;

CREATE SEQUENCE feed_pos CACHE 1;

-- At once statement, idempotency record, audit trail and outbox. Insert only.
CREATE TABLE journal (
    bucket             smallint         NOT NULL,
    programme          text COLLATE "C" NOT NULL,
    member             uuid             NOT NULL,
    seq                bigint           NOT NULL CHECK (seq >= 1),
    caller             text COLLATE "C" NOT NULL,
    key_hash           uuid             NOT NULL,
    part               smallint         NOT NULL,
    fingerprint        bytea            NOT NULL,
    kind               smallint         NOT NULL,
    refused            smallint         NOT NULL, -- 0: applied; else the Reason's number
    points             bigint           NOT NULL,
    pending_change     bigint           NOT NULL,
    spendable_change   bigint           NOT NULL,
    held_change        bigint           NOT NULL,
    owed_change        bigint           NOT NULL,
    issued_change      bigint           NOT NULL,
    redeemed_change    bigint           NOT NULL,
    expired_change     bigint           NOT NULL,
    forfeited_change   bigint           NOT NULL,
    adjusted_change    bigint           NOT NULL,
    transferred_change bigint           NOT NULL,
    pending            bigint           NOT NULL,
    spendable          bigint           NOT NULL,
    held               bigint           NOT NULL,
    owed               bigint           NOT NULL,
    lots               bytea,
    hold_member        uuid,
    hold_seq           bigint,
    original_member    uuid,
    original_seq       bigint,
    sale               uuid,
    counterpart_member uuid,
    counterpart_seq    bigint,
    named_member       uuid,
    channel            smallint         NOT NULL, -- 0: the ledger itself
    store              text,
    terminal           text,
    actor              text,
    reason             text,
    occurred_at        timestamptz      NOT NULL,
    recorded_at        timestamptz      NOT NULL,
    feed_pos           bigint           NOT NULL DEFAULT nextval('feed_pos'),
    xid                xid8             NOT NULL DEFAULT pg_current_xact_id(),
    version            smallint         NOT NULL,
    hash               bytea            NOT NULL,
    PRIMARY KEY (bucket, programme, member, seq),
    UNIQUE (bucket, programme, member, key_hash, part),
    CHECK (pending_change + spendable_change + held_change - owed_change
         = issued_change - redeemed_change - expired_change - forfeited_change + adjusted_change + transferred_change)
);

-- Receipts as they were reported; id = hash of programme and receipt, so that a receipt is taken once.
CREATE TABLE sale (
    bucket        smallint         NOT NULL, -- of the id
    id            uuid             NOT NULL,
    programme     text COLLATE "C" NOT NULL,
    store         text             NOT NULL,
    terminal      text             NOT NULL,
    number        text             NOT NULL,
    business_date text,
    member        uuid,                      -- null: kept for no one
    member_status smallint         NOT NULL,
    caller        text COLLATE "C" NOT NULL,
    key_hash      uuid             NOT NULL,
    fingerprint   bytea            NOT NULL,
    channel       smallint         NOT NULL,
    actor         text,
    occurred_at   timestamptz      NOT NULL,
    recorded_at   timestamptz      NOT NULL,
    currency      text             NOT NULL,
    total         bigint           NOT NULL, -- minor units, after discounts
    basket        bytea            NOT NULL, -- omnipoints.loyalty.v1.Sale
    context       bytea,                     -- omnipoints.type.v1.MemberContext
    programme_version integer      NOT NULL, -- the settings by which it was rated
    rules_version bigint           NOT NULL, -- 0: the programme's rate alone
    earn_seq      bigint,                    -- the journal row that answered; null: recorded without member
    points        bigint           NOT NULL,
    answer        bytea            NOT NULL, -- omnipoints.loyalty.v1.SaleResult, the first one
    claimed_by    uuid,
    claim_seq     bigint,
    claimed_at    timestamptz,
    returned      bytea,                     -- what came back so far, by line
    PRIMARY KEY (bucket, id)
);
-- A sale recorded without member has no account to keep its key: among those it is unique here, claimed or not.
CREATE UNIQUE INDEX sale_key_without_member ON sale (programme, key_hash) WHERE earn_seq IS NULL;

GRANT SELECT ON programme, test_clock, account, lot, hold, journal, sale TO ${runtimeRole};
GRANT INSERT ON programme, account, lot, hold, journal, sale TO ${runtimeRole};
GRANT UPDATE ON account, lot, hold TO ${runtimeRole};
GRANT UPDATE (member, claimed_by, claim_seq, claimed_at, returned) ON sale TO ${runtimeRole};
GRANT USAGE ON SEQUENCE feed_pos TO ${runtimeRole};
GRANT USAGE ON SCHEMA public TO ${auditorRole};
GRANT SELECT ON programme, test_clock, account, lot, hold, journal, sale TO ${auditorRole};
