-- SPDX-FileCopyrightText: 2026 The Sightglass authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Schema 2: what people note about exchanges.

-- An exchange may be marked in the moment before its row is written, so there is no foreign key. Retention removes these
-- with their exchanges.
CREATE TABLE annotation (
    exchange_id INTEGER PRIMARY KEY,
    marked      INTEGER NOT NULL, -- 0 or 1
    comment     TEXT
);
