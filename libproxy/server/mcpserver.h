// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/messagereader.h"
#include "server/callcontext.h"
#include "server/catalogue.h"
#include "server/change.h"
#include "server/serveroptions.h"
#include "transport/inbound.h"

#include <QTimer>

#include <memory>

namespace sightglass::server {

class ChannelSet;
class Dispatcher;
class LegacyEndpoint;
class ModernEndpoint;

/// A small MCP server of both eras on one endpoint: Streamable HTTP of 2026-07-28 and of 2025-03-26 to 2025-11-25, told
/// apart per message. Give it to one or more HttpListeners, which check Host and Origin; register what it offers before
/// or while it runs.
///
///     McpServer server({u"weather"_s, {}, u"1.0"_s, {}});
///     server.addTool({.name = u"now"_s, …, .call = [](const Json &arguments, const CallPtr &call) { … }});
///     HttpListener listener(server, wheel, {}, {});
///     listener.start(QHostAddress::LocalHost, 8080);
///
/// Everything is event driven: a handler answers at once or finishes its call later, from whatever event it waits for.
///
/// Thread: the engine's. Owner: whoever made it; outlives its listeners.
class McpServer final : public transport::RequestHandler
{
public:
    explicit McpServer(ServerInfo info, ServerOptions options = {});
    ~McpServer() override;

    // What it offers. A change while clients are there is announced to those that asked for it.
    void addTool(Tool tool);
    void addResource(Resource resource);
    void addResourceTemplate(ResourceTemplate resourceTemplate);
    void addPrompt(Prompt prompt);
    void removeTool(const QString &name);
    void removeResource(const QString &uri);
    void removePrompt(const QString &name);
    /// A method of its own, of both eras; the handler gets `params`. Goes before a built-in one of the same name.
    void addMethod(const QByteArray &method, Handler handler);
    /// What answers every method that nothing else answers; the handler gets `params`.
    void setFallback(Handler handler);

    /// Tells everyone who subscribed to \a uri that it reads differently now.
    void notifyResourceUpdated(const QString &uri);

    /// Ends sessions, subscriptions and open streams in order, for a stop without loose ends.
    void shutDown();

    qsizetype sessionCount() const;
    qsizetype subscriptionCount() const;
    /// Answers under way, streams included.
    qsizetype openAnswers() const;

    // transport::RequestHandler
    void accept(transport::InboundRequest &&request, transport::ReplySink &sink) override;
    void refused(const transport::Refusal &refusal) override;

private:
    void announce(const Change &change);
    void acceptPost(const transport::InboundRequest &request, transport::ReplySink &sink);
    void keepAlive();

    std::shared_ptr<const CallServices> m_services;
    std::shared_ptr<ChannelSet> m_channels;
    mcp::MessageReader m_reader;
    Catalogue m_catalogue;
    std::unique_ptr<Dispatcher> m_dispatcher;
    std::unique_ptr<LegacyEndpoint> m_legacy;
    std::unique_ptr<ModernEndpoint> m_modern;
    QTimer m_keepAlive;
};

} // namespace sightglass::server
