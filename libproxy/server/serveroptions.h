// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/json.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace sightglass::server {

/// Revisions of the legacy era that a server speaks, newest first; the first one is offered to a client that asks for
/// something else (2025-11-25 basic/lifecycle "Version negotiation").
inline constexpr const char *kLegacyVersions[] = {"2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"};
/// Revisions of the modern era.
inline constexpr const char *kModernVersions[] = {"2026-07-28"};

bool isLegacyVersion(QByteArrayView version);

/// Who the server says it is.
struct ServerInfo {
    QString name = {};
    QString title = {}; ///< for people; may be empty
    QString version = {};
    QString instructions = {}; ///< for the model; may be empty

    Json implementation() const; ///< `Implementation` of the schema
};

/// How a server behaves. Every limit of it is here.
struct ServerOptions {
    QByteArray path = "/mcp";  ///< the one endpoint
    bool legacy = true;        ///< speak revisions up to 2025-11-25
    bool modern = true;        ///< speak 2026-07-28
    bool streamAlways = false; ///< legacy: answer by an event stream even where JSON would do, as the official SDK does
    bool listChanged = true;   ///< announce that lists may change
    int keepAliveMs = 15'000;  ///< a comment on every open stream, as often as the official SDK does
    int retryMs = 500;         ///< what clients are told to wait before they come back (SEP-1699)
    int pageSize = 0;          ///< entries per page of a list; 0: all in one
    int ttlMs = 0;             ///< caching hint of lists and resources (SEP-2549)
    QByteArray cacheScope = "private";
    int stateTtlMs = 600'000;               ///< how long a requestState is good for (2026-07-28 basic/patterns/mrtr)
    int maxBatch = 100;                     ///< members of a batch (2025-03-26)
    qsizetype maxSessions = 20'000;         ///< the one unused for longest makes room
    qsizetype maxStoredEvents = 256;        ///< per session, for resumption
    qsizetype maxStoredBytes = 1024 * 1024; ///< per session, for resumption
};

} // namespace sightglass::server
