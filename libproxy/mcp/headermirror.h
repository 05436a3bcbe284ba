// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/message.h"

#include <QHash>
#include <QList>

#include <utility>

namespace sightglass::mcp {

/// An argument that a tool wants mirrored into a header: `x-mcp-header` in its inputSchema (SEP-2243).
struct MirroredArgument {
    QByteArray header;      ///< what follows `Mcp-Param-`
    QList<QByteArray> path; ///< member names from `params.arguments` down through `properties`
    bool operator==(const MirroredArgument &) const = default;
};

/// The headers that mirror a modern request's body: MCP-Protocol-Version, Mcp-Method, Mcp-Name and Mcp-Param-*. Used to
/// derive them again when somebody changed the body, because a server must refuse a mismatch with -32020
/// (2026-07-28 basic/transports/streamable-http, "Header validation").
///
/// Thread: one at a time.
class HeaderMirror
{
public:
    using Headers = QList<std::pair<QByteArray, QByteArray>>;

    /// Learns which arguments to mirror from the body of a tools/list result. Annotations that break the rules of
    /// SEP-2243 are not learnt, as the client drops such a tool.
    void learn(const QByteArray &toolsListResponse);
    QList<MirroredArgument> argumentsOf(const QByteArray &tool) const { return m_tools.value(tool); }

    /// The headers that \a request needs, in a fixed order. Empty for anything that is no modern request.
    Headers derive(const Message &request) const;

    /// A value as it stands in a header: as is, or in the base64 sentinel `=?base64?…?=` where it must be.
    static QByteArray encodeValue(const QByteArray &value);
    /// The value behind a header's text; text that only looks like a sentinel comes back unchanged.
    static QByteArray decodeValue(const QByteArray &text);

private:
    QHash<QByteArray, QList<MirroredArgument>> m_tools;
};

} // namespace sightglass::mcp
