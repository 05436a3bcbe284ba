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
};

/// A message that waits for a decision.
struct HeldMessage {
    HoldId id;
    exchange::ExchangeId exchange;
    Way way = Way::ToServer;
    QByteArray message;
    QString reason;
};

/// The messages that wait for a person. The exchange waits, the engine does not.
///
/// Thread: the engine's; signals may be connected from others (queued). Owner: the pump.
class HoldQueue : public QObject
{
    Q_OBJECT
public:
    using Resume = std::function<void(const HoldDecision &)>;

    explicit HoldQueue(QObject *parent = nullptr) : QObject(parent) {}

    HoldId add(exchange::ExchangeId exchange, Way way, QByteArray message, QString reason, Resume resume);
    /// Decides; false when nothing of that id waits any more.
    bool release(HoldId id, const HoldDecision &decision);
    void releaseAll(const HoldDecision &decision);
    /// The exchange ended by itself (its client gave up): nobody needs to decide any more.
    void withdraw(HoldId id);
    qsizetype size() const { return qsizetype(m_held.size()); }
    std::vector<HeldMessage> messages() const;

Q_SIGNALS:
    void added(sightglass::interceptor::HoldId id);
    void removed(sightglass::interceptor::HoldId id);

private:
    struct Entry {
        HeldMessage message;
        Resume resume;
    };
    std::map<HoldId, Entry> m_held;
    quint64 m_lastId = 0;
};

} // namespace sightglass::interceptor
