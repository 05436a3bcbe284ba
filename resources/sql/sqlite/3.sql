-- SPDX-FileCopyrightText: 2026 The Sightglass authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Schema 3: what interceptors noted about an exchange: rules that acted, tags, findings, faults.

ALTER TABLE exchange ADD COLUMN notes TEXT; -- a JSON array (libproxy/exchange/notejson.h)
