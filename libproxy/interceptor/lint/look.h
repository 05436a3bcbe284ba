// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/lint/json.h"
#include "interceptor/lint/memory.h"

namespace sightglass::interceptor::lint {

/// One message under the eyes of the checks: what it is, what is known around it, and where findings go.
struct Look {
    static constexpr qsizetype kMaxFindings = 25; ///< of one message; what comes above is not reported

    const Context &context;
    const mcp::Envelope &envelope;
    const Json &json;        ///< the message; null when it was not parsed
    QByteArray pointer = {}; ///< of the message within the bytes: empty, or `/3` in a batch
    Linter::Memory &memory;
    QList<exchange::Note> &notes;

    mcp::Era era = mcp::Era::Unknown;
    QByteArray version = {};                ///< protocol version that holds; empty when not known
    SessionMemory *session = nullptr;       ///< null: none, or not seen before
    QByteArray scope = {};                  ///< of ids and tokens: the session; the exchange where there is no session
    const mcp::Envelope *request = nullptr; ///< what a response answers, or what an event's stream answers
    bool replay = false;                    ///< an event of a stream that was resumed: it may have come before
    bool inOrder = true; ///< false: an event of a stream out of a recording, seen before what came while it was open

    bool toServer() const { return context.way == Way::ToServer; }
    bool modern() const { return era == mcp::Era::Modern; }
    /// Is the protocol version known and at least \a least?
    bool versionFrom(const char *least) const { return !version.isEmpty() && version >= least; }
    /// \a where is a pointer into the message.
    void report(const char *code, const QString &text, const QByteArray &where = {});
};

/// A header of the request; empty when there is none.
QByteArray requestHeader(const Context &context, QByteArrayView name);

} // namespace sightglass::interceptor::lint
