// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/proxyserver.h"

#include "base/eventdispatcher.h"

#include <QSemaphore>

namespace sightglass::proxy {

ProxyServer::ProxyServer(ProxyConfig config, std::unique_ptr<store::RecordStore> recordStore,
                         std::shared_ptr<const interceptor::InterceptorChain> chain)
    : m_config(std::move(config)), m_chain(std::move(chain))
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
    exchange::ExchangeId lastId;
    if (m_recorder) {
        auto opened = m_recorder->start();
        if (!opened)
            return tl::unexpected(opened.error());
        lastId = *opened;
        connect(m_recorder.get(), &store::StoreThread::writeFailed, this, &ProxyServer::recordingFailed, Qt::DirectConnection);
    }
    installEngineDispatcher(m_thread); // a thread that never starts would never delete it
    m_thread.start();
    // Made in its own thread, so that every object of it belongs there.
    auto *starter = new QObject;
    starter->moveToThread(&m_thread);
    Engine *engine = nullptr;
    Result<void> listening;
    quint16 port = 0;
    QMetaObject::invokeMethod(
        starter,
        [&] {
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
            delete starter;
        },
        Qt::BlockingQueuedConnection);
    if (!listening) {
        m_thread.quit();
        m_thread.wait();
        if (m_recorder)
            m_recorder->stop();
        return listening;
    }
    m_engine = engine;
    for (const RouteConfig &route : m_config.routes) {
        QUrl url;
        url.setScheme(QStringLiteral("http"));
        const bool anyAddress = m_config.listenAddress == QHostAddress::AnyIPv4 || m_config.listenAddress == QHostAddress::Any
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
    QSemaphore stopped;
    QMetaObject::invokeMethod(m_engine, [&] { m_engine->stop([&stopped] { stopped.release(); }); }, Qt::QueuedConnection);
    stopped.acquire();
    QMetaObject::invokeMethod(m_engine, [engine = m_engine] { delete engine; }, Qt::BlockingQueuedConnection);
    m_engine = nullptr;
    m_thread.quit();
    m_thread.wait();
    if (m_recorder)
        m_recorder->stop();
}

EngineStatus ProxyServer::status() const
{
    EngineStatus status;
    if (m_engine)
        QMetaObject::invokeMethod(m_engine, [&] { status = m_engine->status(); }, Qt::BlockingQueuedConnection);
    return status;
}

void ProxyServer::setChain(std::shared_ptr<const interceptor::InterceptorChain> chain)
{
    if (!m_engine)
        return;
    // Blocking: a request that is sent after this call returned must not be served before the chain is in place.
    const bool inEngine = QThread::currentThread() == &m_thread;
    QMetaObject::invokeMethod(
        m_engine, [&] { m_engine->pump().setChain(chain ? chain : std::make_shared<interceptor::InterceptorChain>()); },
        inEngine ? Qt::DirectConnection : Qt::BlockingQueuedConnection);
}

std::vector<interceptor::HeldMessage> ProxyServer::heldMessages() const
{
    std::vector<interceptor::HeldMessage> messages;
    if (m_engine)
        QMetaObject::invokeMethod(m_engine, [&] { messages = m_engine->pump().holds().messages(); }, Qt::BlockingQueuedConnection);
    return messages;
}

bool ProxyServer::release(interceptor::HoldId id, const interceptor::HoldDecision &decision)
{
    bool released = false;
    if (m_engine)
        QMetaObject::invokeMethod(m_engine, [&] { released = m_engine->pump().holds().release(id, decision); }, Qt::BlockingQueuedConnection);
    return released;
}

} // namespace sightglass::proxy
