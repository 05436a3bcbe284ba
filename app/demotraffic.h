// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QThread>
#include <QUrl>

namespace sightglass::app {

class DemoWorker;

/// The built-in demo server and demo client, in a thread of their own, for a program whose own thread has better to do.
///
/// Thread: its owner's; nothing blocks but the destructor, which waits until both have ended.
class DemoTraffic : public QObject
{
    Q_OBJECT
public:
    explicit DemoTraffic(QObject *parent = nullptr);
    ~DemoTraffic() override;

    /// Starts the server on a free port of the loopback address, once; serverStarted() or serverFailed() follow.
    void startServer();
    /// Where the server is; empty before serverStarted().
    QUrl serverUrl() const { return m_serverUrl; }

    /// Lets the client talk to \a url: \a rounds rounds (0: until stop()), \a pauseMs between two steps. finished()
    /// follows. Nothing happens while it plays already.
    void play(const QUrl &url, int rounds, int pauseMs);
    /// Ends the client at once; finished() follows, without a fault.
    void stop();
    bool isPlaying() const { return m_playing; }

Q_SIGNALS:
    void serverStarted(const QUrl &url);
    void serverFailed(const QString &text);
    /// The client is done, was stopped, or got a wrong answer: \a ok is false then, and \a text says which.
    void finished(bool ok, const QString &text);

private:
    void end(bool ok, const QString &text);

    QThread m_thread;
    DemoWorker *m_worker; // lives in m_thread, deleted there
    QUrl m_serverUrl;
    bool m_serverWanted = false;
    bool m_playing = false;
};

} // namespace sightglass::app
