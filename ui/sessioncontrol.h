// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/sessionrecord.h"

#include <QList>
#include <QObject>
#include <QString>

#include <vector>

namespace sightglass::ui {

/// What the window may ask of the engine's sessions, and what it is told of them.
///
/// Thread: UI; nothing here blocks. Owner: the program.
class SessionControl : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Those that live now, and ended ones that are still known, in any order; empty while nothing runs.
    virtual std::vector<exchange::SessionPtr> sessions() const = 0;
    /// Whether sessions can be ended: a proxy runs.
    virtual bool canEnd() const = 0;
    /// Ends one in the name of a person; endingFinished() follows.
    virtual void endSession(const QByteArray &key) = 0;
    /// The same with several at once, and one endingFinished() for all.
    virtual void reap(const QList<QByteArray> &keys) = 0;

Q_SIGNALS:
    /// The newest snapshots of those that changed, ended ones among them.
    void sessionsChanged(const sightglass::exchange::SessionBatch &sessions);
    /// Another engine runs, or none: sessions() is all there is.
    void sessionsReplaced();
    void canEndChanged();
    /// \a ended of those that endSession() or reap() named; \a errorText says in words what became of the others, and is
    /// empty when there are none.
    void endingFinished(int ended, const QString &errorText);
};

} // namespace sightglass::ui
