// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"
#include "interceptor/verdict.h"
#include "mcp/message.h"
#include "wire/httphead.h"

#include <QString>

namespace sightglass::interceptor {

/// Which way a message travels.
enum class Way : quint8 {
    ToServer, ///< a client's request, notification or answer
    ToClient, ///< a server's answer, or one server-sent event of it
};

/// What an interceptor is shown. Valid during the call only.
struct Context {
    const exchange::Record &record; ///< what is known of the exchange so far; its parts are not filled
    Way way = Way::ToServer;
    const mcp::Message &message;          ///< as received, or as the interceptor before left it
    const wire::HttpHead *head = nullptr; ///< of the request or of the answer; null where there is none
    bool isEvent = false;                 ///< the message is one server-sent event's data, not a whole body
};

/// Sees every message in both directions and may change its fate. It decides and returns; it never waits: waiting is
/// the engine's business (Verdict::delay, Verdict::hold).
///
/// Thread: the engine's. Owner: the chain, shared. Must not throw.
class Interceptor
{
public:
    virtual ~Interceptor() = default;
    /// For logs and the record: short, stable.
    virtual QString name() const = 0;
    virtual Verdict intercept(const Context &context) = 0;
};

} // namespace sightglass::interceptor
