// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/democlient.h"

#include "app/demolegacyround.h"
#include "app/demomodernround.h"
#include "base/timerwheel.h"
#include "transport/http/httpupstream.h"

namespace sightglass::app {

namespace {

constexpr int kProvokeEvery = 3; // rounds

QByteArray targetOf(const QUrl &url)
{
    const QByteArray path = url.path(QUrl::FullyEncoded).toUtf8();
    const QByteArray query = url.query(QUrl::FullyEncoded).toUtf8();
    return (path.isEmpty() ? QByteArray("/") : path) + (query.isEmpty() ? QByteArray() : '?' + query);
}

} // namespace

DemoClient::DemoClient(const QUrl &url, Options options, QObject *parent)
    : QObject(parent), m_wheel(std::make_unique<TimerWheel>()), m_target(targetOf(url)), m_options(options)
{
    transport::HttpUpstreamOptions upstream;
    upstream.url = url;
    m_upstream = std::make_unique<transport::HttpUpstream>(std::move(upstream), *m_wheel);
}

DemoClient::~DemoClient() = default;

void DemoClient::start()
{
    startLegacy();
}

void DemoClient::startLegacy()
{
    run(std::make_unique<DemoLegacyRound>(*m_upstream, m_target, m_options.pauseMs), QStringLiteral("legacy era"),
        &DemoClient::startModern);
}

void DemoClient::startModern()
{
    run(std::make_unique<DemoModernRound>(*m_upstream, m_target, m_options.pauseMs, m_done % kProvokeEvery == 0),
        QStringLiteral("modern era"), &DemoClient::roundDone);
}

void DemoClient::run(std::unique_ptr<DemoRound> round, const QString &what, void (DemoClient::*then)())
{
    m_round = std::move(round);
    m_steps += m_round->stepCount();
    m_round->start([this, what, then](const QString &trouble) {
        // Queued: the round is still on the stack.
        QMetaObject::invokeMethod(
            this,
            [this, what, then, trouble] {
                if (trouble.isEmpty())
                    (this->*then)();
                else
                    Q_EMIT finished(false, QStringLiteral("round %1, %2, %3").arg(m_done + 1).arg(what, trouble));
            },
            Qt::QueuedConnection);
    });
}

void DemoClient::roundDone()
{
    ++m_done;
    if (m_options.rounds > 0 && m_done >= m_options.rounds) {
        m_round.reset();
        Q_EMIT finished(true, QStringLiteral("%1 rounds, %2 steps, every answer was right").arg(m_done).arg(m_steps));
        return;
    }
    startLegacy();
}

} // namespace sightglass::app
