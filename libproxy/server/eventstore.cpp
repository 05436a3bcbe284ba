// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/eventstore.h"

namespace sightglass::server {

void EventStore::add(const Event &event)
{
    m_events.push_back(event);
    m_bytes += event.message.size();
    while (!m_events.empty() && (size() > m_maxEvents || m_bytes > m_maxBytes)) {
        m_bytes -= m_events.front().message.size();
        m_events.pop_front();
    }
}

QList<EventStore::Event> EventStore::after(const Position &position) const
{
    QList<Event> found;
    for (const Event &event : m_events) {
        if (event.stream == position.stream && event.number > position.number)
            found.append(event);
    }
    return found;
}

QByteArray EventStore::idOf(const Position &position)
{
    return QByteArray::number(position.stream) + '-' + QByteArray::number(position.number);
}

std::optional<EventStore::Position> EventStore::positionOf(QByteArrayView id)
{
    const qsizetype dash = id.indexOf('-');
    if (dash < 1)
        return std::nullopt;
    bool streamRead = false;
    bool numberRead = false;
    const Position position{id.first(dash).toByteArray().toULongLong(&streamRead),
                            id.sliced(dash + 1).toByteArray().toULongLong(&numberRead)};
    if (!streamRead || !numberRead || idOf(position) != id)
        return std::nullopt;
    return position;
}

} // namespace sightglass::server
