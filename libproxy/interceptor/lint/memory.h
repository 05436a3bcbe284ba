// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/lint/boundedmap.h"
#include "interceptor/lint/json.h"
#include "interceptor/lint/jsonschema.h"
#include "interceptor/lint/linter.h"
#include "mcp/headermirror.h"

#include <QSet>

#include <array>
#include <limits>

namespace sightglass::interceptor::lint {

/// What a peer declared, as dotted names: `tools`, `tools.listChanged`, `elicitation.url`.
class Capabilities
{
public:
    static constexpr qsizetype kMaxNames = 64;

    void learn(const Json &capabilities);
    bool known() const { return m_known; }
    bool has(QByteArrayView name) const { return m_names.contains(name.toByteArray()); }

private:
    QSet<QByteArray> m_names;
    bool m_known = false;
};

/// A legacy session, from its handshake on.
struct SessionMemory {
    QByteArray version;
    Capabilities client;
    Capabilities server;
    bool fromStart = false; ///< its handshake was seen, so what is not known did not happen
};

/// What a tool was when its server listed it last.
struct ToolMemory {
    /// Of description, inputSchema, outputSchema, annotations, title; 0: not there.
    std::array<quint64, 5> prints = {};
    bool known = false;
    quint64 clean = 0;      ///< of the whole definition, when nothing was found in it
    QByteArray inputSchema; ///< key of Memory::schema(); empty: none
    QByteArray outputSchema;
    QList<mcp::MirroredArgument> mirrored;
};

/// A route's server, in one era (a server may list other tools to clients of the other one).
struct RouteMemory {
    BoundedMap<ToolMemory> tools{Linter::kMaxToolsPerRoute};
    Capabilities server; ///< modern era, from server/discover
};

/// Everything a Linter remembers. All of it bounded; the oldest is forgotten.
class Linter::Memory
{
public:
    static constexpr qsizetype kMaxRoutes = 100;
    static constexpr qsizetype kMaxIds = 50'000;
    static constexpr qsizetype kMaxTokens = 10'000;
    static constexpr qsizetype kMaxSchemas = 1'000;
    static constexpr qsizetype kMaxSchemaBytes = qsizetype(64) * 1024; ///< of one that is remembered
    static constexpr qsizetype kMaxCompiled = 64;

    /// Null when \a sessionId is empty or not known.
    SessionMemory *session(const QString &route, const QByteArray &sessionId);
    SessionMemory &newSession(const QString &route, const QByteArray &sessionId);
    RouteMemory &route(const QString &name, mcp::Era era);

    /// Remembers a schema; its key, empty when it is too large.
    QByteArray keepSchema(const QByteArray &text);
    bool hasSchema(const QByteArray &key) { return m_schemas.find(key) != nullptr; }
    /// A remembered schema, compiled when first needed; null when it was forgotten. Valid until the next call.
    const JsonSchema *schema(const QByteArray &key);

    /// Ids of answered requests, and of a server's requests, by scope and id.
    BoundedMap<bool> ids{kMaxIds};
    /// Last progress by scope and token; minus infinity before the first.
    BoundedMap<double> progress{kMaxTokens};
    static constexpr double kNoProgress = -std::numeric_limits<double>::infinity();

private:
    BoundedMap<SessionMemory> m_sessions{Linter::kMaxSessions};
    BoundedMap<RouteMemory> m_routes{kMaxRoutes};
    BoundedMap<QByteArray> m_schemas{kMaxSchemas};
    BoundedMap<std::shared_ptr<const JsonSchema>> m_compiled{kMaxCompiled};
};

/// A key of bounded length, whatever a peer sent.
QByteArray memoryKey(const QByteArray &scope, const QByteArray &what);

} // namespace sightglass::interceptor::lint
