// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/operations.h"

#include "app/recordings.h"
#include "app/terminal.h"
#include "exchange/names.h"
#include "exchange/objectwriter.h"
#include "session/sessionplace.h"

#include <QSet>

#include <algorithm>

namespace sightglass::app {
namespace {

using exchange::RecordPtr;
using exchange::SessionKind;
using session::Operation;

constexpr qint64 kMaxUploadUs = qint64(3600) * 1'000'000; // a request may begin before its session is known
constexpr std::size_t kMaxShownIds = 12;

// Collects the exchanges of one session, newest first.
class Collector
{
public:
    explicit Collector(const exchange::SessionRecord &session) : m_session(session) {}

    store::Query query() const
    {
        store::Query query;
        query.newestFirst = true;
        if (m_session.kind == SessionKind::Wire) {
            query.sessionId = m_session.id;
            query.route = m_session.route;
        }
        return query;
    }

    // False: no more of it are wanted.
    bool add(const RecordPtr &record)
    {
        if (m_session.kind == SessionKind::Client && record->startedAtUs < m_session.createdAtUs - kMaxUploadUs)
            return false;
        if (record->route != m_session.route || record->kind != exchange::Kind::Request || !record->ended())
            return true;
        const auto place = session::placeOf(*record, m_key);
        const bool own = m_key == m_session.key && place.sort != session::SessionPlace::Sort::None;
        const bool nameless =
            m_session.kind == SessionKind::Client && place.sort == session::SessionPlace::Sort::Connection;
        if (own)
            m_connections.insert(record->client);
        if (own || nameless)
            m_records.push_back(record);
        return m_records.size() < kMaxOperationExchanges;
    }

    // In the order in which they ended. A request without a name belongs to whom its connection does.
    std::vector<RecordPtr> take()
    {
        std::erase_if(m_records, [this](const RecordPtr &record) { return !m_connections.contains(record->client); });
        std::stable_sort(m_records.begin(), m_records.end(), [](const RecordPtr &one, const RecordPtr &other) {
            return one->startedAtUs + one->endUs < other->startedAtUs + other->endUs;
        });
        return std::move(m_records);
    }

private:
    const exchange::SessionRecord &m_session;
    std::vector<RecordPtr> m_records;
    QSet<QByteArray> m_connections;
    QByteArray m_key;
};

QByteArray kindOf(const Operation &operation)
{
    return operation.kind == Operation::Kind::Task ? "task" : "input";
}

QByteArray stateOf(const Operation &operation)
{
    switch (operation.state) {
    case Operation::State::Working:
        break;
    case Operation::State::InputRequired:
        return "input_required";
    case Operation::State::Completed:
        return "completed";
    case Operation::State::Failed:
        return "failed";
    case Operation::State::Cancelled:
        return "cancelled";
    }
    return "working";
}

QByteArray exchangesOf(const Operation &operation)
{
    const bool rounds = operation.kind == Operation::Kind::InputRounds;
    QByteArray out = QByteArray::number(operation.exchangeCount)
                     + (operation.exchangeCount == 1 ? (rounds ? " round (" : " exchange (")
                                                     : (rounds ? " rounds (" : " exchanges ("));
    const std::size_t shown = std::min(operation.exchanges.size(), kMaxShownIds);
    for (std::size_t i = 0; i < shown; ++i)
        out += (i == 0 ? "#" : " #") + QByteArray::number(operation.exchanges[i].value());
    return out + (qint64(shown) < operation.exchangeCount ? " …)" : ")");
}

QByteArray operationLine(const Operation &operation)
{
    QByteArray what = operation.method.isEmpty() ? QByteArray("-") : operation.method;
    if (!operation.name.isEmpty())
        what += ' ' + operation.name;
    return "  " + kindOf(operation).leftJustified(6) + printable(what, 80) + "  " + exchangesOf(operation) + "  "
           + stateOf(operation) + "  server " + shownDuration(operation.serverUs) + "  wait "
           + shownDuration(operation.waitUs) + '\n';
}

QByteArray operationToJson(const Operation &operation)
{
    QByteArray ids;
    for (const exchange::ExchangeId id : operation.exchanges)
        ids.append(ids.isEmpty() ? "[" : ",").append(QByteArray::number(id.value()));
    exchange::ObjectWriter object;
    object.text("kind", kindOf(operation));
    object.text("state", stateOf(operation));
    object.text("method", operation.method);
    object.text("name", operation.name);
    object.add("exchanges", ids.isEmpty() ? QByteArray("[]") : ids + ']');
    object.number("exchangeCount", operation.exchangeCount);
    object.number("beganAtUs", operation.beganAtUs);
    object.number("lastAtUs", operation.lastAtUs);
    object.number("serverUs", operation.serverUs);
    object.number("waitUs", operation.waitUs);
    return object.finish();
}

} // namespace

Result<std::vector<Operation>> operationsOf(store::RecordReader &reader, const exchange::SessionRecord &session)
{
    Collector collector(session);
    const auto read = reader.read(collector.query(), [&](const RecordPtr &record) { return collector.add(record); });
    if (!read)
        return tl::unexpected(read.error());
    session::OperationTracker tracker;
    const std::vector<RecordPtr> records = collector.take();
    for (const RecordPtr &record : records) { // one payload at a time: they may be large
        const auto whole = withParts(reader, *record);
        if (!whole)
            return tl::unexpected(whole.error());
        tracker.add(*whole);
    }
    std::vector<Operation> operations;
    for (const RecordPtr &record : records) {
        const Operation *operation = tracker.find(record->id);
        if (operation && operation->first == record->id)
            operations.push_back(*operation);
    }
    std::stable_sort(operations.begin(), operations.end(),
                     [](const Operation &one, const Operation &other) { return one.beganAtUs < other.beganAtUs; });
    return operations;
}

QByteArray operationLines(const std::vector<Operation> &operations)
{
    QByteArray out =
        operations.empty() ? QByteArray("operations").leftJustified(20) + "-\n" : QByteArray("operations\n");
    for (const Operation &operation : operations)
        out += operationLine(operation);
    return out;
}

QByteArray operationsToJson(const std::vector<Operation> &operations)
{
    QByteArray out("[");
    for (const Operation &operation : operations)
        out.append(out.size() > 1 ? "," : "").append(operationToJson(operation));
    return out.append(']');
}

} // namespace sightglass::app
