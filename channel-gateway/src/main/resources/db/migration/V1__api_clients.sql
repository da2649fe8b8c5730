-- Who may call, and with what. No member is in this database, no balance, no key in clear.

CREATE TABLE programme (
    id         text PRIMARY KEY CHECK (id ~ '^[!-~]{1,64}$'),
    created_at timestamptz NOT NULL DEFAULT now()
);

-- A till, a shop's or an app's back end. Its id scopes idempotency keys, so it survives every rotation of its keys.
CREATE TABLE api_client (
    programme  text NOT NULL REFERENCES programme,
    id         text NOT NULL CHECK (id ~ '^[!-~]{1,64}$'),
    channel    text NOT NULL
        CHECK (channel IN ('STORE', 'WEB', 'APP', 'SALON', 'CALL_CENTRE', 'MAIL_ORDER', 'PARTNER')),
    -- Null: every store of the programme.
    stores     text[] CHECK (cardinality(stores) > 0),
    -- Null: every terminal of its stores. A terminal is one of one store.
    terminal   text CHECK (terminal ~ '^[!-~]{1,64}$' AND cardinality(stores) = 1),
    grants     text[] NOT NULL CHECK (grants <@ ARRAY['ASSERTS_MEMBER', 'CLAIMS', 'OTHER_TERMINALS']),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (programme, id)
);

-- Several a client: the new one is handed out before the old one ends.
CREATE TABLE api_key (
    sha256      bytea PRIMARY KEY CHECK (octet_length(sha256) = 32),
    programme   text NOT NULL,
    client      text NOT NULL,
    -- Where the key is administered; the bootstrap file ends only keys of its own.
    origin      text NOT NULL CHECK (origin IN ('BOOTSTRAP')),
    valid_from  timestamptz NOT NULL DEFAULT now(),
    -- Null: until it is ended.
    valid_until timestamptz,
    FOREIGN KEY (programme, client) REFERENCES api_client (programme, id)
);

CREATE INDEX api_key_client ON api_key (programme, client);

GRANT SELECT, INSERT ON programme TO ${runtimeRole};
GRANT SELECT, INSERT, UPDATE ON api_client, api_key TO ${runtimeRole};
