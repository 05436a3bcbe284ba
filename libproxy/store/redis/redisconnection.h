// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/redis/redislink.h"
#include "store/redis/redisoptions.h"
#include "store/redis/redisreply.h"

#include <QPointer>
#include <QTimer>

#include <deque>
#include <functional>
#include <memory>

namespace sightglass::store {

/// The way to one Redis, which comes and goes: connects, signs in, loads our scripts, notices a server that is gone or
/// silent, and tries again with growing pauses. Commands are pipelined; their answers come in order.
///
/// Nothing blocks: the name of the host is looked up beside the loop.
///
/// Thread: the one that made it. Owner: shared by the stores that work over it.
class RedisConnection : public QObject
{
    Q_OBJECT
public:
    static constexpr int kFirstPauseMs = 100;
    static constexpr int kLongestPauseMs = 5'000;
    /// How long its end may wait for Redis to take what it was told last.
    static constexpr int kGoodbyeMs = 500;

    /// ConnectionLost when Redis went away before it answered (the command may have been done or not), Io when it
    /// answered by an error.
    using Answered = std::function<void(const Result<RedisReply> &)>;

    explicit RedisConnection(RedisOptions options);
    ~RedisConnection() override;

    const RedisOptions &options() const { return m_options; }
    /// Makes \a lua known to Redis at each connect; what EVALSHA calls it by. Before open().
    QByteArray addScript(const QByteArray &lua);
    /// Connects, and stays so. \a done when the first attempt is over: no error when Redis is merely away;
    /// PermissionDenied when it does not let us in.
    void open(QObject *context, Done<void> done);
    /// Whether send() makes sense: Redis is there, or it was asked for the first time just now.
    bool usable() const { return m_state == State::Ready || (m_state == State::Connecting && !m_settled); }
    /// \a answered is not called after \a context is destroyed, and never from within.
    void send(QObject *context, const RedisCommand &command, Answered answered = {});
    const StoreHealth &health() const { return m_health; }

Q_SIGNALS:
    /// Redis is there. \a restarted: it is not the process it was, and may have forgotten everything.
    void readied(bool restarted);
    /// All commands under way have failed.
    void lost();
    void healthChanged(const sightglass::store::StoreHealth &health);

private:
    enum class State : quint8 { Closed, Connecting, Ready, Waiting };
    struct Waiting {
        QPointer<QObject> context;
        Answered answered;
    };
    struct Early {
        RedisCommand command;
        Waiting waiting;
    };
    struct Opener {
        QPointer<QObject> context;
        Done<void> done;
    };

    void attempt();
    void connectTo(const QByteArray &address);
    void shakeHands();
    void handshake(const RedisCommand &command, std::function<void(const RedisReply &)> passed);
    void noteServer(const QByteArray &info);
    void becomeReady();
    void sendNow(const RedisCommand &command, Waiting waiting);
    void takeReplies();
    void lose(const QString &text);
    void dropLink();
    void settle(const Result<void> &result);
    void tick();
    QString named(const QString &text) const;

    const RedisOptions m_options;
    std::vector<QByteArray> m_scripts;
    std::unique_ptr<RedisLink> m_link;
    std::deque<Waiting> m_waiting; ///< for answers, in order
    std::vector<Early> m_early;    ///< sent when the first attempt has come through
    std::vector<Opener> m_openers;
    QTimer m_timer; ///< Connecting: how long it may take; Waiting: the pause
    QTimer m_watch; ///< while Ready
    StoreHealth m_health;
    Result<void> m_opened;
    QByteArray m_runId; ///< of the server's process
    quint64 m_attempt = 0;
    int m_failures = 0;
    int m_silentTicks = 0;
    int m_idleTicks = 0;
    State m_state = State::Closed;
    bool m_settled = false; ///< the first attempt is over
    bool m_restarted = false;
};

} // namespace sightglass::store
