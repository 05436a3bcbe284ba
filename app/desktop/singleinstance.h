// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/handover.h"

#include <QLocalServer>
#include <QLockFile>
#include <QObject>

namespace sightglass::app {

/// One window per user and settings file: the first program to claim it listens, later ones hand over what they were
/// asked for. A lock file decides who is first, so that a socket which a killed program left behind harms nobody.
///
/// Thread: UI. Owner: the program's main.
class SingleInstance : public QObject
{
    Q_OBJECT
public:
    enum class Role {
        First,       ///< this one shows the window
        HandedOver,  ///< another one does, and has been told
        Unreachable, ///< another one holds the lock and does not answer
    };
    /// So long a claim waits for a program that is just starting or ending.
    static constexpr int kPatienceMs = 10'000;

    explicit SingleInstance(const QString &settingsFile, QObject *parent = nullptr);
    ~SingleInstance() override;

    /// Blocks for at most \a patienceMs; for the time before there is a window.
    Role claim(const Handover &handover, int patienceMs = kPatienceMs);
    /// From now on a further start waits for the end of this program instead of handing over.
    void close();

    /// The socket's path: in the user's runtime folder where there is one, else among the temporary files.
    static QString socketPath(const QString &settingsFile);

Q_SIGNALS:
    /// Somebody started the program again.
    void startedAgain(const sightglass::app::Handover &handover);

private:
    void listen();
    void accept();
    bool handOver(const QByteArray &message) const;

    QString m_socketPath;
    QLockFile m_lock;
    QLocalServer m_server;
};

} // namespace sightglass::app
