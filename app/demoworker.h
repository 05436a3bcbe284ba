// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QUrl>

#include <memory>

namespace sightglass::app {

class DemoClient;
class DemoServer;

/// What DemoTraffic runs in its thread: made in the owner's, everything inside in its own.
class DemoWorker : public QObject
{
    Q_OBJECT
public:
    DemoWorker();
    ~DemoWorker() override;

    void startServer();
    void play(const QUrl &url, int rounds, int pauseMs);
    void stopPlaying();

Q_SIGNALS:
    void serverStarted(const QUrl &url);
    void serverFailed(const QString &text);
    void finished(bool ok, const QString &text);

private:
    std::unique_ptr<DemoServer> m_server;
    std::unique_ptr<DemoClient> m_client;
};

} // namespace sightglass::app
