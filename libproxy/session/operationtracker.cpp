// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/operationtracker.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace sightglass::session {
namespace {

using exchange::PartKind;
using Status = OperationFacts::Status;

bool isTaskMethod(QByteArrayView method)
{
    return method == "tasks/get" || method == "tasks/result" || method == "tasks/update" || method == "tasks/cancel";
}

// Ids are unique only within a route, a legacy session and a direction.
QByteArray scopeOf(const exchange::Record &record)
{
    const QByteArray session = record.era == mcp::Era::Modern ? QByteArray() : record.sessionId;
    return record.route.toUtf8() + '\n' + session + '\n' + char('0' + int(record.direction)) + '\n';
}

QByteArray taskKey(const exchange::Record &record, const QByteArray &task)
{
    return "t" + scopeOf(record) + task;
}

QByteArray stateKey(const exchange::Record &record, const QByteArray &state)
{
    return "s" + scopeOf(record) + record.method + '\n' + record.name + '\n' + state;
}

// Without a requestState: by what is asked, and who asks.
QByteArray paramsKey(const exchange::Record &record, const QByteArray &params)
{
    const qsizetype colon = record.client.lastIndexOf(':');
    return "p" + scopeOf(record) + record.method + '\n' + record.client.left(colon) + '\n' + params;
}

Operation::State stateOf(Status status)
{
    switch (status) {
    case Status::InputRequired:
        return Operation::State::InputRequired;
    case Status::Completed:
        return Operation::State::Completed;
    case Status::Failed:
        return Operation::State::Failed;
    case Status::Cancelled:
        return Operation::State::Cancelled;
    case Status::Unknown:
    case Status::Working:
        break;
    }
    return Operation::State::Working;
}

bool failed(const exchange::Record &record)
{
    return record.state == exchange::State::Failed || record.state == exchange::State::Dropped || record.errorCode
           || record.status >= 400;
}

} // namespace

bool OperationTracker::matters(const exchange::Record &record)
{
    if (!record.ended() || record.kind != exchange::Kind::Request)
        return false;
    if (record.inputRequired || isTaskMethod(record.method))
        return true;
    return std::any_of(record.parts.begin(), record.parts.end(), [](const exchange::Part &part) {
        switch (part.kind) {
        case PartKind::RequestBody:
            return part.bytes.contains("\"inputResponses\"") || part.bytes.contains("\"requestState\"");
        case PartKind::ResponseBody:
        case PartKind::Event:
            return part.bytes.contains("\"taskId\"") || part.bytes.contains("\"input_required\"");
        default:
            return false;
        }
    });
}

const Operation *OperationTracker::add(const exchange::Record &record)
{
    if (!matters(record) || m_byExchange.contains(record.id))
        return nullptr;
    const OperationFacts facts = operationFacts(record);
    auto entry = findEntry(record, facts);
    if (entry == m_entries.end())
        entry = begin(record, facts);
    if (entry == m_entries.end())
        return nullptr;
    m_entries.splice(m_entries.end(), m_entries, entry);
    Operation &operation = entry->operation;
    ++operation.exchangeCount;
    if (operation.exchanges.size() < kMaxExchanges) {
        operation.exchanges.push_back(record.id);
        m_byExchange.emplace(record.id, entry);
    }
    addTimes(*entry, record);
    settle(entry, record, facts);
    while (m_entries.size() > m_max)
        forget(m_entries.begin());
    return &operation;
}

const Operation *OperationTracker::find(exchange::ExchangeId id) const
{
    const auto found = m_byExchange.find(id);
    return found == m_byExchange.end() ? nullptr : &found->second->operation;
}

OperationTracker::Entries::iterator OperationTracker::findEntry(const exchange::Record &record,
                                                                const OperationFacts &facts)
{
    const auto lookUp = [this](const QByteArray &key) {
        const auto found = m_byKey.find(key);
        return found == m_byKey.end() ? m_entries.end() : found->second;
    };
    if (isTaskMethod(record.method))
        return facts.task.isEmpty() ? m_entries.end() : lookUp(taskKey(record, facts.task));
    if (!facts.echoedState.isEmpty())
        return lookUp(stateKey(record, facts.echoedState));
    if (!facts.hasInputResponses || facts.params.isEmpty())
        return m_entries.end();
    const auto entry = lookUp(paramsKey(record, facts.params));
    const bool answers = entry != m_entries.end() && entry->operation.state == Operation::State::InputRequired
                         && entry->lastId != record.rpcId;
    return answers ? entry : m_entries.end();
}

