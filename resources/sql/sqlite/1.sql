-- SPDX-FileCopyrightText: 2026 The Sightglass authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Schema 1. A published file never changes: what is new goes into the next number. docs/adr/0002-payload-chunks.md
-- tells why it looks so. Times are microseconds; NULL stands for "none", "not yet" and the empty text.

PRAGMA application_id = 0x53476C73; -- "SGls"

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value
) WITHOUT ROWID;
INSERT INTO meta VALUES ('format', 'sightglass recording');

-- One row: what retention would otherwise have to count. Changes in the same transaction as what it counts.
CREATE TABLE totals (
    id            INTEGER PRIMARY KEY CHECK (id = 1),
    exchanges     INTEGER NOT NULL,
    payload_bytes INTEGER NOT NULL,
    last_id       INTEGER NOT NULL -- highest id ever given
);
INSERT INTO totals VALUES (1, 0, 0, 0);

-- One narrow row for each exchange: lists read this and nothing else. The numbers of state, kind, direction and era are
-- those of the enumerations in exchange/record.h and mcp/era.h.
CREATE TABLE exchange (
    id               INTEGER PRIMARY KEY,
    parent           INTEGER,
    revision         INTEGER NOT NULL,
    state            INTEGER NOT NULL,
    kind             INTEGER NOT NULL,
    direction        INTEGER NOT NULL,
    era              INTEGER NOT NULL,
    started_at       INTEGER NOT NULL, -- since the Unix epoch, UTC; the other times are since started_at
    accepted         INTEGER,
    sent             INTEGER,
    first_byte       INTEGER,
    ended            INTEGER,
    route            TEXT,
    client           TEXT,
    http_method      TEXT,
    target           TEXT,
    status           INTEGER NOT NULL,
    session_id       TEXT,
    protocol_version TEXT,
    peer_name        TEXT,
    method           TEXT,
    name             TEXT,
    rpc_id           TEXT,             -- as JSON
    error_code       INTEGER,
    tool_error       INTEGER NOT NULL,
    input_required   INTEGER NOT NULL,
    edited           INTEGER NOT NULL,
    request_bytes    INTEGER NOT NULL,
    response_bytes   INTEGER NOT NULL,
    event_count      INTEGER NOT NULL,
    failure          TEXT,
    chunk_id         INTEGER,          -- where its first piece of payload is
    chunk_offset     INTEGER,
    chunk_length     INTEGER
);

-- Payload of many exchanges, as frames (libproxy/store/sqlite/payloadcodec.h).
CREATE TABLE chunk (
    id             INTEGER PRIMARY KEY,
    first_exchange INTEGER NOT NULL,   -- lowest and highest id with a piece in here
    last_exchange  INTEGER NOT NULL,
    format         INTEGER NOT NULL,   -- of the frames
    bytes          INTEGER NOT NULL,   -- length of data
    data           BLOB NOT NULL
);
-- Retention walks this in place of the pages of payload.
CREATE INDEX chunk_by_last_exchange ON chunk (last_exchange, bytes);

-- Further pieces of exchanges that live longer than one batch.
CREATE TABLE part (
    exchange_id  INTEGER NOT NULL,
    first_part   INTEGER NOT NULL,     -- index of the piece's first part within the whole payload
    chunk_id     INTEGER NOT NULL,
    chunk_offset INTEGER NOT NULL,
    chunk_length INTEGER NOT NULL,
    PRIMARY KEY (exchange_id, first_part)
) WITHOUT ROWID;
