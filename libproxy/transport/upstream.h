// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/httphead.h"

#include <QByteArray>
#include <QString>

#include <memory>

namespace sightglass::transport {

/// One request for a server.
struct OutboundRequest {
    QByteArray method; ///< HTTP method
    QByteArray target; ///< origin form: path and query
    QByteArray fields; ///< ready end-to-end header lines; the upstream adds Host, framing and Connection
    QByteArray body;
    bool bodyFollows = false;  ///< the head promises `body`, but its bytes come by UpstreamCall::writeBody()
    bool safeToRepeat = false; ///< may be sent again when a reused connection broke before any answer (RFC 9110 §9.2.2)
    int headTimeoutMs = 120'000; ///< no response head within this time: failed; 0: no limit
    int bodyTimeoutMs = 120'000; ///< no progress in a body of declared length for this time: failed; 0: no limit
};

/// Why there is no (whole) answer.
struct UpstreamFailure {
    enum class Reason { Unreachable, Tls, TimedOut, Closed, BadResponse, TooLarge, Stopped };
    Reason reason = Reason::Closed;
    QString text; ///< what and where, for a person
};

/// Told what comes back. Engine thread; only onSent() may be called from within Upstream::send(). After onEnd() or
/// onFailed() nothing more comes. The call may be destroyed from any of these but onSent().
class UpstreamObserver
{
public:
    virtual ~UpstreamObserver() = default;
    /// The request was handed to the socket whole.
    virtual void onSent() = 0;
    virtual void onHead(wire::HttpHead &&head) = 0;
    virtual void onBody(QByteArrayView bytes) = 0;
    virtual void onTrailers(QByteArrayView lines) = 0;
    virtual void onEnd() = 0;
    virtual void onFailed(const UpstreamFailure &failure) = 0;
};

/// A request under way. Destroying it before its end aborts it: the server sees the connection close.
class UpstreamCall
{
public:
    virtual ~UpstreamCall() = default;
    /// While paused nothing more is read from the server (back-pressure).
    virtual void setPaused(bool paused) = 0;
    /// With OutboundRequest::bodyFollows: further bytes of the body. After onSent(), which tells of the head then; dropped
    /// before it and after the answer.
    virtual void writeBody(QByteArrayView bytes) = 0;
};

/// A server that requests can be sent to, over whichever transport.
///
/// Thread: the engine's. Owner: the router; outlives its calls.
class Upstream
{
public:
    virtual ~Upstream() = default;
    virtual std::unique_ptr<UpstreamCall> send(OutboundRequest &&request, UpstreamObserver &observer) = 0;
    /// What a person calls it: the URL.
    virtual QString name() const = 0;
    /// Connections open now, idle ones included.
    virtual qsizetype connectionCount() const = 0;
};

} // namespace sightglass::transport
