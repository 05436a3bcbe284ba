// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/historysessions.h"

#include "ui/models/exchangetext.h"

#include <QDateTime>
#include <QFont>
#include <QLocale>

#include <algorithm>

namespace sightglass::models {

using exchange::SessionPtr;
using exchange::SessionRecord;

namespace {

/// The internal id of what stands at the top; else it is the row of the parent.
constexpr quintptr kTop = ~quintptr(0);
/// A session is made when its first request is there, and that has begun a little before.
constexpr qint64 kBeforeUs = 1'000'000;

QDateTime localTime(qint64 epochUs)
{
    return QDateTime::fromMSecsSinceEpoch(epochUs / 1000);
}

QString partyText(const exchange::Party &party)
{
    return lineText(party.name);
}

qint64 durationUs(const SessionRecord &session)
{
    return std::max<qint64>(0, std::max(session.endedAtUs, session.lastActivityAtUs) - session.createdAtUs);
}

QString numbered(const exchange::Party &party)
{
    return party.version.isEmpty() ? partyText(party) : partyText(party) + u' ' + lineText(party.version);
}

bool isNumber(int column)
{
    return column == HistorySessions::Duration || column == HistorySessions::Requests;
}

} // namespace

HistorySessions::HistorySessions(HistorySource &source, QObject *parent) : QAbstractItemModel(parent), m_source(source)
{
    connect(&source, &HistorySource::sessionsRead, this, &HistorySessions::take);
}

void HistorySessions::load()
{
    clear();
    m_reading = true;
    m_source.readSessions(m_next);
}

void HistorySessions::clear()
{
    beginResetModel();
    m_days.clear();
    m_next = {};
    m_next.limit = kPage;
    m_more = false;
    m_reading = false;
    endResetModel();
}

void HistorySessions::take(const std::vector<SessionPtr> &sessions, bool more)
{
    if (!m_reading)
        return;
    m_reading = false;
    m_more = more && !sessions.empty();
    if (!sessions.empty()) {
        m_next.before = sessions.back()->lastActivityAtUs;
        m_next.beforeKey = sessions.back()->key;
    }
    for (const SessionPtr &session : sessions)
        add(session); // a view may ask for more at once
    Q_EMIT loaded();
}

void HistorySessions::add(const SessionPtr &session)
{
    const QDate date = localTime(session->createdAtUs).date();
    // They come by their last activity, which may be days after they began.
    auto day = std::find_if(m_days.begin(), m_days.end(), [&](const Day &other) { return other.date <= date; });
    if (day == m_days.end() || day->date != date) {
        const int row = static_cast<int>(day - m_days.begin()) + 1;
        beginInsertRows({}, row, row);
        day = m_days.insert(day, Day{date, {}});
        endInsertRows();
    }
    std::vector<SessionPtr> &sessions = day->sessions;
    const auto place = std::find_if(sessions.begin(), sessions.end(),
                                    [&](const SessionPtr &other) { return other->createdAtUs < session->createdAtUs; });
    const int row = static_cast<int>(place - sessions.begin());
    beginInsertRows(index(static_cast<int>(day - m_days.begin()) + 1, 0), row, row);
    sessions.insert(place, session);
    endInsertRows();
}

const HistorySessions::Day *HistorySessions::dayAt(const QModelIndex &index) const
{
    const bool isDay = index.isValid() && index.internalId() == kTop && index.row() > 0;
    return isDay ? &m_days[static_cast<std::size_t>(index.row()) - 1] : nullptr;
}

SessionPtr HistorySessions::sessionAt(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == kTop)
        return nullptr;
    return m_days[index.internalId() - 1].sessions[static_cast<std::size_t>(index.row())];
}

void HistorySessions::narrow(store::SearchQuery &query, const SessionRecord &session)
{
    query.route = session.route;
    query.sessionId = session.id;
    if (!session.id.isEmpty())
        return;
    query.sessionless = true;
    query.fromUs = session.createdAtUs - kBeforeUs;
    query.toUs = std::max(session.endedAtUs, session.lastActivityAtUs);
}

QModelIndex HistorySessions::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) : kTop);
}

QModelIndex HistorySessions::parent(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == kTop)
        return {};
    return createIndex(static_cast<int>(index.internalId()), 0, kTop);
}

int HistorySessions::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_days.size()) + 1;
    const Day *day = parent.column() == 0 ? dayAt(parent) : nullptr;
    return day ? static_cast<int>(day->sessions.size()) : 0;
}

int HistorySessions::columnCount(const QModelIndex &parent) const
{
    Q_UNUSED(parent)
    return ColumnCount;
}

QString HistorySessions::cellText(const SessionRecord &session, int column) const
{
    switch (column) {
    case Client:
        return session.client.name.isEmpty() ? lineText(session.clientAddress) : partyText(session.client);
    case Server:
        return session.server.name.isEmpty() ? session.route : partyText(session.server);
    case Version:
        return lineText(session.protocolVersion);
    case Begin:
        return localTime(session.createdAtUs).toString(QStringLiteral("HH:mm:ss"));
    case Duration:
        return durationText(durationUs(session));
    case Requests: {
        const QString requests = countText(qint64(session.counters.requests + session.counters.serverRequests));
        return session.counters.errors == 0
                   ? requests
                   : tr("%1, ✗ %2", "requests, errors").arg(requests, countText(qint64(session.counters.errors)));
    }
    default:
        return {};
    }
}

QVariant HistorySessions::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const bool isText = role == Qt::DisplayRole || role == Qt::ToolTipRole;
    const SessionPtr session = sessionAt(index);
    if (!session) {
        const Day *day = dayAt(index);
        if (role == Qt::FontRole && day) {
            QFont heading;
            heading.setWeight(QFont::DemiBold);
            return heading;
        }
        if (index.column() != 0 || !isText)
            return {};
        return day ? QLocale().toString(day->date, QLocale::LongFormat) : tr("All sessions");
    }
    if (role == Qt::DisplayRole)
        return cellText(*session, index.column());
    if (role == Qt::TextAlignmentRole && isNumber(index.column()))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole) {
        return tr("%1 with %2, begun %3\nSession %4")
            .arg(numbered(session->client), numbered(session->server), dateTimeText(session->createdAtUs),
                 session->id.isEmpty() ? tr("without an id") : lineText(session->id));
    }
    if (role == Qt::AccessibleTextRole && index.column() == 0) {
        return tr("%1 with %2, begun %3, %4 requests, %5 errors")
            .arg(cellText(*session, Client), cellText(*session, Server), dateTimeText(session->createdAtUs),
                 countText(qint64(session->counters.requests + session->counters.serverRequests)),
                 countText(qint64(session->counters.errors)));
    }
    return {};
}

QVariant HistorySessions::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QString titles[ColumnCount] = {tr("Client"),   tr("Server"),   tr("Begun"),
                                         tr("Duration"), tr("Requests"), tr("Version")};
    return titles[section];
}

Qt::ItemFlags HistorySessions::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    return dayAt(index) ? flags & ~Qt::ItemIsSelectable : flags;
}

bool HistorySessions::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_more && !m_reading;
}

void HistorySessions::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    m_reading = true;
    m_source.readSessions(m_next);
}

} // namespace sightglass::models
