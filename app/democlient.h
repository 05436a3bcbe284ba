// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QUrl>

#include <memory>

namespace sightglass {
class TimerWheel;
}
namespace sightglass::transport {
class Upstream;
}

namespace sightglass::app {

class DemoRound;

/// Makes varied traffic of both eras against a DemoServer, or against a proxy in front of one, and checks every answer.
///
/// Thread: that of its event loop. Owner: the command that runs it.
class DemoClient : public QObject
{
    Q_OBJECT
public:
    struct Options {
        int rounds = 0;  ///< a round is one legacy session and one set of modern requests; 0: for ever
        int pauseMs = 0; ///< between two steps
    };

    DemoClient(const QUrl &url, Options options, QObject *parent = nullptr);
    ~DemoClient() override;

    void start();

Q_SIGNALS:
    /// All rounds are done, or an answer was wrong; \a text says which and why.
    void finished(bool ok, const QString &text);

private:
    void startLegacy();
    void startModern();
    void run(std::unique_ptr<DemoRound> round, const QString &what, void (DemoClient::*then)());
    void roundDone();

    std::unique_ptr<TimerWheel> m_wheel;
    std::unique_ptr<transport::Upstream> m_upstream;
    std::unique_ptr<DemoRound> m_round;
    QByteArray m_target;
    Options m_options;
    int m_done = 0;
    int m_steps = 0;
};

} // namespace sightglass::app
