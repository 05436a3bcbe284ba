// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sessioncontrol.h"

#include <QHash>

namespace sightglass::app {

class EngineController;

/// The engine's sessions as the window knows them. Without an engine (a window that looks at a recording) there are none.
///
/// Thread: UI. Owner: the program. The engine outlives it, and may be null.
class SessionController final : public ui::SessionControl
{
    Q_OBJECT
public:
    explicit SessionController(EngineController *engine, QObject *parent = nullptr);

    std::vector<exchange::SessionPtr> sessions() const override;
    bool canEnd() const override;
    void endSession(const QByteArray &key) override { reap({key}); }
    void reap(const QList<QByteArray> &keys) override;

private:
    void engineChanged();
    void take(const exchange::SessionBatch &batch);
    void ended(int count, int asked);

    EngineController *m_engine;
    QHash<QByteArray, exchange::SessionPtr> m_live;
    bool m_running = false;
};

} // namespace sightglass::app
