// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demotraffic.h"

#include "app/demoworker.h"

namespace sightglass::app {

DemoTraffic::DemoTraffic(QObject *parent) : QObject(parent), m_worker(new DemoWorker)
{
    m_thread.setObjectName(QStringLiteral("demo"));
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &DemoWorker::serverStarted, this, [this](const QUrl &url) {
        m_serverUrl = url;
        Q_EMIT serverStarted(url);
    });
    connect(m_worker, &DemoWorker::serverFailed, this, [this](const QString &text) {
        m_serverWanted = false;
        Q_EMIT serverFailed(text);
    });
    connect(m_worker, &DemoWorker::finished, this, &DemoTraffic::end);
    m_thread.start();
}

DemoTraffic::~DemoTraffic()
{
    m_thread.quit();
    m_thread.wait();
}

void DemoTraffic::startServer()
{
    if (m_serverWanted)
        return;
    m_serverWanted = true;
    QMetaObject::invokeMethod(m_worker, &DemoWorker::startServer, Qt::QueuedConnection);
}

void DemoTraffic::play(const QUrl &url, int rounds, int pauseMs)
{
    if (m_playing)
        return;
    m_playing = true;
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, url, rounds, pauseMs] { worker->play(url, rounds, pauseMs); },
        Qt::QueuedConnection);
}

void DemoTraffic::stop()
{
    if (m_playing)
        QMetaObject::invokeMethod(m_worker, &DemoWorker::stopPlaying, Qt::QueuedConnection);
}

void DemoTraffic::end(bool ok, const QString &text)
{
    m_playing = false;
    Q_EMIT finished(ok, text);
}

} // namespace sightglass::app
