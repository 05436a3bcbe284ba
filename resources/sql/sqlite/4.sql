-- SPDX-FileCopyrightText: 2026 The Sightglass authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Schema 4: sessions, the events that are kept for clients that come back, and which exchanges belong to a session.

-- What is queried stands in columns; record has all of it (libproxy/exchange/sessionjson.h).
CREATE TABLE session (
    key           BLOB NOT NULL UNIQUE,
    route         TEXT,
    id            TEXT,             -- Mcp-Session-Id
    state         INTEGER NOT NULL, -- exchange/sessionrecord.h; from 4 on it has ended
    created_at    INTEGER NOT NULL,
    last_activity INTEGER NOT NULL,
    ended_at      INTEGER NOT NULL, -- 0: not yet
    client_name   TEXT,
    record        TEXT NOT NULL
);
CREATE INDEX session_by_activity ON session (last_activity, key);
CREATE INDEX session_live ON session (last_activity, key) WHERE state < 4;

-- A stream that the proxy answers for. What is counted here is what is in table event.
CREATE TABLE stream (
    id               INTEGER PRIMARY KEY,
    session          BLOB NOT NULL, -- its key
    name             BLOB NOT NULL,
    written_at       INTEGER NOT NULL,
    last_number      INTEGER NOT NULL,
    last_upstream_id BLOB NOT NULL,
    finished         INTEGER NOT NULL,
    events           INTEGER NOT NULL,
    bytes            INTEGER NOT NULL,
    UNIQUE (session, name)
);
-- In the order in which streams go when all together have too much.
CREATE INDEX stream_by_written ON stream (finished DESC, written_at);

-- One row: what all streams have, so that nobody needs to count.
CREATE TABLE stream_total (
    streams INTEGER NOT NULL,
    events  INTEGER NOT NULL,
    bytes   INTEGER NOT NULL
);
INSERT INTO stream_total VALUES (0, 0, 0);
CREATE TRIGGER stream_added AFTER INSERT ON stream BEGIN
    UPDATE stream_total SET streams = streams + 1, events = events + new.events, bytes = bytes + new.bytes;
END;
CREATE TRIGGER stream_changed AFTER UPDATE OF events, bytes ON stream
WHEN new.events <> old.events OR new.bytes <> old.bytes BEGIN
    UPDATE stream_total SET events = events + new.events - old.events, bytes = bytes + new.bytes - old.bytes;
END;
CREATE TRIGGER stream_removed AFTER DELETE ON stream BEGIN
    UPDATE stream_total SET streams = streams - 1, events = events - old.events, bytes = bytes - old.bytes;
END;

CREATE TABLE event (
    stream      INTEGER NOT NULL,
    number      INTEGER NOT NULL,
    upstream_id BLOB NOT NULL,
    bytes       BLOB NOT NULL,
    PRIMARY KEY (stream, number)
) WITHOUT ROWID;

-- In which ranges of 1024 ids a session has exchanges. An index of exchange would say more, but made recording up to
-- seven times as expensive (docs/adr/0016-ranges-not-an-index.md).
CREATE TABLE session_range (
    range      INTEGER NOT NULL, -- exchange.id / 1024
    route      BLOB NOT NULL,
    session_id BLOB NOT NULL,
    PRIMARY KEY (range, route, session_id)
) WITHOUT ROWID;
INSERT INTO session_range
    SELECT DISTINCT id / 1024, CAST(coalesce(route, '') AS BLOB), CAST(session_id AS BLOB)
    FROM exchange WHERE session_id IS NOT NULL;
