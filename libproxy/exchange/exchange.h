// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

namespace sightglass::exchange {

/// An exchange under way: the one place where its facts are gathered. Readers get snapshots; it ends exactly once.
///
/// Thread: the engine's. Owner: whoever carries it out.
class Exchange
{
public:
    /// \a startedUs is on the monotonic clock: the first byte of the request.
    Exchange(ExchangeId id, qint64 startedUs);

    /// The facts so far; to be filled in as they become known. Its parts are those since the last snapshot.
    Record &facts() { return m_record; }
    const Record &facts() const { return m_record; }
    ExchangeId id() const { return m_record.id; }

    /// Microseconds since it began.
    qint64 now() const;
    void addPart(PartKind kind, QByteArray bytes);
    /// Ends it. A second call changes nothing and returns false.
    bool end(State state, QString failure = {});
    bool ended() const { return m_record.ended(); }

    /// What changed since the last call, as an immutable value. Moves the parts out.
    RecordPtr snapshot();

private:
    Record m_record;
    qint64 m_startedUs;
};

} // namespace sightglass::exchange
