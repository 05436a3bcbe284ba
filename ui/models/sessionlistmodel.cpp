// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/sessionlistmodel.h"

#include "ui/models/exchangetext.h"
#include "ui/models/sessiontext.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sightglass::models {

using exchange::SessionPtr;
using exchange::SessionRecord;

namespace {

constexpr std::size_t kMostRanges = 16;

/// An engine that met a session anew, after a restart or by a late message, may not know yet who they are: what was known
/// of it is not lost.
SessionPtr joined(const SessionPtr &session, const SessionRecord &before)
{
    const bool knowsLess = session->client.name.isEmpty() && !before.client.name.isEmpty();
    if (session->kind != exchange::SessionKind::Wire || !knowsLess)
        return session;
    SessionRecord whole = *session;
    whole.client = before.client;
    if (whole.server.name.isEmpty())
        whole.server = before.server;
    if (whole.createdAtUs > before.createdAtUs)
        whole.createdAtUs = before.createdAtUs;
    return std::make_shared<const SessionRecord>(std::move(whole));
}

/// A revision counts within one engine; after another start only the time tells.
bool isNewer(const SessionRecord &one, const SessionRecord &other)
{
    if (one.lastActivityAtUs != other.lastActivityAtUs)
        return one.lastActivityAtUs > other.lastActivityAtUs;
    return one.revision > other.revision;
}

} // namespace

SessionListModel::SessionListModel(QObject *parent, int mostEnded) : QAbstractTableModel(parent), m_mostEnded(mostEnded)
{}

int SessionListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int SessionListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

bool SessionListModel::isNumeric(int column)
{
    return column >= Age && column <= Errors;
}

QString SessionListModel::text(const SessionRecord &session, int column) const
{
    switch (column) {
    case StateColumn:
        return sessionStateText(session.state);
    case Client:
        return sessionClientText(session);
    case Server:
        return partyText(session.server);
    case Version:
        return lineText(session.protocolVersion, 32);
    case Era:
        return eraText(session.era);
    case Age:
        return spanText(std::max<qint64>(0, (session.ended() ? session.endedAtUs : m_nowUs) - session.createdAtUs));
    case LastActivity:
        return tr("%1 ago").arg(spanText(std::max<qint64>(0, m_nowUs - session.lastActivityAtUs)));
    case Streams:
        return countText(session.openStreams);
    case InFlight:
        return countText(qint64(session.inFlightToServer) + session.inFlightToClient);
    case Requests:
        return countText(qint64(session.counters.requests));
    case Errors:
        return countText(qint64(session.counters.errors));
    case Route:
        return cutText(session.route);
    default:
        return {};
    }
}

QString SessionListModel::toolTip(const SessionRecord &session, int column) const
{
    switch (column) {
    case StateColumn:
        return session.ended() ? sessionEndText(session) : QString();
    case Client:
        return lineText(session.clientAddress);
    case Age:
        return tr("Since %1").arg(dateTimeText(session.createdAtUs));
    case LastActivity:
        return dateTimeText(session.lastActivityAtUs);
    case InFlight:
        return tr("%1 to the server, %2 to the client")
            .arg(countText(session.inFlightToServer), countText(session.inFlightToClient));
    default:
        return text(session, column);
    }
}

