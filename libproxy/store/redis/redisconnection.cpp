// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/redis/redisconnection.h"

#include <QCryptographicHash>
#include <QHostAddress>
#include <QHostInfo>
#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace sightglass::store {
namespace {

constexpr int kTicks = 4;      // of one command time-out
constexpr int kPingTicks = 4;  // idle ones, until we ask whether it still lives
constexpr int kProbeMs = 1000; // how long the trace of a connection stays in Redis

// Errors that say "not now", not "not this": what was told has to be told again later. A server that lost our scripts
// gets them by the next connect; calling one again at once would overtake what was sent meanwhile.
bool saysNotNow(const QByteArray &error)
{
    constexpr std::array words = {"LOADING",    "READONLY", "MASTERDOWN", "MISCONF", "OOM",   "CLUSTERDOWN",
                                  "NOREPLICAS", "NOSCRIPT", "NOAUTH",     "BUSY ",   "NOPERM"};
    return std::any_of(words.begin(), words.end(), [&](const char *word) { return error.startsWith(word); });
}

bool saysKeepOut(const QString &error)
{
    return error.startsWith(QLatin1StringView("WRONGPASS")) || error.startsWith(QLatin1StringView("NOAUTH"))
           || error.startsWith(QLatin1StringView("NOPERM"))
           || error.startsWith(QLatin1StringView("ERR invalid password"));
}

} // namespace

RedisConnection::RedisConnection(RedisOptions options) : m_options(std::move(options))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_state == State::Waiting)
            attempt();
        else
            lose(QStringLiteral("it was not ready within %1 ms").arg(m_options.connectTimeoutMs));
    });
    m_watch.setInterval(std::max(1, m_options.commandTimeoutMs / kTicks));
    connect(&m_watch, &QTimer::timeout, this, &RedisConnection::tick);
}

RedisConnection::~RedisConnection()
{
    if (m_link && m_state == State::Ready && !m_link->busy())
        m_link->finish(kGoodbyeMs);
    dropLink();
}

QByteArray RedisConnection::addScript(const QByteArray &lua)
{
    if (std::find(m_scripts.begin(), m_scripts.end(), lua) == m_scripts.end())
        m_scripts.push_back(lua);
    return QCryptographicHash::hash(lua, QCryptographicHash::Sha1).toHex();
}

// ---- coming up ----------------------------------------------------------------------------------------------------------

void RedisConnection::open(QObject *context, Done<void> done)
{
    m_openers.push_back({context, std::move(done)});
    if (m_state == State::Closed)
        attempt();
    else if (m_settled)
        settle(m_opened);
}

void RedisConnection::attempt()
{
    const quint64 number = ++m_attempt;
    m_state = State::Connecting;
    m_timer.start(m_options.connectTimeoutMs);
    if (!QHostAddress(m_options.host).isNull()) {
        connectTo(m_options.host.toLatin1());
        return;
    }
    QHostInfo::lookupHost(m_options.host, this, [this, number](const QHostInfo &info) {
        if (number != m_attempt || m_state != State::Connecting)
            return;
        if (info.addresses().isEmpty())
            lose(info.errorString());
        else
            connectTo(info.addresses().at(qsizetype(number % quint64(info.addresses().size()))).toString().toLatin1());
    });
}

void RedisConnection::connectTo(const QByteArray &address)
{
    m_link = std::make_unique<RedisLink>();
    connect(m_link.get(), &RedisLink::received, this, &RedisConnection::takeReplies);
    if (m_link->open(address, m_options.port))
        shakeHands();
    else
        lose(m_link->errorText());
}

void RedisConnection::shakeHands()
{
    const auto nothing = [](const RedisReply &) {};
    if (!m_options.password.isEmpty()) {
        handshake(m_options.user.isEmpty() ? RedisCommand{"AUTH", m_options.password}
                                           : RedisCommand{"AUTH", m_options.user, m_options.password},
                  nothing);
    }
    if (m_options.db != 0)
        handshake({"SELECT", QByteArray::number(m_options.db)}, nothing);
    handshake({"INFO", "server"}, [this](const RedisReply &reply) { noteServer(reply.bytes); });
    for (const QByteArray &script : m_scripts)
        handshake({"SCRIPT", "LOAD", script}, nothing);
    // Whether it can be written to, too: a replica, a full one and one that cannot save refuse this.
    handshake({"SET", m_options.keyPrefix + "probe", "1", "PX", QByteArray::number(kProbeMs)},
              [this](const RedisReply &) { becomeReady(); });
}

void RedisConnection::handshake(const RedisCommand &command, std::function<void(const RedisReply &)> passed)
{
    sendNow(command, {this, [this, passed = std::move(passed)](const Result<RedisReply> &reply) {
                          if (m_state != State::Connecting)
                              return;
                          if (reply) {
                              passed(*reply);
                              return;
                          }
                          if (saysKeepOut(reply.error().text))
                              m_opened = failure(ErrorCode::PermissionDenied, named(reply.error().text));
                          lose(reply.error().text);
                      }});
}

