// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/mcpserver.h"

#include "server/dispatcher.h"
#include "server/legacyendpoint.h"
#include "server/modernendpoint.h"
#include "server/replychannel.h"
#include "server/requestcheck.h"

namespace sightglass::server {

McpServer::McpServer(ServerInfo info, ServerOptions options)
    : m_services(
        std::make_shared<const CallServices>(CallServices{std::move(info), options, StateSeal(options.stateTtlMs)})),
      m_channels(std::make_shared<ChannelSet>()),
      m_dispatcher(std::make_unique<Dispatcher>(m_catalogue, m_services)),
      m_legacy(std::make_unique<LegacyEndpoint>(*m_dispatcher, m_services, m_channels)),
      m_modern(std::make_unique<ModernEndpoint>(*m_dispatcher, m_catalogue, m_services, m_channels))
{
    // One timer for all streams; it rests while nobody is there.
    m_keepAlive.setInterval(options.keepAliveMs);
    QObject::connect(&m_keepAlive, &QTimer::timeout, &m_keepAlive, [this] { keepAlive(); });
}

McpServer::~McpServer()
{
    shutDown();
}

// ---- what it offers ---------------------------------------------------------------------------------------------------

void McpServer::addTool(Tool tool)
{
    m_catalogue.add(std::move(tool));
    announce({Change::Kind::Tools, {}});
}

void McpServer::addResource(Resource resource)
{
    m_catalogue.add(std::move(resource));
    announce({Change::Kind::Resources, {}});
}

void McpServer::addResourceTemplate(ResourceTemplate resourceTemplate)
{
    m_catalogue.add(std::move(resourceTemplate));
    announce({Change::Kind::Resources, {}});
}

void McpServer::addPrompt(Prompt prompt)
{
    m_catalogue.add(std::move(prompt));
    announce({Change::Kind::Prompts, {}});
}

void McpServer::removeTool(const QString &name)
{
    if (m_catalogue.removeTool(name))
        announce({Change::Kind::Tools, {}});
}

void McpServer::removeResource(const QString &uri)
{
    if (m_catalogue.removeResource(uri))
        announce({Change::Kind::Resources, {}});
}

void McpServer::removePrompt(const QString &name)
{
    if (m_catalogue.removePrompt(name))
        announce({Change::Kind::Prompts, {}});
}

void McpServer::addMethod(const QByteArray &method, Handler handler)
{
    m_dispatcher->addMethod(method, std::move(handler));
}

void McpServer::setFallback(Handler handler)
{
    m_dispatcher->setFallback(std::move(handler));
}

void McpServer::notifyResourceUpdated(const QString &uri)
{
    announce({Change::Kind::ResourceUpdated, uri.toUtf8()});
}

void McpServer::announce(const Change &change)
{
    if (change.kind != Change::Kind::ResourceUpdated && !m_services->options.listChanged)
        return;
    m_legacy->announce(change);
    m_modern->announce(change);
}

// ---- requests ---------------------------------------------------------------------------------------------------------

void McpServer::accept(transport::InboundRequest &&request, transport::ReplySink &sink)
{
    if (!m_keepAlive.isActive())
        m_keepAlive.start();
    const QByteArrayView target = request.head.target();
    const qsizetype query = target.indexOf('?');
    if (target.first(query < 0 ? target.size() : query) != m_services->options.path)
        return replyPlain(sink, 404);
    const QByteArrayView method = request.head.method();
    if (method == QByteArrayView("POST"))
        return acceptPost(request, sink);
    if (m_services->options.legacy && method == QByteArrayView("GET"))
        return m_legacy->get(request, sink);
    if (m_services->options.legacy && method == QByteArrayView("DELETE"))
        return m_legacy->remove(request, sink);
    replyPlain(sink, 405, {}, m_services->options.legacy ? "Allow: GET, POST, DELETE\r\n" : "Allow: POST\r\n");
}

void McpServer::acceptPost(const transport::InboundRequest &request, transport::ReplySink &sink)
{
    if (!isJsonBody(request.head)) {
        return replyPlain(
            sink, 415,
            errorMessage(mcp::RequestId::null(),
                         RpcError{rpc::kBadRequest,
                                  QStringLiteral("Unsupported Media Type: Content-Type must be application/json"),
                                  {}}));
    }
    const mcp::Message message = m_reader.read(request.body);
    mcp::EraHints hints;
    const QByteArray version = headerValue(request.head, "MCP-Protocol-Version");
    const QByteArray session = headerValue(request.head, "Mcp-Session-Id");
    hints.protocolVersionHeader = version;
    hints.sessionIdHeader = session;
    const ServerOptions &options = m_services->options;
    const bool modern = !options.legacy || (options.modern && mcp::classify(message, hints) == mcp::Era::Modern);
    if (modern)
        m_modern->accept(request, message, sink);
    else
        m_legacy->post(request, message, sink);
}

void McpServer::refused(const transport::Refusal &refusal)
{
    Q_UNUSED(refusal) // the client was told; there is no record here
}

void McpServer::keepAlive()
{
    if (m_channels->size() == 0)
        m_keepAlive.stop();
    for (const auto &channel : m_channels->all())
        channel->keepAlive();
}

void McpServer::shutDown()
{
    m_legacy->close();
    m_modern->close();
    for (const auto &channel : m_channels->all())
        channel->abandon();
}

qsizetype McpServer::sessionCount() const
{
    return m_legacy->sessionCount();
}

qsizetype McpServer::subscriptionCount() const
{
    return m_modern->subscriptionCount();
}

qsizetype McpServer::openAnswers() const
{
    return m_channels->size();
}

} // namespace sightglass::server
