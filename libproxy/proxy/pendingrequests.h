// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/exchange.h"
#include "mcp/message.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <list>
#include <unordered_map>

namespace sightglass::proxy {

/// Requests inside another exchange that are exchanges of their own in the record: a server's requests to the client
/// (they arrive on an event stream, their answers in later POSTs of the same session) and the members of a batch.
/// Ids are unique only within a scope: a session and a direction, or one batch.
///
/// Thread: the engine's. Owner: the pump.
class PendingRequests
{
public:
    using Publish = std::function<void(exchange::RecordPtr)>;
    /// One began or ended in a scope.
    using Counted = std::function<void(const QByteArray &scope, bool began)>;
    /// Most that wait at a time; beyond it the oldest is given up, so that a server which never gets answers costs little.
    static constexpr std::size_t kMaxPending = 20'000;

    explicit PendingRequests(
        Publish publish, Counted counted = [](const QByteArray &, bool) {})
        : m_publish(std::move(publish)), m_counted(std::move(counted))
    {}

    /// Begins one; \a facts has what it shares with the exchange it came in. An older one of the same id in the same
    /// scope is given up.
    void start(const QByteArray &scope, exchange::ExchangeId id, const exchange::Record &facts,
               const mcp::Envelope &request, QByteArray message);
    /// An answer of that id arrived in that scope; the id of the exchange it ends, or an invalid one.
    exchange::ExchangeId answer(const QByteArray &scope, const mcp::Envelope &response, const QByteArray &message);
    /// Ends all of a scope.
    void cancelScope(const QByteArray &scope, exchange::State state, const QString &why);
    void cancelAll(exchange::State state, const QString &why);
    std::size_t size() const { return m_byKey.size(); }

private:
    struct Entry {
        QByteArray scope;
        QByteArray key;
        exchange::Exchange exchange;
    };
    using Entries = std::list<Entry>;
    void end(Entries::iterator entry, exchange::State state, const QString &why);

    Publish m_publish;
    Counted m_counted;
    Entries m_entries; // oldest first
    std::unordered_map<QByteArray, Entries::iterator> m_byKey;
};

} // namespace sightglass::proxy
