// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/message.h"

namespace sightglass::mcp {

/// Which generation of the protocol a message belongs to.
enum class Era : quint8 {
    Unknown,
    Legacy, ///< `initialize` handshake and sessions, up to 2025-11-25
    Modern, ///< stateless, per-request _meta, 2026-07-28 and later (SEP-2575, SEP-2567)
};

/// First revision of the modern era. Revisions compare lexicographically.
inline constexpr char kFirstModernVersion[] = "2026-07-28";

/// Does \a version (YYYY-MM-DD) name a revision of the modern era?
bool isModernVersion(QByteArrayView version);

/// What the HTTP side of a message says about its era; empty views where a header is absent.
struct EraHints {
    QByteArrayView protocolVersionHeader; ///< MCP-Protocol-Version
    QByteArrayView sessionIdHeader;       ///< Mcp-Session-Id
    bool isPost = true;                   ///< GET and DELETE exist in the legacy era only
};

/// Decides the era of one message, per message and never per connection: hosts exist that mix them
/// (2026-07-28 basic/versioning). The body counts before the headers. A batch is of the era of its first member that tells.
Era classify(const Message &message, const EraHints &hints);

} // namespace sightglass::mcp
