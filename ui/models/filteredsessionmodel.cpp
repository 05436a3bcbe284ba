// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/filteredsessionmodel.h"

#include "ui/models/exchangetext.h"
#include "ui/models/sessionlistmodel.h"
#include "ui/models/sessiontext.h"

#include <algorithm>

namespace sightglass::models {

using exchange::SessionRecord;

namespace {

bool has(const SessionRecord &session, const QString &word)
{
    const auto in = [&word](const QString &text) { return text.contains(word, Qt::CaseInsensitive); };
    const auto inBytes = [&in](const QByteArray &bytes) { return !bytes.isEmpty() && in(lineText(bytes)); };
    return inBytes(session.client.name) || inBytes(session.server.name) || inBytes(session.id)
           || inBytes(session.clientAddress) || inBytes(session.protocolVersion) || in(session.route)
           || in(sessionStateText(session.state)) || in(eraText(session.era)) || inBytes(session.client.version)
           || inBytes(session.server.version) || std::any_of(session.tags.begin(), session.tags.end(), inBytes);
}

qint64 number(const SessionRecord &session, int column)
{
    switch (column) {
    case SessionListModel::StateColumn:
        return qint64(session.state);
    case SessionListModel::Era:
        return qint64(session.era);
    case SessionListModel::Age:
        return -session.createdAtUs;
    case SessionListModel::LastActivity:
        return -session.lastActivityAtUs;
    case SessionListModel::Streams:
        return session.openStreams;
    case SessionListModel::InFlight:
        return qint64(session.inFlightToServer) + session.inFlightToClient;
    case SessionListModel::Requests:
        return qint64(session.counters.requests);
    case SessionListModel::Errors:
        return qint64(session.counters.errors);
    default:
        return 0;
    }
}

int compared(const SessionRecord &left, const SessionRecord &right, int column)
{
    const auto texts = [](const auto &one, const auto &other) { return one < other ? -1 : other < one ? 1 : 0; };
    switch (column) {
    case SessionListModel::Client:
        return texts(left.client.name.isEmpty() ? left.clientAddress : left.client.name,
                     right.client.name.isEmpty() ? right.clientAddress : right.client.name);
    case SessionListModel::Server:
        return texts(left.server.name, right.server.name);
    case SessionListModel::Version:
        return texts(left.protocolVersion, right.protocolVersion);
    case SessionListModel::Route:
        return texts(left.route, right.route);
    default:
        return texts(number(left, column), number(right, column));
    }
}

} // namespace

FilteredSessionModel::FilteredSessionModel(SessionListModel &source, QObject *parent)
    : QSortFilterProxyModel(parent), m_source(source)
{
    setDynamicSortFilter(false);
    setSourceModel(&source);
    m_resort.setSingleShot(true);
    m_resort.setInterval(kResortMs);
    connect(&m_resort, &QTimer::timeout, this, [this] {
        if (sortColumn() >= 0)
            sort(sortColumn(), sortOrder());
    });
    connect(&source, &SessionListModel::updated, this, [this] {
        if (sortColumn() >= 0 && !m_resort.isActive())
            m_resort.start();
    });
}

void FilteredSessionModel::setText(const QString &text)
{
    QStringList words = text.simplified().split(u' ', Qt::SkipEmptyParts);
    if (words == m_words)
        return;
    m_words = std::move(words);
    invalidateFilter();
}

void FilteredSessionModel::setEndedShown(bool shown)
{
    if (shown == m_endedShown)
        return;
    m_endedShown = shown;
    invalidateFilter();
}

exchange::SessionPtr FilteredSessionModel::session(int row) const
{
    const QModelIndex source = mapToSource(index(row, 0));
    return source.isValid() ? m_source.session(source.row()) : nullptr;
}

int FilteredSessionModel::rowOf(const QByteArray &key) const
{
    const int row = m_source.rowOf(key);
    return row < 0 ? -1 : mapFromSource(m_source.index(row, 0)).row();
}

bool FilteredSessionModel::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    Q_UNUSED(parent)
    const SessionRecord &session = *m_source.session(row);
    if (!m_endedShown && session.ended())
        return false;
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString &word) { return has(session, word); });
}

bool FilteredSessionModel::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    return compared(*m_source.session(left.row()), *m_source.session(right.row()), left.column()) < 0;
}

} // namespace sightglass::models
