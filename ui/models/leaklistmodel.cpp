// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/leaklistmodel.h"

#include "exchange/names.h"
#include "ui/models/exchangetext.h"
#include "ui/models/sessiontext.h"

#include <algorithm>
#include <array>

namespace sightglass::models {

using namespace Qt::Literals::StringLiterals;
using exchange::SessionKind;
using exchange::SessionPtr;
using exchange::SessionRecord;
using exchange::SessionState;

namespace {

// What the parts of a session take in the proxy, rounded up: see the bench of sessions.
constexpr qint64 kSessionBytes = 2 * 1024;
constexpr qint64 kStreamBytes = 14 * 1024;
constexpr qint64 kRequestBytes = 6 * 1024;

/// Who a session is of, as far as records tell: one program on one machine.
QByteArray ownerOf(const SessionRecord &session)
{
    if (session.client.name.isEmpty())
        return {};
    return session.route.toUtf8() + '\n' + session.client.name + '\n'
           + exchange::addressOf(session.clientAddress).toByteArray();
}

bool isInFlight(const SessionRecord &session)
{
    return session.inFlightToServer > 0 || session.inFlightToClient > 0;
}

} // namespace

QString leakText(LeakKind kind)
{
    switch (kind) {
    case LeakKind::None:
        break;
    case LeakKind::ClientLeft:
        return LeakListModel::tr("Client left");
    case LeakKind::NeverUsed:
        return LeakListModel::tr("Never used");
    case LeakKind::SilentStream:
        return LeakListModel::tr("Silent stream");
    case LeakKind::Unanswered:
        return LeakListModel::tr("Unanswered");
    case LeakKind::Abandoned:
        return LeakListModel::tr("Abandoned");
    }
    return {};
}

qint64 estimatedBytes(const SessionRecord &session)
{
    return kSessionBytes + session.key.size() + session.client.capabilities.size() + session.server.capabilities.size()
           + kStreamBytes * std::max<qint64>(0, session.openStreams)
           + kRequestBytes
                 * (std::max<qint64>(0, session.inFlightToServer) + std::max<qint64>(0, session.inFlightToClient));
}

int LeakListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int LeakListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

std::vector<LeakListModel::Row> LeakListModel::leaksOf(const std::vector<SessionPtr> &sessions) const
{
    QHash<QByteArray, qint64> newest; // when each client began its last session
    for (const SessionPtr &session : sessions) {
        if (session->kind != SessionKind::Wire)
            continue;
        if (const QByteArray owner = ownerOf(*session); !owner.isEmpty()) {
            qint64 &at = newest[owner];
            at = std::max(at, session->createdAtUs);
        }
    }
    std::vector<Row> leaks;
    for (const SessionPtr &session : sessions) {
        if (session->ended() || session->state == SessionState::Closing
            || m_nowUs - session->lastActivityAtUs < m_thresholdUs)
            continue;
        const bool isWire = session->kind == SessionKind::Wire;
        const bool isBare = session->openStreams <= 0 && !isInFlight(*session);
        const qint64 successor = isWire ? newest.value(ownerOf(*session)) : 0;
        LeakKind kind = LeakKind::Abandoned;
        if (isInFlight(*session))
            kind = LeakKind::Unanswered;
        else if (session->openStreams > 0)
            kind = LeakKind::SilentStream;
        else if (successor > session->lastActivityAtUs)
            kind = LeakKind::ClientLeft;
        else if (session->counters.requests <= 1) // initialize
            kind = LeakKind::NeverUsed;
        if (isWire || !isBare)
            leaks.push_back({session, kind, kind == LeakKind::ClientLeft ? successor : 0});
    }
    return leaks;
}

void LeakListModel::refresh(const std::vector<SessionPtr> &sessions, qint64 nowUs)
{
    m_nowUs = nowUs;
    std::vector<Row> leaks = leaksOf(sessions);
    QHash<QByteArray, std::size_t> found;
    for (std::size_t i = 0; i < leaks.size(); ++i)
        found.insert(leaks[i].session->key, i);
    const int before = rowCount();
    removeGone(found);
    const int kept = rowCount();
    for (Row &row : m_rows)
        row = leaks[found.take(row.session->key)];
    if (kept > 0)
        Q_EMIT dataChanged(index(0, 0), index(kept - 1, ColumnCount - 1));
    if (!found.isEmpty())
        beginInsertRows({}, kept, kept + int(found.size()) - 1);
    for (Row &leak : leaks) {
        if (!found.contains(leak.session->key))
            continue;
        m_rowOf.insert(leak.session->key, int(m_rows.size()));
        m_rows.push_back(std::move(leak));
    }
    if (!found.isEmpty())
        endInsertRows();
    if (before != kept || !found.isEmpty())
        Q_EMIT countChanged();
}

void LeakListModel::removeGone(const QHash<QByteArray, std::size_t> &found)
{
    for (int last = rowCount() - 1; last >= 0; --last) {
        if (found.contains(keyAt(last)))
            continue;
        int first = last;
        while (first > 0 && !found.contains(keyAt(first - 1)))
            --first;
        beginRemoveRows({}, first, last);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
        endRemoveRows();
        last = first;
    }
    m_rowOf.clear();
    for (int row = 0; row < rowCount(); ++row)
        m_rowOf.insert(keyAt(row), row);
}

qint64 LeakListModel::totalBytes() const
{
    qint64 bytes = 0;
    for (const Row &row : m_rows)
        bytes += estimatedBytes(*row.session);
    return bytes;
}

QString LeakListModel::why(const Row &row) const
{
    const SessionRecord &session = *row.session;
    const QString unused = spanText(std::max<qint64>(0, m_nowUs - session.lastActivityAtUs));
    switch (row.kind) {
    case LeakKind::None:
        break;
    case LeakKind::ClientLeft:
        return tr("Its client began another session %1 ago without ending this one (DELETE)")
            .arg(spanText(std::max<qint64>(0, m_nowUs - row.successorUs)));
    case LeakKind::NeverUsed:
        return tr("Initialized %1 ago, no request since")
            .arg(spanText(std::max<qint64>(0, m_nowUs - session.createdAtUs)));
    case LeakKind::SilentStream:
        return tr("An open stream on which nothing passes, for %1").arg(unused);
    case LeakKind::Unanswered:
        return tr("Requests under way that nobody answers, for %1").arg(unused);
    case LeakKind::Abandoned:
        return tr("Nothing open, no request for %1").arg(unused);
    }
    return {};
}

QString LeakListModel::text(const Row &row, int column) const
{
    const SessionRecord &session = *row.session;
    switch (column) {
    case Kind:
        return leakText(row.kind);
    case Client:
        return sessionTitle(session);
    case Unused:
        return spanText(std::max<qint64>(0, m_nowUs - session.lastActivityAtUs));
    case Age:
        return spanText(std::max<qint64>(0, m_nowUs - session.createdAtUs));
    case Holds: {
        QStringList parts;
        if (session.openStreams > 0)
            parts.append(session.openStreams == 1 ? tr("1 stream") : tr("%1 streams").arg(session.openStreams));
        if (const qint64 requests = qint64(session.inFlightToServer) + session.inFlightToClient; requests > 0)
            parts.append(requests == 1 ? tr("1 request") : tr("%1 requests").arg(requests));
        return parts.isEmpty() ? tr("nothing open") : parts.join(u", "_s);
    }
    case Memory:
        return u"≈ "_s + sizeText(estimatedBytes(session));
    case Why:
        return why(row);
    case Route:
        return cutText(session.route);
    default:
        return {};
    }
}

QVariant LeakListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::ToolTipRole:
        return index.column() == Memory ? tr("An estimate, by the sizes of what it holds in the proxy")
                                        : text(row, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == Kind ? leakText(row.kind) + u": "_s + sessionTitle(*row.session) + u". "_s + why(row)
                                      : text(row, index.column());
    case Qt::TextAlignmentRole:
        return int((isNumeric(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case KeyRole:
        return row.session->key;
    case KindRole:
        return int(row.kind);
    default:
        return {};
    }
}

QVariant LeakListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((isNumeric(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const std::array<QString, ColumnCount> titles{tr("Kind"),  tr("Session"), tr("Unused for"),     tr("Age"),
                                                  tr("Holds"), tr("Memory"),  tr("Why it is here"), tr("Route")};
    return titles[std::size_t(section)];
}

} // namespace sightglass::models
