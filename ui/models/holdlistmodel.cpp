// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/holdlistmodel.h"

#include "ui/models/exchangetext.h"

#include <algorithm>

namespace sightglass::models {

using namespace Qt::Literals::StringLiterals;
using interceptor::HeldMessage;
using interceptor::HoldEnd;
using interceptor::HoldId;
using interceptor::Way;

namespace {

constexpr qint64 kSecondUs = 1'000'000;

/// `42 s`, `3 m 05 s`: whole seconds, for figures that change while one looks at them.
QString secondsText(qint64 us)
{
    const qint64 seconds = us / kSecondUs;
    if (seconds < 60)
        return HoldListModel::tr("%1 s").arg(seconds);
    return HoldListModel::tr("%1 m %2 s").arg(seconds / 60).arg(seconds % 60, 2, 10, QChar(u'0'));
}

QString wayText(const HeldMessage &message)
{
    if (message.isEvent)
        return HoldListModel::tr("Event");
    return message.way == Way::ToServer ? HoldListModel::tr("Server") : HoldListModel::tr("Client");
}

} // namespace

int HoldListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int HoldListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant HoldListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case WayColumn:
        return tr("To");
    case Method:
        return tr("Method");
    case Name:
        return tr("Name");
    case Client:
        return tr("Client");
    case Waiting:
        return tr("Waiting");
    case Left:
        return tr("Client waits");
    case StateColumn:
        return tr("State");
    default:
        return {};
    }
}

QVariant HoldListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(index.row(), index.column());
    case Qt::ToolTipRole:
        return toolTip(index.row(), index.column());
    case Qt::AccessibleTextRole:
        return index.column() == WayColumn ? tr("%1 %2 %3, %4")
                                                 .arg(wayText(row.message), lineText(row.message.method),
                                                      lineText(row.message.name), stateText(row))
                                           : text(index.row(), index.column());
    case IdRole:
        return qulonglong(row.message.id.value());
    case ExchangeRole:
        return qulonglong(row.message.exchange.value());
    case UrgencyRole:
        return int(urgency(index.row()));
    case EndedRole:
        return row.state != State::Waiting;
    default:
        return {};
    }
}

QString HoldListModel::text(int index, int column) const
{
    const Row &row = m_rows[std::size_t(index)];
    switch (column) {
    case WayColumn:
        return tr("%1 %2").arg(row.message.way == Way::ToServer ? u"→"_s : u"←"_s, wayText(row.message));
    case Method:
        return lineText(row.message.method);
    case Name:
        return lineText(row.message.name);
    case Client:
        return row.message.peerName.isEmpty() ? shortIdText(row.message.sessionId) : lineText(row.message.peerName);
    case Waiting: {
        const qint64 until = row.state == State::Waiting ? m_nowUs : row.endedAtUs;
        return secondsText(std::max<qint64>(0, until - row.message.heldAtUs));
    }
    case Left:
        return leftText(index);
    case StateColumn:
        return stateText(row);
    default:
        return {};
    }
}

QString HoldListModel::stateText(const Row &row) const
{
    switch (row.state) {
    case State::Waiting:
        return row.edited ? tr("Edited, not sent") : tr("Held");
    case State::ClientGone:
        return tr("The client gave up");
    case State::Stopped:
        return tr("Sent as it was: the proxy stopped");
    }
    return {};
}

QString HoldListModel::leftText(int row) const
{
    const auto left = leftUs(row);
    if (!left)
        return m_rows[std::size_t(row)].state == State::Waiting ? tr("not known") : QString();
    switch (urgency(row)) {
    case Urgency::Overdue:
        return tr("⚠ any moment");
    case Urgency::Soon:
        return tr("⚠ %1 left").arg(secondsText(*left));
    case Urgency::Calm:
        break;
    }
    return tr("%1 left").arg(secondsText(*left));
}

QString HoldListModel::toolTip(int index, int column) const
{
    const Row &row = m_rows[std::size_t(index)];
    if (column == Left && row.message.clientTimeoutMs > 0) {
        const QString limit = secondsText(qint64(row.message.clientTimeoutMs) * 1000);
        const QString text = row.message.timeoutLearned
                                 ? tr("This client gave up after %1 before.").arg(limit)
                                 : tr("Clients usually wait %1; this one has not shown its limit yet.").arg(limit);
        return row.message.keptAlive ? text + u' ' + tr("It gets keep-alive comments meanwhile.") : text;
    }
    if (column == StateColumn && !row.message.reason.isEmpty())
        return tr("Why it is held: %1").arg(cutText(row.message.reason));
    return text(index, column);
}

