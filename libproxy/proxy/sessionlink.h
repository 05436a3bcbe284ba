// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/sessionmanager.h"
#include "store/sessionstore.h"

#include <QObject>
#include <QTimer>

namespace sightglass::proxy {

/// Keeps what the manager knows in the store, and tells the manager what the store knows of a session that comes back
/// after a restart or from another instance.
///
/// Thread: the engine's. Owner: the engine; goes before both.
class SessionLink : public QObject
{
public:
    /// How often sessions that are over the age of \a retentionSeconds are looked for.
    static constexpr int kRetentionMs = 60 * 60'000;

    /// \a retentionSeconds: sessions unused for longer are removed from the store; 0: never.
    SessionLink(session::SessionManager &manager, store::SessionStore &store, qint64 retentionSeconds);

    /// The store is open.
    void begin();

private:
    void load(const QByteArray &key);
    void removeOld();

    session::SessionManager &m_manager;
    store::SessionStore &m_store;
    qint64 m_retentionSeconds;
    QTimer m_retention;
};

} // namespace sightglass::proxy
