-- Clients and keys that staff administer, beside those of the bootstrap file.

ALTER TABLE api_client
    -- Whose word holds: the file's, until staff change the client.
    ADD COLUMN origin     text        NOT NULL DEFAULT 'BOOTSTRAP' CHECK (origin IN ('BOOTSTRAP', 'ADMIN')),
    -- Grows by one with every change that staff make.
    ADD COLUMN version    integer     NOT NULL DEFAULT 1,
    ADD COLUMN created_at timestamptz NOT NULL DEFAULT now(),
    -- Staff ended it: no key of it is believed any more, whatever the file says.
    ADD COLUMN ended_at   timestamptz;

ALTER TABLE api_client ALTER COLUMN origin DROP DEFAULT;
-- It was false, and not unknown, for a group of stores without a terminal.
ALTER TABLE api_client
    DROP CONSTRAINT api_client_check,
    ADD CONSTRAINT api_client_check
        CHECK (terminal IS NULL OR (terminal ~ '^[!-~]{1,64}$' AND cardinality(stores) IS NOT DISTINCT FROM 1));

ALTER TABLE api_key
    DROP CONSTRAINT api_key_origin_check,
    ADD CONSTRAINT api_key_origin_check CHECK (origin IN ('BOOTSTRAP', 'ADMIN')),
    -- The key is a MAC over it, so that the answer that told it can be told again; worth nothing without the secret.
    ADD COLUMN salt     bytea CHECK (octet_length(salt) = 32),
    -- Staff ended it, for good: the file does not bring it back.
    ADD COLUMN ended_at timestamptz,
    ADD CHECK ((origin = 'ADMIN') = (salt IS NOT NULL));

-- What a request of staff made here: sent again with its Idempotency-Key it is found, and makes nothing.
CREATE TABLE access_request (
    -- SHA-256 over programme, the application of the staff's token, and the Idempotency-Key.
    id      bytea PRIMARY KEY CHECK (octet_length(id) = 32),
    -- SHA-256 over what was asked for.
    content bytea NOT NULL CHECK (octet_length(content) = 32),
    -- Of a new key: its SHA-256.
    made    bytea,
    at      timestamptz NOT NULL DEFAULT now()
);

-- One row, which every change of clients and keys counts up: by it each instance sees that what it remembers is old.
CREATE TABLE access_state (
    id      integer PRIMARY KEY CHECK (id = 1),
    version bigint  NOT NULL
);
INSERT INTO access_state VALUES (1, 1);

GRANT SELECT, INSERT, UPDATE ON access_request TO ${runtimeRole};
GRANT SELECT, UPDATE ON access_state TO ${runtimeRole};
