// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/redis/redisreply.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QSocketNotifier>

#include <memory>

struct redisAsyncContext;

namespace sightglass::store {

/// One TCP connection to Redis, from its beginning to its end: hiredis driven by Qt's event loop. Commands of one turn of
/// the loop leave in one write. What comes back is collected and told by received(), so that no foreign code ever runs
/// inside a callback of hiredis.
///
/// The peer may be anything: answers that nobody asked for and answers without end close the connection.
///
/// Thread: one. Owner: RedisConnection. Inside received() it must not be deleted but by deleteLater(); see busy().
class RedisLink : public QObject
{
    Q_OBJECT
public:
    static constexpr std::size_t kMaxReplyBytes = std::size_t(256) * 1024 * 1024;
    static constexpr std::size_t kMaxReplyItems = 1'000'000; ///< of one array

    RedisLink() = default;
    ~RedisLink() override;

    /// Begins to connect; false with an errorText() when that fails at once. \a address is numeric: names would block.
    bool open(const QByteArray &address, quint16 port);
    /// Sends behind what was sent before, also while it still connects. False when it is closed.
    bool send(const RedisCommand &command);
    std::vector<RedisReply> takeReplies() { return std::exchange(m_replies, {}); }
    /// Sends what waits to be sent and waits until the peer has taken it, but no longer than \a maxMs; the end.
    void finish(int maxMs);
    void close();

    bool closed() const { return m_context == nullptr; }
    bool busy() const { return m_busy; }
    const QString &errorText() const { return m_errorText; }

Q_SIGNALS:
    /// There are replies to take, or it is closed().
    void received();

protected:
    bool event(QEvent *event) override;

private:
    struct Hooks; ///< what hiredis calls

    void listen(int descriptor);
    void fail(const QString &text);
    void handleReadable();
    void handleWritable();
    void tell();
    void wantWrite();
    void gone();
    bool unaskedBytes() const;
    void writeAll(const QDeadlineTimer &deadline);
    void awaitEnd(const QDeadlineTimer &deadline);

    redisAsyncContext *m_context = nullptr;
    std::unique_ptr<QSocketNotifier> m_readable;
    std::unique_ptr<QSocketNotifier> m_writable;
    std::vector<RedisReply> m_replies;
    QString m_errorText;
    qint64 m_outstanding = 0; ///< commands without an answer
    bool m_connected = false;
    bool m_writePosted = false;
    bool m_writing = false;
    bool m_busy = false;
};

} // namespace sightglass::store
