// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/callcontext.h"
#include "server/eventstore.h"
#include "transport/inbound.h"

#include <QHash>
#include <QSet>

namespace sightglass::server {

class ReplyChannel;
class ChannelSet;

/// One session of the legacy era: what initialize agreed on, what is under way, and the streams.
///
/// Thread: the engine's. Owner: LegacyEndpoint; a call under way holds it weakly.
class Session final : public std::enable_shared_from_this<Session>
{
public:
    struct Terms {
        QByteArray id;
        QByteArray version; ///< agreed protocol revision
        Json clientInfo;
        Json clientCapabilities;
    };

    Session(Terms terms, const ServerOptions &options);

    const Terms &terms() const { return m_terms; }
    LogLevel logLevel() const { return m_logLevel; }
    void setLogLevel(LogLevel level) { m_logLevel = level; }
    QSet<QByteArray> &subscriptions() { return m_subscriptions; } ///< URIs
    qint64 lastUsedUs() const { return m_lastUsedUs; }
    void touch();

    /// Makes the events of \a channel resumable within this session.
    void adopt(ReplyChannel &channel) const;
    /// Calls under way, for notifications/cancelled. False when the id is taken already.
    bool addCall(const CallPtr &call);
    void cancelCall(const mcp::RequestId &id);

    /// The stream of a GET; replaces an older one.
    void openStandalone(transport::ReplySink &sink, const std::shared_ptr<ChannelSet> &set);
    /// A GET with Last-Event-ID. False when the id is none of this session's.
    bool resume(const QByteArray &lastEventId, transport::ReplySink &sink, const std::shared_ptr<ChannelSet> &set);
    /// A notification of no call: goes out on the GET stream, if the client ever opened one.
    void notify(const QByteArray &method, const Json &params);

    /// Sends a request on \a channel for \a call; its answer comes in by a POST of the client's.
    void request(const std::shared_ptr<ReplyChannel> &channel, const CallPtr &call, const QByteArray &method,
                 const Json &params, CallContext::Answered answered);
    /// A response from the client; ignored when nobody waits for it.
    void answer(const Json &response);
    /// Ends everything that is under way.
    void close();

private:
    Terms m_terms;
    LogLevel m_logLevel = LogLevel::Info;
    QSet<QByteArray> m_subscriptions;
    std::shared_ptr<EventStore> m_events;
    std::shared_ptr<ReplyChannel> m_standalone;
    mutable QList<std::weak_ptr<ReplyChannel>> m_streams;
    QHash<mcp::RequestId, std::weak_ptr<CallContext>> m_calls;
    QHash<qint64, CallContext::Answered> m_waiting;
    qint64 m_lastRequest = 0;
    qint64 m_lastUsedUs = 0;
    int m_retryMs;
};

} // namespace sightglass::server