void RedisConnection::noteServer(const QByteArray &info)
{
    constexpr QByteArrayView mark("run_id:");
    const qsizetype at = info.indexOf(mark);
    const QByteArray runId = at < 0 ? QByteArray() : info.mid(at + mark.size(), 40);
    m_restarted = m_restarted || (!m_runId.isEmpty() && runId != m_runId);
    m_runId = runId;
}

void RedisConnection::becomeReady()
{
    m_state = State::Ready;
    m_timer.stop();
    m_watch.start();
    m_silentTicks = m_idleTicks = 0;
    for (Early &early : std::exchange(m_early, {}))
        sendNow(early.command, std::move(early.waiting));
    m_opened = {};
    settle(m_opened);
    const QPointer<RedisConnection> self(this);
    const StoreHealth before = std::exchange(m_health, {});
    Q_EMIT readied(std::exchange(m_restarted, false));
    if (self && m_health.reachable && !before.reachable)
        Q_EMIT healthChanged(m_health);
}

void RedisConnection::settle(const Result<void> &result)
{
    m_settled = true;
    for (Opener &opener : std::exchange(m_openers, {})) {
        if (opener.context) // queued: never from within open()
            QMetaObject::invokeMethod(
                opener.context, [done = std::move(opener.done), result] { done(result); }, Qt::QueuedConnection);
    }
}

// ---- at work ------------------------------------------------------------------------------------------------------------

void RedisConnection::send(QObject *context, const RedisCommand &command, Answered answered)
{
    if (m_state == State::Ready) {
        sendNow(command, {context, std::move(answered)});
    } else if (usable()) {
        m_early.push_back({command, {context, std::move(answered)}});
    } else if (answered) {
        QMetaObject::invokeMethod(
            context,
            [answered = std::move(answered), text = named(QStringLiteral("it is away"))] {
                answered(failure(ErrorCode::ConnectionLost, text));
            },
            Qt::QueuedConnection);
    }
}

void RedisConnection::sendNow(const RedisCommand &command, Waiting waiting)
{
    m_waiting.push_back(std::move(waiting));
    m_link->send(command); // a closed link says so by received(), and lose() answers then
}

void RedisConnection::takeReplies()
{
    const QPointer<RedisConnection> self(this);
    const RedisLink *link = m_link.get();
    for (RedisReply &reply : m_link->takeReplies()) {
        if (m_waiting.empty())
            break;
        m_silentTicks = m_idleTicks = 0;
        const bool error = reply.kind == RedisReply::Kind::Error;
        if (error && m_state == State::Ready && saysNotNow(reply.bytes)) {
            lose(QString::fromUtf8(reply.bytes));
            return;
        }
        const Waiting waiting = std::move(m_waiting.front());
        m_waiting.pop_front();
        if (!waiting.answered || !waiting.context)
            continue;
        if (error)
            waiting.answered(failure(ErrorCode::Io, QString::fromUtf8(reply.bytes)));
        else
            waiting.answered(std::move(reply));
        if (!self || m_link.get() != link)
            return;
    }
    if (m_link->closed())
        lose(m_link->errorText());
}

// By counting ticks and not by the clock: a process that was stopped for a while must not blame the server.
void RedisConnection::tick()
{
    m_failures = 0;
    if (!m_waiting.empty()) {
        if (++m_silentTicks > kTicks)
            lose(QStringLiteral("it has not answered for %1 ms").arg(m_options.commandTimeoutMs));
    } else if (++m_idleTicks >= kPingTicks) {
        m_idleTicks = 0;
        sendNow({"PING"}, {this, {}});
    }
}

// ---- going down ---------------------------------------------------------------------------------------------------------

void RedisConnection::dropLink()
{
    if (!m_link)
        return;
    disconnect(m_link.get(), nullptr, this, nullptr);
    m_link->close();
    if (m_link->busy())
        m_link.release()->deleteLater();
    else
        m_link.reset();
}

void RedisConnection::lose(const QString &reason)
{
    const QString text = named(reason); // a copy: it may be the link's own
    dropLink();
    m_watch.stop();
    m_state = State::Waiting;
    const int longest = std::min(kFirstPauseMs << std::min(m_failures++, 10), kLongestPauseMs);
    m_timer.start(longest / 2 + QRandomGenerator::global()->bounded(longest / 2 + 1));

    std::vector<Waiting> waiting(std::make_move_iterator(m_waiting.begin()), std::make_move_iterator(m_waiting.end()));
    m_waiting.clear();
    for (Early &early : std::exchange(m_early, {}))
        waiting.push_back(std::move(early.waiting));
    settle(m_opened);
    const QPointer<RedisConnection> self(this);
    const StoreHealth before = std::exchange(m_health, {false, text});
    Q_EMIT lost();
    const Result<RedisReply> gone = failure(ErrorCode::ConnectionLost, text);
    for (const Waiting &one : waiting) {
        if (self && one.context && one.answered)
            one.answered(gone);
    }
    if (self && (before.reachable || before.text != text))
        Q_EMIT healthChanged(m_health);
}

QString RedisConnection::named(const QString &text) const
{
    return QStringLiteral("Redis at %1:%2: %3").arg(m_options.host).arg(m_options.port).arg(text);
}

} // namespace sightglass::store
