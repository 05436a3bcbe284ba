// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/message.h"
#include "server/change.h"
#include "server/dispatcher.h"
#include "server/replychannel.h"
#include "server/session.h"

#include <QHash>

namespace sightglass::server {

/// The legacy era's side of a server: sessions that begin with initialize, a GET stream each, DELETE at the end
/// (2025-03-26 to 2025-11-25 basic/transports).
///
/// Thread: the engine's. Owner: McpServer.
class LegacyEndpoint
{
public:
    LegacyEndpoint(Dispatcher &dispatcher, std::shared_ptr<const CallServices> services,
                   std::shared_ptr<ChannelSet> channels);

    void post(const transport::InboundRequest &request, const mcp::Message &message, transport::ReplySink &sink);
    void get(const transport::InboundRequest &request, transport::ReplySink &sink);
    void remove(const transport::InboundRequest &request, transport::ReplySink &sink); ///< DELETE
    void announce(const Change &change);
    void close();
    qsizetype sessionCount() const { return m_sessions.size(); }

private:
    using SessionPtr = std::shared_ptr<Session>;

    SessionPtr sessionOf(const transport::InboundRequest &request, transport::ReplySink &sink);
    void initialize(const mcp::Message &message, const Json &body, transport::ReplySink &sink);
    void take(const SessionPtr &session, const mcp::Message &message, Json body, transport::ReplySink &sink);
    void serve(const SessionPtr &session, const mcp::Envelope &envelope, const Json &item,
               const std::shared_ptr<ReplyChannel> &channel);
    bool serveSessionMethod(const SessionPtr &session, const CallPtr &call) const;
    static void hear(const SessionPtr &session, const mcp::Envelope &envelope, const Json &item);
    void makeRoom();

    Dispatcher &m_dispatcher;
    std::shared_ptr<const CallServices> m_services;
    std::shared_ptr<ChannelSet> m_channels;
    QHash<QByteArray, SessionPtr> m_sessions;
};

} // namespace sightglass::server
