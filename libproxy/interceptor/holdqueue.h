// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/strongid.h"
#include "exchange/record.h"
#include "interceptor/interceptor.h"

#include <QObject>

#include <functional>
#include <map>

namespace sightglass::interceptor {

struct HoldTag;
using HoldId = StrongId<HoldTag>;

/// What becomes of a held message.
struct HoldDecision {
    enum class Kind : quint8 {
        SendOriginal,
        SendEdited, ///< `message` instead
        Respond,    ///< `message` as the answer; the server does not get the request
        Fail,       ///< an error of ours, `reason` in it
    };
    Kind kind = Kind::SendOriginal;
    QByteArray message;
    QString reason;
    HeaderEdits headers{};           ///< SendEdited: of the head that goes on with it
    bool independentHeaders = false; ///< SendEdited: do not derive the mirrored headers again
};

/// How a hold ended.
enum class HoldEnd : quint8 {
    Decided,
    ClientGone, ///< the client gave up
    Stopped,    ///< the proxy stops: the message went on as it was
};

/// A message that waits for a decision. Times are microseconds since the Unix epoch.
struct HeldMessage {
    HoldId id;
    exchange::ExchangeId exchange;
    Way way = Way::ToServer;
    bool isEvent = false;
    QByteArray message;
    QByteArray head; ///< start line and fields that go on with it, byte for byte; empty for an event
    QString reason;
    qint64 heldAtUs = 0;
    qint64 requestedAtUs = 0; ///< when the client's request was complete: its patience counts from there
    int clientTimeoutMs = 0;  ///< how long this client is known, or thought, to wait
    bool timeoutLearned = false;
    bool keptAlive = false; ///< the client gets keep-alive comments meanwhile
    QString route;
    QByteArray method;
    QByteArray name;
    QByteArray peerName;
    QByteArray sessionId;
};

/// The messages that wait for a person. The exchange waits, the engine does not.
///
/// Thread: the engine's; signals may be connected from others (queued). Owner: the pump.
class HoldQueue : public QObject
{
    Q_OBJECT
public:
    using Resume = std::function<void(const HoldDecision &, HoldEnd)>;

    explicit HoldQueue(QObject *parent = nullptr) : QObject(parent) {}

    /// Gives it an id, and the time. It may be decided before this returns: by whoever hears added().
    HoldId add(HeldMessage message, Resume resume);
    /// Decides; false when nothing of that id waits any more.
    bool release(HoldId id, const HoldDecision &decision);
    void releaseAll(const HoldDecision &decision, HoldEnd end = HoldEnd::Decided);
    /// The exchange ended by itself (its client gave up): nobody needs to decide any more.
    void withdraw(HoldId id, HoldEnd end = HoldEnd::ClientGone);
    bool contains(HoldId id) const { return m_held.count(id) > 0; }
    qsizetype size() const { return qsizetype(m_held.size()); }
    std::vector<HeldMessage> messages() const;
    /// Whose messages they are.
    std::vector<exchange::ExchangeId> exchanges() const;

Q_SIGNALS:
    void added(const sightglass::interceptor::HeldMessage &message);
    void removed(sightglass::interceptor::HoldId id, sightglass::interceptor::HoldEnd end);

private:
    struct Entry {
        HeldMessage message;
        Resume resume;
    };
    bool release(HoldId id, const HoldDecision &decision, HoldEnd end);

    std::map<HoldId, Entry> m_held;
    quint64 m_lastId = 0;
};

} // namespace sightglass::interceptor

Q_DECLARE_METATYPE(sightglass::interceptor::HoldId)
Q_DECLARE_METATYPE(sightglass::interceptor::HeldMessage)
Q_DECLARE_METATYPE(sightglass::interceptor::HoldEnd)
