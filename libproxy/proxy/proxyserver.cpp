// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/proxyserver.h"

#include "base/eventdispatcher.h"

#include <functional>
#include <future>

namespace sightglass::proxy {

ProxyServer::ProxyServer(ProxyConfig config, std::unique_ptr<store::RecordStore> recordStore, Interception interception,
                         exchange::ExchangeId idsAfter)
    : m_config(std::move(config)), m_interception(std::move(interception)), m_idsAfter(idsAfter)
{
    qRegisterMetaType<exchange::RecordBatch>();
    qRegisterMetaType<interceptor::HeldMessage>();
    qRegisterMetaType<interceptor::HoldId>();
    qRegisterMetaType<interceptor::HoldEnd>();
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
    const std::lock_guard lock(m_interceptionMutex);
    auto chain = m_interception.chain();
    if (!chain)
        return tl::unexpected(chain.error());
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
        auto made = std::make_unique<Engine>(m_config, lastId, *chain);
        made->pump().setHoldOptions(m_interception.pause());
        connect(&made->pump().holds(), &interceptor::HoldQueue::added, this, &ProxyServer::messageHeld,
                Qt::DirectConnection);
        connect(&made->pump().holds(), &interceptor::HoldQueue::removed, this, &ProxyServer::messageReleased,
                Qt::DirectConnection);
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

void ProxyServer::swapIn(std::shared_ptr<const interceptor::InterceptorChain> chain,
                         const interceptor::PauseOptions &pause)
{
    // Waits: a request that is sent after this call returned must not be served before the chain is in place.
    if (m_engine)
        m_calls->callAndWait([&] {
            m_engine->pump().setChain(std::move(chain));
            m_engine->pump().setHoldOptions(pause);
        });
}

Result<void> ProxyServer::change(const std::function<void(Interception &)> &how)
{
    const std::lock_guard lock(m_interceptionMutex);
    Interception changed = m_interception;
    how(changed);
    auto chain = changed.chain();
    if (!chain)
        return tl::unexpected(chain.error());
    m_interception = std::move(changed);
    swapIn(std::move(*chain), m_interception.pause());
    return {};
}

Result<void> ProxyServer::setRules(interceptor::rules::RuleSetPtr rules)
{
    return change([&](Interception &interception) { interception.setRules(std::move(rules)); });
}

Result<void> ProxyServer::setPolicy(const interceptor::policy::PolicyConfig &policy)
{
    return change([&](Interception &interception) { interception.setPolicy(policy); });
}

Result<void> ProxyServer::setFaults(const interceptor::fault::FaultConfig &faults)
{
    return change([&](Interception &interception) { interception.setFaults(faults); });
}

Result<void> ProxyServer::setPause(const interceptor::PauseOptions &pause)
{
    return change([&](Interception &interception) { interception.setPause(pause); });
}

Result<void> ProxyServer::setLint(bool on)
{
    return change([&](Interception &interception) { interception.setLint(on); });
}

std::shared_ptr<interceptor::rules::RuleStats> ProxyServer::ruleStats() const
{
    return m_interception.ruleStats(); // one and the same as long as this lives
}

qsizetype ProxyServer::ruleErrorCount() const
{
    const std::lock_guard lock(m_interceptionMutex);
    return m_interception.rules()->errorCount();
}

void ProxyServer::setChain(std::shared_ptr<const interceptor::InterceptorChain> chain)
{
    const std::lock_guard lock(m_interceptionMutex);
    swapIn(chain ? std::move(chain) : std::make_shared<const interceptor::InterceptorChain>(), m_interception.pause());
}

std::vector<interceptor::InterceptorStatus> ProxyServer::interceptorStatus() const
{
    std::vector<interceptor::InterceptorStatus> status;
    if (m_engine)
        m_calls->callAndWait([&] { status = m_engine->pump().chain()->status(); });
    return status;
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

void ProxyServer::releaseAll(const interceptor::HoldDecision &decision)
{
    if (m_engine)
        m_calls->callAndWait([&] { m_engine->pump().holds().releaseAll(decision); });
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
