// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/enginecontroller.h"

#include "app/demotraffic.h"

#include <QSettings>

#include <algorithm>

namespace sightglass::app {
namespace {

constexpr int kShownPauseMs = 400; // between two steps that somebody watches go by
constexpr int kOncePauseMs = 40;

/// Would the engine be another one?
bool sameEngine(const ui::Settings &one, const ui::Settings &other)
{
    return one.proxy == other.proxy && one.store == other.store;
}

} // namespace

EngineController::EngineController(ui::Settings settings, EngineHost::Sink sink, DemoTraffic &demo, QSettings *keep,
                                   QObject *parent)
    : ui::ProxyControl(parent),
      m_settings(std::move(settings)),
      m_demo(demo),
      m_keep(keep),
      m_host(new EngineHost(std::move(sink))),
      m_calls(new CallQueue)
{
    m_thread.setObjectName(QStringLiteral("engine host"));
    m_host->moveToThread(&m_thread);
    m_calls->moveToThread(&m_thread);
    for (QObject *there : {static_cast<QObject *>(m_host), static_cast<QObject *>(m_calls)})
        connect(&m_thread, &QThread::finished, there, &QObject::deleteLater);
    connectHost();
    connect(&m_demo, &DemoTraffic::serverStarted, this, &EngineController::onDemoServer);
    connect(&m_demo, &DemoTraffic::serverFailed, this, &EngineController::onDemoServer);
    connect(&m_demo, &DemoTraffic::finished, this, &EngineController::onDemoFinished);
    m_thread.start();
}

/// The host answers in its thread; here the answers come in their order.
void EngineController::connectHost()
{
    connect(
        m_host, &EngineHost::started, this,
        [this](const EngineUp &up) { m_answers.post([this, up] { onStarted(up); }); }, Qt::DirectConnection);
    connect(
        m_host, &EngineHost::failed, this,
        [this](ErrorCode code, const QString &text) { m_answers.post([this, code, text] { onFailed(code, text); }); },
        Qt::DirectConnection);
    connect(
        m_host, &EngineHost::stopped, this, [this](qint64 lost) { m_answers.post([this, lost] { onStopped(lost); }); },
        Qt::DirectConnection);
    connect(
        m_host, &EngineHost::recordingFailed, this,
        [this](const QString &text) { m_answers.post([this, text] { onRecordingFailed(text); }); },
        Qt::DirectConnection);
    connect(
        m_host, &EngineHost::messageHeld, this,
        [this](const interceptor::HeldMessage &message) {
            m_answers.post([this, message] { Q_EMIT messageHeld(message); });
        },
        Qt::DirectConnection);
    connect(
        m_host, &EngineHost::messageReleased, this,
        [this](interceptor::HoldId id, interceptor::HoldEnd end) {
            m_answers.post([this, id, end] { Q_EMIT messageReleased(id, end); });
        },
        Qt::DirectConnection);
    connect(
        m_host, &EngineHost::sessionsChanged, this,
        [this](const exchange::SessionBatch &batch) {
            m_answers.post([this, batch] { Q_EMIT sessionsChanged(batch); });
        },
        Qt::DirectConnection);
    connect(
        m_host, &EngineHost::sessionsEnded, this,
        [this](int count, int asked) { m_answers.post([this, count, asked] { Q_EMIT sessionsEnded(count, asked); }); },
        Qt::DirectConnection);
}

void EngineController::onRecordingFailed(const QString &text)
{
    Q_EMIT recordingFailed(text);
    Q_EMIT warned(tr("Recording failed: %1").arg(text));
}

EngineController::~EngineController()
{
    m_thread.quit();
    m_thread.wait();
}

void EngineController::start()
{
    begin(false);
}

void EngineController::startOnFreePort()
{
    begin(true);
}

void EngineController::begin(bool onFreePort)
{
    if (m_state == State::Starting || m_state == State::Running)
        return;
    if (m_state == State::Stopping) {
        m_next = onFreePort ? Next::StartOnFreePort : Next::Start;
        return;
    }
    m_onFreePort = onFreePort;
    m_problem = Problem::None;
    m_errorText.clear();
    m_waitsForDemoServer = m_demo.serverUrl().isEmpty();
    if (m_waitsForDemoServer)
        m_demo.startServer();
    setState(State::Starting);
    if (!m_waitsForDemoServer)
        order();
}

void EngineController::onDemoServer()
{
    // Without it the engine starts all the same, as long as somebody has said where a server is.
    if (std::exchange(m_waitsForDemoServer, false))
        order();
}

void EngineController::order()
{
    const auto store = storeUrl();
    if (!store)
        return onFailed(store.error().code, store.error().text);
    EngineOrder order{configWithDemo(), *store, m_onFreePort};
    m_calls->post([host = m_host, order = std::move(order)] { host->start(order); });
}

Result<std::optional<store::StoreUrl>> EngineController::storeUrl() const
{
    if (!m_settings.proxy.record)
        return std::nullopt;
    if (m_settings.store.isEmpty())
        return store::defaultStoreUrl();
    const auto url = store::parseStoreUrl(m_settings.store);
    if (!url)
        return tl::unexpected(url.error());
    return *url;
}

proxy::ProxyConfig EngineController::configWithDemo() const
{
    proxy::ProxyConfig config = m_settings.proxy;
    if (m_demo.serverUrl().isEmpty())
        return config;
    proxy::RouteConfig route;
    route.name = demoRoute();
    route.upstream = m_demo.serverUrl();
    config.routes.append(route);
    return config;
}

QString EngineController::demoRoute() const
{
    // With no server of the user's, the URL that the window shows leads to the demo server: it answers at once.
    const QList<proxy::RouteConfig> &routes = m_settings.proxy.routes;
    if (routes.isEmpty())
        return proxy::RouteConfig().name;
    const auto taken = [&](const QString &name) {
        return std::any_of(routes.cbegin(), routes.cend(),
                           [&](const proxy::RouteConfig &one) { return one.name == name; });
    };
    QString name = QStringLiteral("demo");
    for (int number = 2; taken(name); ++number)
        name = QStringLiteral("demo-%1").arg(number);
    return name;
}

void EngineController::annotate(exchange::ExchangeId id, const exchange::Annotation &annotation)
{
    m_calls->post([host = m_host, id, annotation] { host->annotate(id, annotation); });
}

void EngineController::setInterception(const EngineInterception &interception)
{
    m_calls->post([host = m_host, interception] { host->setInterception(interception); });
}

void EngineController::decide(interceptor::HoldId id, const interceptor::HoldDecision &decision)
{
    m_calls->post([host = m_host, id, decision] { host->decide(id, decision); });
}

void EngineController::endSessions(const QList<QByteArray> &keys)
{
    m_calls->post([host = m_host, keys] { host->endSessions(keys); });
}

void EngineController::stop()
{
    m_next = Next::Nothing;
    if (m_state != State::Starting && m_state != State::Running)
        return;
    m_demo.stop();
    m_demoOnce = false;
    if (std::exchange(m_waitsForDemoServer, false))
        return setState(State::Stopped);
    setState(State::Stopping);
    m_calls->post([host = m_host] { host->stop(); });
}

void EngineController::onStarted(const EngineUp &up)
{
    if (m_state != State::Starting)
        return; // stop() was quicker; its answer comes next
    m_up = up;
    setState(State::Running);
    if (m_demoAlways)
        playDemo(0, kShownPauseMs);
    else if (std::exchange(m_demoOnce, false))
        playDemo(1, kOncePauseMs);
}

void EngineController::onFailed(ErrorCode code, const QString &text)
{
    if (m_state != State::Starting)
        return;
    m_errorCode = code;
    m_errorText = text;
    m_problem = code == ErrorCode::AddressInUse ? Problem::PortInUse : Problem::Other;
    const bool demoWanted = std::exchange(m_demoOnce, false);
    setState(State::Failed);
    if (demoWanted)
        Q_EMIT demoTrafficChanged(text);
}

void EngineController::onStopped(qint64 lostRecords)
{
    m_lostRecords += lostRecords;
    const Next next = std::exchange(m_next, Next::Nothing);
    setState(State::Stopped);
    if (next != Next::Nothing)
        begin(next == Next::StartOnFreePort);
}

void EngineController::apply(const ui::Settings &settings)
{
    if (m_keep) {
        settings.save(*m_keep);
        m_keep->sync();
    }
    use(settings);
}

void EngineController::use(const ui::Settings &settings)
{
    const bool restarts = !sameEngine(m_settings, settings);
    m_settings = settings;
    Q_EMIT settingsChanged();
    if (!restarts)
        return;
    if (m_state == State::Failed)
        start(); // what was changed may well be what was wrong
    else
        restart();
}

void EngineController::restart()
{
    if (m_state == State::Stopped)
        return;
    if (m_state != State::Stopping) {
        stop();
        if (m_state == State::Stopped)
            return start();
    }
    // On the port that it had, if that was not the one of the settings: ours is the first free one again.
    m_next = m_onFreePort ? Next::StartOnFreePort : Next::Start;
}

void EngineController::sendDemoTraffic()
{
    if (m_state == State::Running)
        return playDemo(1, kOncePauseMs);
    m_demoOnce = true;
    start();
}

void EngineController::keepDemoTraffic()
{
    m_demoAlways = true;
    if (m_state == State::Running)
        playDemo(0, kShownPauseMs);
}

bool EngineController::demoTrafficRuns() const
{
    return m_demo.isPlaying();
}

void EngineController::playDemo(int rounds, int pauseMs)
{
    const auto demo = std::find_if(m_up.endpoints.cbegin(), m_up.endpoints.cend(),
                                   [name = demoRoute()](const proxy::Endpoint &one) { return one.route == name; });
    if (m_demo.serverUrl().isEmpty() || demo == m_up.endpoints.cend()) {
        Q_EMIT demoTrafficChanged(tr("The built-in demo server could not be started."));
        return;
    }
    m_demo.play(demo->url, rounds, pauseMs);
    Q_EMIT demoTrafficChanged(QString());
}

void EngineController::onDemoFinished(bool ok, const QString &text)
{
    // While the engine goes down, the client is bound to fail.
    const bool expected = ok || m_state != State::Running;
    Q_EMIT demoTrafficChanged(expected ? QString() : tr("Demo traffic: %1").arg(text));
    if (m_demoAlways && ok && m_state == State::Running)
        playDemo(0, kShownPauseMs); // what ended was that of the engine before this one
}

void EngineController::setState(State state)
{
    if (state != State::Running)
        m_up = {};
    m_state = state;
    Q_EMIT stateChanged();
}

} // namespace sightglass::app
