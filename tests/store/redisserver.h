// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/redis/redisoptions.h"

#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace sightglass::test {

/// A real redis-server for one test: a free port, a folder of its own, nothing written to disk.
class RedisServer
{
public:
    explicit RedisServer(QStringList arguments = {});
    ~RedisServer();

    /// Starts it, again on the same port; true when it takes connections. A test fails without it.
    bool start();
    void kill();
    void pause(); ///< it takes connections and bytes, and answers nothing
    void resume();
    bool running() const { return m_process && m_process->state() == QProcess::Running; }
    quint16 port() const { return m_port; }
    /// What a store of ours wants to know, with short times.
    store::RedisOptions options() const;
    /// Asks it over a connection of its own, and waits: `ask({"GET", "x"})`; what it answered, as it came.
    QByteArray ask(const QList<QByteArray> &command) const;

private:
    bool startOnce();

    QStringList m_arguments;
    QTemporaryDir m_folder;
    std::unique_ptr<QProcess> m_process;
    quint16 m_port = 0;
    bool m_paused = false;
};

} // namespace sightglass::test