std::optional<qint64> HoldListModel::leftUs(int index) const
{
    const Row &row = m_rows[std::size_t(index)];
    if (row.state != State::Waiting || row.message.clientTimeoutMs <= 0 || row.message.requestedAtUs <= 0)
        return std::nullopt;
    return row.message.requestedAtUs + qint64(row.message.clientTimeoutMs) * 1000 - m_nowUs;
}

HoldListModel::Urgency HoldListModel::urgency(int row) const
{
    const auto left = leftUs(row);
    if (!left || *left > kSoonUs)
        return Urgency::Calm;
    return *left > 0 ? Urgency::Soon : Urgency::Overdue;
}

void HoldListModel::add(const HeldMessage &message)
{
    if (rowOf(message.id) >= 0)
        return;
    const int row = int(m_rows.size());
    beginInsertRows({}, row, row);
    m_rows.push_back({message, State::Waiting, false, 0});
    ++m_waiting;
    m_nowUs = std::max(m_nowUs, message.heldAtUs);
    endInsertRows();
    Q_EMIT countChanged();
}

void HoldListModel::end(HoldId id, HoldEnd how)
{
    const int row = rowOf(id);
    if (row < 0 || m_rows[std::size_t(row)].state != State::Waiting)
        return;
    --m_waiting;
    if (how == HoldEnd::Decided) {
        removeRow(row);
    } else {
        Row &ended = m_rows[std::size_t(row)];
        ended.state = how == HoldEnd::ClientGone ? State::ClientGone : State::Stopped;
        ended.endedAtUs = m_nowUs;
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        if (endedCount() > kMostEnded)
            dismiss(idAt(int(
                std::find_if(m_rows.cbegin(), m_rows.cend(), [](const Row &one) { return one.state != State::Waiting; })
                - m_rows.cbegin())));
    }
    Q_EMIT countChanged();
}

void HoldListModel::removeRow(int row)
{
    beginRemoveRows({}, row, row);
    m_rows.erase(m_rows.begin() + row);
    endRemoveRows();
}

bool HoldListModel::dismiss(HoldId id)
{
    const int row = rowOf(id);
    if (row < 0 || m_rows[std::size_t(row)].state == State::Waiting)
        return false;
    removeRow(row);
    Q_EMIT countChanged();
    return true;
}

void HoldListModel::dismissEnded()
{
    for (int row = int(m_rows.size()) - 1; row >= 0; --row) {
        if (m_rows[std::size_t(row)].state != State::Waiting)
            removeRow(row);
    }
    Q_EMIT countChanged();
}

void HoldListModel::setEdited(HoldId id, bool edited)
{
    const int row = rowOf(id);
    if (row < 0 || m_rows[std::size_t(row)].edited == edited)
        return;
    m_rows[std::size_t(row)].edited = edited;
    Q_EMIT dataChanged(index(row, StateColumn), index(row, StateColumn));
}

void HoldListModel::tick(qint64 nowUs)
{
    m_nowUs = nowUs;
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, Waiting), index(int(m_rows.size()) - 1, Left), {Qt::DisplayRole, UrgencyRole});
}

int HoldListModel::rowOf(HoldId id) const
{
    const auto found =
        std::find_if(m_rows.cbegin(), m_rows.cend(), [id](const Row &row) { return row.message.id == id; });
    return found == m_rows.cend() ? -1 : int(found - m_rows.cbegin());
}

HoldId HoldListModel::idAt(int row) const
{
    return row >= 0 && row < int(m_rows.size()) ? m_rows[std::size_t(row)].message.id : HoldId();
}

const HeldMessage *HoldListModel::find(HoldId id) const
{
    const int row = rowOf(id);
    return row < 0 ? nullptr : &m_rows[std::size_t(row)].message;
}

HoldListModel::State HoldListModel::state(HoldId id) const
{
    const int row = rowOf(id);
    return row < 0 ? State::Stopped : m_rows[std::size_t(row)].state;
}

QList<exchange::ExchangeId> HoldListModel::waitingExchanges() const
{
    QList<exchange::ExchangeId> ids;
    for (const Row &row : m_rows) {
        if (row.state == State::Waiting && !ids.contains(row.message.exchange))
            ids.append(row.message.exchange);
    }
    return ids;
}

} // namespace sightglass::models
