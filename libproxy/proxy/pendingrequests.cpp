// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/pendingrequests.h"

#include "base/clock.h"

#include <utility>

namespace sightglass::proxy {
namespace {

QByteArray keyOf(const QByteArray &scope, const mcp::RequestId &id)
{
    return scope + '\n' + id.toJson();
}

} // namespace

void PendingRequests::start(const QByteArray &scope, exchange::ExchangeId id, const exchange::Record &facts,
                            const mcp::Envelope &request, QByteArray message)
{
    QByteArray key = keyOf(scope, request.id);
    if (const auto older = m_byKey.find(key); older != m_byKey.end())
        end(older->second, exchange::State::Failed,
            QStringLiteral("another request took the same id before this one was answered"));
    else if (m_byKey.size() >= kMaxPending)
        end(m_entries.begin(), exchange::State::Cancelled,
            QStringLiteral("too many requests wait for an answer; the oldest was given up"));

    m_entries.push_back(Entry{scope, key, exchange::Exchange(id, monotonicUs())});
    m_byKey.emplace(std::move(key), std::prev(m_entries.end()));
    exchange::Exchange &exchange = m_entries.back().exchange;
    exchange::Record &record = exchange.facts();
    record.parent = facts.id;
    record.kind = exchange::Kind::Request;
    record.direction = facts.direction;
    record.era = facts.era;
    record.route = facts.route;
    record.client = facts.client;
    record.sessionId = facts.sessionId;
    record.protocolVersion = facts.protocolVersion;
    record.method = request.method;
    record.name = request.name;
    record.rpcId = request.id;
    record.acceptedUs = record.sentUs = 0;
    record.requestBytes = message.size();
    exchange.addPart(exchange::PartKind::RequestBody, std::move(message));
    m_publish(exchange.snapshot());
    m_counted(scope, true);
}

exchange::ExchangeId PendingRequests::answer(const QByteArray &scope, const mcp::Envelope &response,
                                             const QByteArray &message)
{
    const auto found = m_byKey.find(keyOf(scope, response.id));
    if (found == m_byKey.end())
        return {};
    exchange::Exchange &exchange = found->second->exchange;
    exchange::Record &record = exchange.facts();
    record.firstByteUs = exchange.now();
    record.errorCode = response.errorCode;
    record.toolError = response.toolError;
    record.responseBytes = message.size();
    exchange.addPart(exchange::PartKind::ResponseBody, message);
    const exchange::ExchangeId id = exchange.id();
    end(found->second, exchange::State::Completed, {});
    return id;
}

void PendingRequests::end(Entries::iterator entry, exchange::State state, const QString &why)
{
    entry->exchange.end(state, why);
    m_publish(entry->exchange.snapshot());
    m_byKey.erase(entry->key);
    const QByteArray scope = entry->scope;
    m_entries.erase(entry);
    m_counted(scope, false);
}

void PendingRequests::cancelScope(const QByteArray &scope, exchange::State state, const QString &why)
{
    for (auto it = m_entries.begin(); it != m_entries.end();) {
        const auto entry = it++;
        if (entry->scope == scope)
            end(entry, state, why);
    }
}

void PendingRequests::cancelAll(exchange::State state, const QString &why)
{
    while (!m_entries.empty())
        end(m_entries.begin(), state, why);
}

} // namespace sightglass::proxy