// An operation begins with an answer that leaves something open; or with the first that is heard of a task which was made
// before we looked.
OperationTracker::Entries::iterator OperationTracker::begin(const exchange::Record &record, const OperationFacts &facts)
{
    const bool isTask = isTaskMethod(record.method);
    const bool begins =
        isTask ? !facts.task.isEmpty() && facts.hasResult && !failed(record) : facts.inputRequired || facts.makesTask;
    if (!begins)
        return m_entries.end();
    Entry entry;
    entry.operation.first = record.id;
    entry.operation.route = record.route;
    if (!isTask) {
        entry.operation.method = record.method;
        entry.operation.name = record.name;
    }
    entry.operation.kind = isTask || facts.makesTask ? Operation::Kind::Task : Operation::Kind::InputRounds;
    entry.operation.beganAtUs = entry.coveredUs = record.startedAtUs;
    m_entries.push_back(std::move(entry));
    const auto added = std::prev(m_entries.end());
    if (isTask)
        addKey(added, taskKey(record, facts.task));
    return added;
}

void OperationTracker::addKey(Entries::iterator entry, QByteArray key)
{
    const auto [place, isNew] = m_byKey.try_emplace(key, entry);
    if (!isNew) {
        if (place->second == entry)
            return;
        std::erase(place->second->keys, key); // a newer operation has it from now on
        place->second = entry;
    }
    entry->keys.push_back(std::move(key));
    if (entry->keys.size() > kMaxKeys) {
        m_byKey.erase(entry->keys.front());
        entry->keys.erase(entry->keys.begin());
    }
}

// The state is still the one from before this exchange.
void OperationTracker::addTimes(Entry &entry, const exchange::Record &record)
{
    Operation &operation = entry.operation;
    const qint64 startUs = std::max(record.startedAtUs, entry.coveredUs);
    const qint64 endUs = record.startedAtUs + std::max<qint64>(record.endUs, 0);
    const bool waits = operation.state == Operation::State::InputRequired;
    if (!operation.ended())
        (waits ? operation.waitUs : operation.serverUs) += startUs - entry.coveredUs;
    const bool blocks = waits && record.method == "tasks/result";
    if (endUs > startUs)
        (blocks ? operation.waitUs : operation.serverUs) += endUs - startUs;
    entry.coveredUs = std::max({entry.coveredUs, startUs, endUs});
    operation.lastAtUs = std::max(operation.lastAtUs, endUs);
}

void OperationTracker::settle(Entries::iterator entry, const exchange::Record &record, const OperationFacts &facts)
{
    Operation &operation = entry->operation;
    using State = Operation::State;
    if (isTaskMethod(record.method)) {
        if (failed(record) || record.state == exchange::State::Cancelled)
            return; // a poll that failed says nothing about the task
        if (facts.status != Status::Unknown)
            operation.state = stateOf(facts.status);
        else if (record.method == "tasks/cancel")
            operation.state = operation.ended() ? operation.state : State::Cancelled;
        else if (record.method == "tasks/update" && operation.state == State::InputRequired)
            operation.state = State::Working;
        else if (record.method == "tasks/result" && facts.hasResult)
            operation.state = record.toolError ? State::Failed : State::Completed;
        return;
    }
    entry->lastId = record.rpcId;
    if (facts.makesTask) {
        operation.kind = Operation::Kind::Task;
        operation.state = stateOf(facts.status);
        addKey(entry, taskKey(record, facts.task));
    } else if (facts.inputRequired) {
        operation.state = State::InputRequired;
        if (!facts.givenState.isEmpty())
            addKey(entry, stateKey(record, facts.givenState));
        else if (!facts.params.isEmpty())
            addKey(entry, paramsKey(record, facts.params));
    } else if (record.state == exchange::State::Cancelled) {
        operation.state = State::Cancelled;
    } else {
        operation.state = failed(record) || record.toolError ? State::Failed : State::Completed;
    }
}

void OperationTracker::forget(Entries::iterator entry)
{
    for (const QByteArray &key : entry->keys)
        m_byKey.erase(key);
    for (const exchange::ExchangeId id : entry->operation.exchanges)
        m_byExchange.erase(id);
    m_entries.erase(entry);
}

} // namespace sightglass::session
