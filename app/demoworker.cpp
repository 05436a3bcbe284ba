// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demoworker.h"

#include "app/democlient.h"
#include "app/demoserver.h"

namespace sightglass::app {

DemoWorker::DemoWorker() = default;
DemoWorker::~DemoWorker() = default;

void DemoWorker::startServer()
{
    m_server = std::make_unique<DemoServer>();
    const auto url = m_server->start(QHostAddress(QHostAddress::LocalHost), 0);
    if (url) {
        Q_EMIT serverStarted(*url);
        return;
    }
    m_server.reset();
    Q_EMIT serverFailed(url.error().text);
}

void DemoWorker::play(const QUrl &url, int rounds, int pauseMs)
{
    m_client = std::make_unique<DemoClient>(url, DemoClient::Options{.rounds = rounds, .pauseMs = pauseMs});
    connect(m_client.get(), &DemoClient::finished, this, [this](bool ok, const QString &text) {
        // Queued behind it may be a stop, which then finds nothing to end.
        m_client.release()->deleteLater();
        Q_EMIT finished(ok, text);
    });
    m_client->start();
}

void DemoWorker::stopPlaying()
{
    if (!m_client)
        return;
    m_client.reset();
    Q_EMIT finished(true, QString());
}

} // namespace sightglass::app
