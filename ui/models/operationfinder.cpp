// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/operationfinder.h"

#include "ui/models/exchangelinks.h"
#include "ui/models/exchangelistmodel.h"
#include "ui/models/exchangetext.h"
#include "ui/models/payloadsource.h"

#include <algorithm>

namespace sightglass::models {

using exchange::ExchangeId;
using exchange::Record;
using session::Operation;
using session::OperationTracker;

namespace {

bool asksForTask(const Record &record)
{
    return record.method.startsWith("tasks/");
}

// May \a other be of one operation with \a subject? By what is known without the bodies.
bool mayBelong(const Record &subject, const Record &other)
{
    if (other.kind != exchange::Kind::Request || !other.ended() || other.route != subject.route
        || other.direction != subject.direction)
        return false;
    if (subject.era != mcp::Era::Modern && other.sessionId != subject.sessionId)
        return false;
    if (asksForTask(other))
        return !asksForTask(subject) || other.name == subject.name;
    if (asksForTask(subject)) // what made the task
        return other.id < subject.id;
    return other.method == subject.method && other.name == subject.name;
}

// Those before \a row and after it, nearest first to each side; rising.
std::vector<quint64> candidates(const ExchangeListModel &list, int row)
{
    const Record &subject = list.record(row);
    std::vector<quint64> ids{subject.id.value()};
    const auto walk = [&](int step, int end) {
        int left = OperationFinder::kMaxCandidates;
        for (int other = row + step; other != end && left > 0; other += step) {
            if (mayBelong(subject, list.record(other))) {
                ids.push_back(list.idAt(other).value());
                --left;
            }
        }
    };
    walk(-1, std::max(-1, row - kLinkWindow - 1));
    walk(1, std::min(list.rowCount(), row + kLinkWindow + 1));
    std::sort(ids.begin(), ids.end());
    return ids;
}

qint64 endOf(const Record &record)
{
    return record.startedAtUs + record.endUs;
}

} // namespace

struct OperationFinder::Found {
    std::vector<Record> records;
    qint64 bytes = 0;

    bool add(const Record &record)
    {
        if (!OperationTracker::matters(record))
            return false;
        qint64 size = 0;
        for (const exchange::Part &part : record.parts)
            size += part.bytes.size();
        if (bytes + size > kMaxBytes)
            return false;
        bytes += size;
        records.push_back(record);
        return true;
    }
};

OperationFinder::OperationFinder(PayloadSource &payloads, const ExchangeListModel &list, QObject *parent)
    : QObject(parent), m_payloads(payloads), m_list(list)
{
    m_again.setSingleShot(true);
    m_again.setInterval(kFollowMs);
    connect(&m_again, &QTimer::timeout, this, &OperationFinder::start);
    connect(&payloads, &PayloadSource::matched, this,
            [this](quint64 ticket, const QList<ExchangeId> &, int, bool done) { matched(ticket, done); });
    connect(&list, &ExchangeListModel::rowsInserted, this, &OperationFinder::follow);
    connect(&list, &ExchangeListModel::recordChanged, this, &OperationFinder::follow);
}

OperationFinder::~OperationFinder()
{
    cancel();
}

void OperationFinder::look(const Record &record, const QList<exchange::Part> &parts)
{
    Record whole = record;
    whole.firstPart = 0;
    whole.parts = parts;
    if (record.id != m_id)
        clear();
    if (!OperationTracker::matters(whole))
        return setOperation(std::nullopt);
    m_id = record.id;
    start();
}

void OperationFinder::clear()
{
    cancel();
    m_id = {};
    setOperation(std::nullopt);
}

void OperationFinder::cancel()
{
    m_again.stop();
    if (m_ticket != 0)
        m_payloads.cancel(std::exchange(m_ticket, 0));
    m_found.reset();
}

void OperationFinder::start()
{
    cancel();
    const int row = m_list.rowOf(m_id);
    if (row < 0)
        return;
    m_found = std::make_shared<Found>();
    m_ticket = m_payloads.match([found = m_found](const Record &record) { return found->add(record); },
                                candidates(m_list, row), m_list);
}

void OperationFinder::matched(quint64 ticket, bool done)
{
    if (ticket != m_ticket || !done)
        return;
    m_ticket = 0;
    std::vector<Record> &records = m_found->records;
    std::stable_sort(records.begin(), records.end(),
                     [](const Record &left, const Record &right) { return endOf(left) < endOf(right); });
    OperationTracker tracker;
    for (const Record &record : records)
        tracker.add(record);
    m_found.reset();
    const Operation *operation = tracker.find(m_id);
    setOperation(operation ? std::optional(*operation) : std::nullopt);
}

void OperationFinder::follow()
{
    if (m_operation && !m_operation->ended() && m_ticket == 0 && !m_again.isActive())
        m_again.start();
}

void OperationFinder::setOperation(std::optional<Operation> operation)
{
    if (!operation && !m_operation)
        return;
    m_operation = std::move(operation);
    Q_EMIT changed();
}

// ---- in words -----------------------------------------------------------------------------------------------------------

namespace {

QString stateText(Operation::State state)
{
    switch (state) {
    case Operation::State::Working:
        return OperationFinder::tr("working");
    case Operation::State::InputRequired:
        return OperationFinder::tr("waits for input");
    case Operation::State::Completed:
        return OperationFinder::tr("completed");
    case Operation::State::Failed:
        return OperationFinder::tr("failed");
    case Operation::State::Cancelled:
        return OperationFinder::tr("cancelled");
    }
    return {};
}

} // namespace

QString operationTitle(const Operation &operation, ExchangeId id)
{
    const auto place = std::find(operation.exchanges.begin(), operation.exchanges.end(), id);
    const QString number = countText(place - operation.exchanges.begin() + 1);
    const QString count = countText(operation.exchangeCount);
    return operation.kind == Operation::Kind::Task
               ? OperationFinder::tr("Task, exchange %1 of %2: %3").arg(number, count, stateText(operation.state))
               : OperationFinder::tr("Call with input, round %1 of %2: %3")
                     .arg(number, count, stateText(operation.state));
}

QString operationTimes(const Operation &operation)
{
    const QString total = durationText(operation.lastAtUs - operation.beganAtUs);
    const QString server = durationText(operation.serverUs);
    return operation.waitUs > 0 ? OperationFinder::tr("%1 in all: the server worked %2, waited for the client %3")
                                      .arg(total, server, durationText(operation.waitUs))
                                : OperationFinder::tr("%1 in all: the server worked %2").arg(total, server);
}

QString operationStep(const Operation &operation, qsizetype index)
{
    const QString number = countText(index + 1);
    return operation.kind == Operation::Kind::Task ? OperationFinder::tr("Exchange %1").arg(number)
                                                   : OperationFinder::tr("Round %1").arg(number);
}

} // namespace sightglass::models
