// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <deque>
#include <optional>

namespace sightglass::server {

/// What one legacy session sent on its event streams lately, so that a client that lost a connection can have the rest
/// of it (2025-11-25 basic/transports "Resumability and Redelivery"). Bounded: the oldest events go first.
///
/// An event's id names its stream and its place there, `3-7`, and is unique within the session.
class EventStore
{
public:
    struct Event {
        quint64 stream = 0;
        quint64 number = 0; ///< 1 is the first; 0 is the priming event, which is not kept
        QByteArray message;
    };
    struct Position {
        quint64 stream = 0;
        quint64 number = 0;
    };

    EventStore(qsizetype maxEvents, qsizetype maxBytes) : m_maxEvents(maxEvents), m_maxBytes(maxBytes) {}

    quint64 newStream() { return ++m_lastStream; }
    bool isKnownStream(quint64 stream) const { return stream > 0 && stream <= m_lastStream; }
    void add(const Event &event);
    QList<Event> after(const Position &position) const;
    qsizetype size() const { return qsizetype(m_events.size()); }

    static QByteArray idOf(const Position &position);
    /// Reads what idOf() wrote.
    static std::optional<Position> positionOf(QByteArrayView id);

private:
    std::deque<Event> m_events;
    qsizetype m_bytes = 0;
    qsizetype m_maxEvents;
    qsizetype m_maxBytes;
    quint64 m_lastStream = 0;
};

} // namespace sightglass::server
