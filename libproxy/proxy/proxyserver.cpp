// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/proxyserver.h"

#include "base/eventdispatcher.h"

#include <functional>
#include <future>

namespace sightglass::proxy {

ProxyServer::ProxyServer(ProxyConfig config, std::unique_ptr<store::RecordStore> recordStore, store::StoreUrl stateUrl,
                         Interception interception, exchange::ExchangeId idsAfter)
    : m_config(std::move(config)),
      m_stateUrl(std::move(stateUrl)),
      m_interception(std::move(interception)),
      m_idsAfter(idsAfter)
{
    qRegisterMetaType<exchange::RecordBatch>();
    qRegisterMetaType<exchange::SessionBatch>();
    qRegisterMetaType<store::StoreHealth>();
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
    if (m_stateUrl.kind == store::StoreUrl::Kind::Redis && isAnyAddress(m_config.listenAddress)
        && m_config.advertise.isEmpty())
        return failure(ErrorCode::InvalidArgument,
                       QStringLiteral("this proxy listens on all addresses and shares its sessions: say by --advertise "
                                      "HOST:PORT where the others reach it"));
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
    std::promise<Result<void>> listening;
    quint16 port = 0;
    // Made in its own thread, so that every object of it belongs there.
    m_calls->post([&] {
        startEngine(lastId, *chain, [&](Result<void> result) {
            if (result)
                port = m_engine->port();
            listening.set_value(std::move(result));
        });
    });
    if (auto result = listening.get_future().get(); !result) {
        m_calls->callAndWait([this] { delete std::exchange(m_engine, nullptr); });
        endThreads();
        return result;
    }
    for (const RouteConfig &route : m_config.routes) {
        QUrl url;
        url.setScheme(QStringLiteral("http"));
        url.setHost(isAnyAddress(m_config.listenAddress) ? QStringLiteral("127.0.0.1")
                                                         : m_config.listenAddress.toString());
        url.setPort(port);
        const bool isDefault = route.name == QLatin1StringView("default");
        url.setPath(isDefault ? QStringLiteral("/mcp") : QStringLiteral("/%1/mcp").arg(route.name));
        m_endpoints.append({route.name, url});
    }
    return {};
}

// In the engine's thread.
void ProxyServer::startEngine(exchange::ExchangeId lastId, std::shared_ptr<const interceptor::InterceptorChain> chain,
                              std::function<void(Result<void>)> done)
{
    auto state = store::createSharedState(m_stateUrl, m_config.events, m_recorder.get());
    if (!state) {
        done(tl::unexpected(state.error()));
        return;
    }
    m_engine = new Engine(m_config, lastId, std::move(chain), std::move(*state));
    interceptor::HoldQueue &holds = m_engine->pump().holds();
    m_engine->pump().setHoldOptions(m_interception.pause());
    connect(&holds, &interceptor::HoldQueue::added, this, &ProxyServer::messageHeld, Qt::DirectConnection);
    connect(&holds, &interceptor::HoldQueue::removed, this, &ProxyServer::messageReleased, Qt::DirectConnection);
    connect(&m_engine->sessions(), &session::SessionManager::changed, this, &ProxyServer::sessionsChanged,
            Qt::DirectConnection);
    connect(&m_engine->sessionStore(), &store::SessionStore::healthChanged, this,
            &ProxyServer::sessionStoreHealthChanged, Qt::DirectConnection);
    m_engine->addSink([this](const exchange::RecordBatch &batch) {
        if (m_recorder)
            m_recorder->append(batch);
        Q_EMIT captured(batch);
    });
    m_engine->open(
        [this, done = std::move(done)](Result<void> opened) { done(opened ? m_engine->listen() : std::move(opened)); });
}

StopReport ProxyServer::stop()
{
    if (!m_engine)
        return {};
    std::promise<StopReport> stopped;
    m_calls->post(
        [this, &stopped] { m_engine->stop([&stopped](const StopReport &report) { stopped.set_value(report); }); });
    StopReport report = stopped.get_future().get();
    m_calls->callAndWait([this] { delete m_engine; });
    m_engine = nullptr;
    endThreads();
    return report;
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

std::vector<exchange::SessionPtr> ProxyServer::sessions() const
{
    std::vector<exchange::SessionPtr> sessions;
    if (m_engine)
        m_calls->callAndWait([&] { sessions = m_engine->sessions().sessions(); });
    return sessions;
}

bool ProxyServer::endSession(const QByteArray &key)
{
    bool ended = false;
    if (m_engine)
        m_calls->callAndWait([&] {
            ended = m_engine->sessions().end(key, exchange::SessionEnd::ByPerson, QStringLiteral("ended by hand"));
        });
    return ended;
}

store::StoreHealth ProxyServer::sessionStoreHealth() const
{
    store::StoreHealth health;
    if (m_engine)
        m_calls->callAndWait([&] { health = m_engine->sessionStore().health(); });
    return health;
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
