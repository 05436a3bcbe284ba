// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"
#include "interceptor/verdict.h"
#include "mcp/message.h"
#include "wire/httphead.h"

#include <QString>
#include <QStringList>

#include <chrono>

namespace sightglass::interceptor {

/// Which way a message travels.
enum class Way : quint8 {
    ToServer, ///< a client's request, notification or answer
    ToClient, ///< a server's answer, or one server-sent event of it
};

/// What an interceptor is shown. Valid during the call only.
struct Context {
    const exchange::Record &record; ///< what is known of the exchange so far; its parts are not whole: see subject.h
    Way way = Way::ToServer;
    const mcp::Message &message; ///< as received, or as the interceptor before left it; raw() may be empty (GET)
    const wire::HttpHead *head = nullptr;        ///< of the request or of the answer; null where there is none
    bool isEvent = false;                        ///< the message is one server-sent event's data, not a whole body
    const wire::HttpHead *requestHead = nullptr; ///< the client's, both ways
    const mcp::Message *request = nullptr;       ///< to the client: what was sent to the server; null to the server
    qint32 part = -1;                            ///< index of the message's part within the whole payload, for notes
    /// To the client: a stream is about to begin, and its head may still be changed. The message is empty.
    bool isStreamHead = false;
};

/// What an interceptor understands and needs, read once when a chain is built.
struct Traits {
    static constexpr std::chrono::microseconds kDefaultBudget{2'000};

    bool legacy = true;         ///< it understands messages of the legacy era …
    bool modern = true;         ///< … and of the modern one; of an unknown era (no JSON-RPC) always
    QList<QByteArray> versions; ///< only these protocol versions, where the exchange's is known; empty: all
    bool emptyMessages = false; ///< it wants to see requests without a body too (GET, DELETE, OPTIONS)
    bool streamHeads = false;   ///< it wants to see the heads of streams too: Context::isStreamHead
    QStringList behind;         ///< names of interceptors that must be in the chain, nearer to the client
    FailureMode onFailure = FailureMode::Open;
    std::chrono::microseconds budget = kDefaultBudget; ///< of one call; over it is counted, never cut
};

/// Sees every message in both directions and may change its fate. It decides and returns; it never waits: waiting is
/// the engine's business (Verdict::delay, Verdict::hold). An exception that leaves it counts as a recoverable failure.
///
/// Thread: the engine's. Owner: the chain, shared.
class Interceptor
{
public:
    virtual ~Interceptor() = default;
    /// For logs, the record and Traits::behind: short, stable, unique in a chain.
    virtual QString name() const = 0;
    virtual Traits traits() const { return {}; }
    virtual Verdict intercept(const Context &context) = 0;
};

} // namespace sightglass::interceptor
