// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/sessioncontroller.h"

#include "app/desktop/enginecontroller.h"

namespace sightglass::app {

SessionController::SessionController(EngineController *engine, QObject *parent)
    : ui::SessionControl(parent), m_engine(engine)
{
    if (!m_engine)
        return;
    connect(m_engine, &EngineController::sessionsChanged, this, &SessionController::take);
    connect(m_engine, &EngineController::sessionsEnded, this, &SessionController::ended);
    connect(m_engine, &EngineController::stateChanged, this, &SessionController::engineChanged);
    engineChanged();
}

std::vector<exchange::SessionPtr> SessionController::sessions() const
{
    return {m_live.cbegin(), m_live.cend()};
}

bool SessionController::canEnd() const
{
    return m_running;
}

void SessionController::reap(const QList<QByteArray> &keys)
{
    if (m_running)
        m_engine->endSessions(keys);
    else
        Q_EMIT endingFinished(0, tr("The proxy does not run"));
}

void SessionController::engineChanged()
{
    const bool running = m_engine->state() == ui::ProxyControl::State::Running;
    if (running == m_running)
        return;
    m_running = running;
    if (running) {
        // What it told before it was up is in there too. While nothing runs, the last that was known stays to be seen.
        m_live.clear();
        for (const exchange::SessionPtr &session : m_engine->sessionsAtStart())
            m_live.insert(session->key, session);
        Q_EMIT sessionsReplaced();
    }
    Q_EMIT canEndChanged();
}

void SessionController::take(const exchange::SessionBatch &batch)
{
    for (const exchange::SessionPtr &session : *batch) {
        if (session->ended())
            m_live.remove(session->key);
        else
            m_live.insert(session->key, session);
    }
    Q_EMIT sessionsChanged(batch);
}

void SessionController::ended(int count, int asked)
{
    const int rest = asked - count;
    Q_EMIT endingFinished(count, rest == 0   ? QString()
                                 : rest == 1 ? tr("1 had ended before")
                                             : tr("%1 had ended before").arg(rest));
}

} // namespace sightglass::app
