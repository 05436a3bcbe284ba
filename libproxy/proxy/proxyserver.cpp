// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/proxyserver.h"

#include "base/eventdispatcher.h"

#include <future>

namespace sightglass::proxy {

ProxyServer::ProxyServer(ProxyConfig config, std::unique_ptr<store::RecordStore> recordStore,
                         std::shared_ptr<const interceptor::InterceptorChain> chain, exchange::ExchangeId idsAfter)
    : m_config(std::move(config)), m_chain(std::move(chain)), m_idsAfter(idsAfter)
{
    qRegisterMetaType<exchange::RecordBatch>();
    if (recordStore)
        m_recorder = std::make_unique<store::StoreThread>(std::move(recordStore), m_config.retention);
    m_thread.setObjectName(QStringLiteral("engine"));
}

ProxyServer::~ProxyServer()
{
    stop();
}

Result<void> ProxyServer::start()
{
    exchange::ExchangeId lastId = m_idsAfter;
    if (m_recorder) {
        auto opened = m_recorder->start();
        if (!opened)
            return tl::unexpected(opened.error());
        lastId = std::max(lastId, *opened);
        connect(m_recorder.get(), &store::StoreThread::writeFailed, this, &ProxyServer::recordingFailed,
                Qt::DirectConnection);
    }
    installEngineDispatcher(m_thread); // a thread that never starts would never delete it
    m_thread.start();
    m_calls = std::make_unique<CallQueue>();
    m_calls->moveToThread(&m_thread);
    Engine *engine = nullptr;
    Result<void> listening;
    quint16 port = 0;
    // Made in its own thread, so that every object of it belongs there.
    m_calls->callAndWait([&] {
        auto made = std::make_unique<Engine>(m_config, lastId, m_chain);
        made->addSink([this](const exchange::RecordBatch &batch) {
            if (m_recorder)
                m_recorder->append(batch);
            Q_EMIT captured(batch);
        });
        listening = made->listen();
        port = made->port();
        if (listening)
            engine = made.release();
    });
    if (!listening) {
        endThreads();
        return listening;
    }
    m_engine = engine;
    for (const RouteConfig &route : m_config.routes) {
        QUrl url;
        url.setScheme(QStringLiteral("http"));
        const bool anyAddress = m_config.listenAddress == QHostAddress::AnyIPv4
                                || m_config.listenAddress == QHostAddress::Any
                                || m_config.listenAddress == QHostAddress::AnyIPv6;
        url.setHost(anyAddress ? QStringLiteral("127.0.0.1") : m_config.listenAddress.toString());
        url.setPort(port);
        const bool isDefault = route.name == QLatin1StringView("default");
        url.setPath(isDefault ? QStringLiteral("/mcp") : QStringLiteral("/%1/mcp").arg(route.name));
        m_endpoints.append({route.name, url});
    }
    return {};
}

void ProxyServer::stop()
{
    if (!m_engine)
        return;
    std::promise<void> stopped;
    m_calls->post([this, &stopped] { m_engine->stop([&stopped] { stopped.set_value(); }); });
    stopped.get_future().wait();
    m_calls->callAndWait([this] { delete m_engine; });
    m_engine = nullptr;
    endThreads();
}

void ProxyServer::endThreads()
{
    m_thread.quit();
    m_thread.wait();
    m_calls.reset();
    if (m_recorder)
        m_recorder->stop();
}

EngineStatus ProxyServer::status() const
{
    EngineStatus status;
    if (m_engine)
        m_calls->callAndWait([&] { status = m_engine->status(); });
    return status;
}

void ProxyServer::setChain(std::shared_ptr<const interceptor::InterceptorChain> chain)
{
    // Waits: a request that is sent after this call returned must not be served before the chain is in place.
    if (m_engine)
        m_calls->callAndWait(
            [&] { m_engine->pump().setChain(chain ? chain : std::make_shared<interceptor::InterceptorChain>()); });
}

std::vector<interceptor::HeldMessage> ProxyServer::heldMessages() const
{
    std::vector<interceptor::HeldMessage> messages;
    if (m_engine)
        m_calls->callAndWait([&] { messages = m_engine->pump().holds().messages(); });
    return messages;
}

bool ProxyServer::release(interceptor::HoldId id, const interceptor::HoldDecision &decision)
{
    bool released = false;
    if (m_engine)
        m_calls->callAndWait([&] { released = m_engine->pump().holds().release(id, decision); });
    return released;
}

void ProxyServer::annotate(exchange::ExchangeId id, const exchange::Annotation &annotation)
{
    if (m_recorder)
        m_recorder->annotate(id, annotation);
}

store::ReaderOpener ProxyServer::readerOpener() const
{
    return m_recorder ? m_recorder->readerOpener() : store::ReaderOpener();
}

} // namespace sightglass::proxy
