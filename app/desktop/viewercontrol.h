// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dialogs/settings.h"
#include "ui/proxycontrol.h"

namespace sightglass::app {

/// The engine of a window that only looks at an old recording: there is none.
///
/// Thread: UI. Owner: the program.
class ViewerControl final : public ui::ProxyControl
{
    Q_OBJECT
public:
    ViewerControl(QString file, ui::Settings settings, QObject *parent = nullptr);

    State state() const override { return m_state; }
    Problem problem() const override { return m_state == State::Failed ? Problem::Other : Problem::None; }
    QString errorText() const override { return m_errorText; }
    QList<proxy::Endpoint> endpoints() const override { return {}; }
    ui::Settings settings() const override { return m_settings; }
    void start() override;
    void startOnFreePort() override { start(); }
    void stop() override {}
    void sendDemoTraffic() override { start(); }
    bool demoTrafficRuns() const override { return false; }
    void apply(const ui::Settings &settings) override { m_settings = settings; }

    /// The recording cannot be read.
    void fail(const QString &text);

private:
    QString m_file;
    ui::Settings m_settings;
    State m_state = State::Stopped;
    QString m_errorText;
};

} // namespace sightglass::app
