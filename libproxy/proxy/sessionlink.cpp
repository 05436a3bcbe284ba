// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/sessionlink.h"

#include "base/clock.h"

#include <QPointer>

namespace sightglass::proxy {

SessionLink::SessionLink(session::SessionManager &manager, store::SessionStore &store, qint64 retentionSeconds)
    : m_manager(manager), m_store(store), m_retentionSeconds(retentionSeconds)
{
    connect(&m_manager, &session::SessionManager::changed, this,
            [this](const exchange::SessionBatch &sessions) { m_store.save(sessions); });
    connect(&m_manager, &session::SessionManager::unknownSeen, this, &SessionLink::load);
    m_retention.setInterval(kRetentionMs);
    m_retention.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_retention, &QTimer::timeout, this, &SessionLink::removeOld);
}

void SessionLink::begin()
{
    if (m_retentionSeconds <= 0)
        return;
    removeOld();
    m_retention.start();
}

void SessionLink::load(const QByteArray &key)
{
    m_store.load(key, [manager = QPointer(&m_manager)](const Result<exchange::SessionPtr> &found) {
        if (manager && found && *found)
            manager->restore(**found);
    });
}

void SessionLink::removeOld()
{
    m_store.removeUnused(wallClockUs() - m_retentionSeconds * 1'000'000, [](const Result<qint64> &) {});
}

} // namespace sightglass::proxy
