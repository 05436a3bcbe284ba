// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/livesession.h"

namespace sightglass::session {

/// Sessions of one sort, the one unused for longest first. Intrusive: a session is in one list at most, and putting it
/// at the end costs six pointers.
class SessionList
{
public:
    LiveSession *front() const { return m_first; }

    void append(LiveSession &session)
    {
        session.previous = m_last;
        session.next = nullptr;
        (m_last ? m_last->next : m_first) = &session;
        m_last = &session;
    }

    void remove(LiveSession &session)
    {
        (session.previous ? session.previous->next : m_first) = session.next;
        (session.next ? session.next->previous : m_last) = session.previous;
        session.previous = session.next = nullptr;
    }

private:
    LiveSession *m_first = nullptr;
    LiveSession *m_last = nullptr;
};

} // namespace sightglass::session
