// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"
#include "interceptor/interceptor.h"
#include "mcp/messagereader.h"

#include <memory>

namespace sightglass::interceptor::lint {

/// Looks at messages in the order they travel and says what is wrong with them. Remembers what it needs, bounded, by route
/// and session: negotiated versions, capabilities, tools and their schemas, ids that were used, progress. Never throws.
///
/// Thread: one at a time. Owner: shared by the interceptors, or the reader of a recording.
class Linter
{
public:
    static constexpr qsizetype kMaxSessions = 10'000;
    static constexpr qsizetype kMaxToolsPerRoute = 2'000;
    /// Largest message that is parsed while it waits; of a larger one only the envelope is checked. A list of tools may
    /// be larger, as everything that follows depends on it. A recording has time.
    static constexpr qsizetype kMaxLiveBytes = qsizetype(128) * 1024;
    static constexpr qsizetype kMaxLiveListBytes = qsizetype(1024) * 1024;
    static constexpr qsizetype kMaxRecordedBytes = qsizetype(16) * 1024 * 1024;
    static constexpr qsizetype kMaxFindingsPerExchange = 100; ///< of a recording

    class Memory;

    Linter();
    ~Linter();
    /// Findings of one message (NoteKind::Finding).
    QList<exchange::Note> look(const Context &context);
    /// Findings of a whole exchange out of a recording, parts whole; call in the order the exchanges began. What a client
    /// did wrong and the server refused is a warning at most: the protocol did its work.
    QList<exchange::Note> lookAtRecording(const exchange::Record &whole);

private:
    QList<exchange::Note> lookAt(const Context &context, bool recorded);

    std::unique_ptr<Memory> m_memory;
    mcp::MessageReader m_reader;
};

} // namespace sightglass::interceptor::lint