QVariant SessionListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const SessionPtr &pointer = session(index.row());
    const SessionRecord &record = *pointer;
    switch (role) {
    case Qt::DisplayRole:
        return text(record, index.column());
    case Qt::ToolTipRole:
        return toolTip(record, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == StateColumn ? sessionAccessibleText(record) : text(record, index.column());
    case Qt::TextAlignmentRole:
        return int((isNumeric(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case KeyRole:
        return record.key;
    case StateRole:
        return int(record.state);
    case EndedRole:
        return record.ended();
    case SessionRole:
        return QVariant::fromValue(pointer);
    default:
        return {};
    }
}

QVariant SessionListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((isNumeric(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const std::array<QString, ColumnCount> titles{tr("State"),     tr("Client"),   tr("Server"),        tr("Version"),
                                                  tr("Era"),       tr("Age"),      tr("Last activity"), tr("Streams"),
                                                  tr("In flight"), tr("Requests"), tr("Errors"),        tr("Route")};
    return titles[std::size_t(section)];
}

SessionPtr SessionListModel::find(const QByteArray &key) const
{
    const int row = rowOf(key);
    return row < 0 ? nullptr : session(row);
}

void SessionListModel::tick(qint64 nowUs)
{
    if (nowUs == m_nowUs)
        return;
    m_nowUs = nowUs;
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, Age), index(rowCount() - 1, LastActivity), {Qt::DisplayRole});
}

/// False: it is none of the rows.
bool SessionListModel::update(const SessionPtr &session, std::vector<int> &changed)
{
    const int row = rowOf(session->key);
    if (row < 0)
        return false;
    SessionPtr &kept = m_rows[std::size_t(row)];
    if (!isNewer(*session, *kept))
        return true;
    if (session->ended() != kept->ended()) {
        m_ended += session->ended() ? 1 : -1;
        if (session->ended())
            m_endings.push_back(session->key);
    }
    kept = joined(session, *kept);
    changed.push_back(row);
    return true;
}

void SessionListModel::apply(const exchange::SessionBatch &batch)
{
    if (!batch || batch->empty())
        return;
    const std::pair before(m_ended, rowCount());
    std::vector<int> changed;
    std::vector<SessionPtr> fresh;
    QHash<QByteArray, std::size_t> freshAt;
    for (const SessionPtr &session : *batch) {
        if (!session || update(session, changed))
            continue;
        if (const auto known = freshAt.constFind(session->key); known == freshAt.cend()) {
            freshAt.insert(session->key, fresh.size());
            fresh.push_back(session);
        } else if (isNewer(*session, *fresh[*known])) {
            fresh[*known] = session;
        }
    }
    tellChanged(std::move(changed));
    append(std::move(fresh));
    makeRoom();
    if (before != std::pair(m_ended, rowCount()))
        Q_EMIT countChanged();
    Q_EMIT updated();
}

void SessionListModel::tellChanged(std::vector<int> rows)
{
    std::sort(rows.begin(), rows.end());
    for (std::size_t first = 0; first < rows.size();) {
        std::size_t last = first;
        while (last + 1 < rows.size() && rows[last + 1] <= rows[last] + 1)
            ++last;
        Q_EMIT dataChanged(index(rows[first], 0), index(rows[last], ColumnCount - 1));
        first = last + 1;
    }
}

void SessionListModel::append(std::vector<SessionPtr> fresh)
{
    if (fresh.empty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + int(fresh.size()) - 1);
    for (SessionPtr &session : fresh) {
        m_rowOf.insert(session->key, int(m_rows.size()));
        if (session->ended()) {
            ++m_ended;
            m_endings.push_back(session->key);
        }
        m_rows.push_back(std::move(session));
    }
    endInsertRows();
}

void SessionListModel::makeRoom()
{
    if (m_endings.size() > 4 * std::size_t(m_mostEnded) + std::size_t(m_ended)) // one that ends again and again
        listEndings();
    if (m_ended <= m_mostEnded)
        return;
    const int wanted = m_ended - m_mostEnded + std::min(kRemovalBlock, m_mostEnded / 2);
    std::vector<int> rows;
    while (int(rows.size()) < wanted && !m_endings.empty()) {
        const int row = rowOf(m_endings.front());
        m_endings.pop_front();
        if (row >= 0 && session(row)->ended())
            rows.push_back(row);
    }
    removeRows(std::move(rows));
}

void SessionListModel::removeRows(std::vector<int> rows)
{
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    if (rows.empty())
        return;
    std::size_t ranges = 1;
    for (std::size_t i = 1; i < rows.size(); ++i)
        ranges += rows[i] != rows[i - 1] + 1 ? 1 : 0;
    const bool atOnce = ranges > kMostRanges; // each moves all rows behind it
    if (atOnce)
        beginResetModel();
    for (std::size_t end = rows.size(); end > 0;) {
        std::size_t begin = end - 1;
        while (begin > 0 && rows[begin - 1] == rows[begin] - 1)
            --begin;
        const int first = rows[begin];
        const int last = rows[end - 1];
        if (!atOnce)
            beginRemoveRows({}, first, last);
        for (int row = first; row <= last; ++row) {
            m_ended -= session(row)->ended() ? 1 : 0;
            m_rowOf.remove(session(row)->key);
        }
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
        if (!atOnce) {
            renumber(std::size_t(first));
            endRemoveRows();
        }
        end = begin;
    }
    if (atOnce) {
        renumber(0);
        endResetModel();
    }
}

void SessionListModel::renumber(std::size_t from)
{
    for (std::size_t row = from; row < m_rows.size(); ++row)
        m_rowOf[m_rows[row]->key] = int(row);
}

void SessionListModel::startOver(const std::vector<SessionPtr> &sessions)
{
    beginResetModel();
    std::erase_if(m_rows, [](const SessionPtr &session) { return !session->ended(); });
    m_rowOf.clear();
    renumber(0);
    for (const SessionPtr &session : sessions) {
        const int row = session ? rowOf(session->key) : -1;
        if (row >= 0) {
            m_rows[std::size_t(row)] = session;
        } else if (session) {
            m_rowOf.insert(session->key, int(m_rows.size()));
            m_rows.push_back(session);
        }
    }
    m_ended = int(std::count_if(m_rows.begin(), m_rows.end(), [](const SessionPtr &one) { return one->ended(); }));
    listEndings();
    endResetModel();
    makeRoom();
    Q_EMIT countChanged();
    Q_EMIT updated();
}

void SessionListModel::listEndings()
{
    m_endings.clear();
    for (const SessionPtr &session : m_rows) {
        if (session->ended())
            m_endings.push_back(session->key);
    }
}

void SessionListModel::clearEnded()
{
    std::vector<int> rows;
    for (int row = 0; row < rowCount(); ++row) {
        if (session(row)->ended())
            rows.push_back(row);
    }
    if (rows.empty())
        return;
    m_endings.clear();
    removeRows(std::move(rows));
    Q_EMIT countChanged();
    Q_EMIT updated();
}

} // namespace sightglass::models
