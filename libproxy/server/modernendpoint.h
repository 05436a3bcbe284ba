// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/message.h"
#include "server/change.h"
#include "server/dispatcher.h"
#include "server/replychannel.h"

#include <QSet>

namespace sightglass::server {

/// The modern era's side of a server: every POST stands for itself, subscriptions are streams (2026-07-28).
///
/// Thread: the engine's. Owner: McpServer.
class ModernEndpoint
{
public:
    ModernEndpoint(Dispatcher &dispatcher, Catalogue &catalogue, std::shared_ptr<const CallServices> services,
                   std::shared_ptr<ChannelSet> channels);

    void accept(const transport::InboundRequest &request, const mcp::Message &message, transport::ReplySink &sink);
    /// Tells the subscriptions whose filter has it.
    void announce(const Change &change);
    /// Ends all subscriptions with their response.
    void close();
    qsizetype subscriptionCount() const { return m_subscriptions.size(); }

private:
    struct Subscription {
        std::weak_ptr<ReplyChannel> channel;
        mcp::RequestId id;
        QSet<Change::Kind> kinds;
        QSet<QByteArray> uris;
    };

    void serve(const transport::InboundRequest &request, const mcp::Message &message, const Json &params,
               transport::ReplySink &sink);
    void discover(const CallPtr &call) const;
    void listen(const mcp::RequestId &id, const Json &params, const std::shared_ptr<ReplyChannel> &channel);
    Json agreedFilter(const Json &wanted, Subscription &subscription) const;

    Dispatcher &m_dispatcher;
    Catalogue &m_catalogue;
    std::shared_ptr<const CallServices> m_services;
    std::shared_ptr<ChannelSet> m_channels;
    QList<Subscription> m_subscriptions;
};

inline size_t qHash(Change::Kind kind, size_t seed = 0)
{
    return ::qHash(int(kind), seed);
}

} // namespace sightglass::server
