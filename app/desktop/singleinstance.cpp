// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/singleinstance.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QDir>
#include <QFileInfo>
#include <QLocalSocket>

namespace sightglass::app {
namespace {

constexpr int kRetryMs = 100;
constexpr int kAnswerMs = 3'000;
constexpr char kTaken[] = "taken\n";

} // namespace

QString SingleInstance::socketPath(const QString &settingsFile)
{
    const QFileInfo file(settingsFile);
    // Not the path itself: a socket's name has some 100 bytes.
    const QByteArray key = (file.absoluteFilePath() + u'|' + QDir::homePath()).toUtf8();
    const QString hash =
        QString::fromLatin1(QCryptographicHash::hash(key, QCryptographicHash::Sha256).toHex().left(16));
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    const bool usable = !runtime.isEmpty() && QFileInfo(runtime).isWritable();
    return (usable ? runtime : QDir::tempPath()) + QStringLiteral("/sightglass-%1").arg(hash);
}

SingleInstance::SingleInstance(const QString &settingsFile, QObject *parent)
    : QObject(parent), m_socketPath(socketPath(settingsFile)), m_lock(settingsFile + QStringLiteral(".instance"))
{
    // Only a lock whose program is gone is stale, however old it is.
    m_lock.setStaleLockTime(0);
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::accept);
    QDir().mkpath(QFileInfo(settingsFile).absolutePath());
}

SingleInstance::~SingleInstance() = default;

SingleInstance::Role SingleInstance::claim(const Handover &handover, int patienceMs)
{
    const QByteArray message = encoded(handover);
    const QDeadlineTimer deadline(patienceMs);
    for (;;) {
        if (m_lock.tryLock(kRetryMs)) {
            listen();
            return Role::First;
        }
        // A folder that cannot be written has no second instance to look for.
        if (m_lock.error() != QLockFile::LockFailedError)
            return Role::First;
        if (handOver(message))
            return Role::HandedOver;
        if (deadline.hasExpired())
            return Role::Unreachable;
    }
}

void SingleInstance::close()
{
    m_server.close();
}

void SingleInstance::listen()
{
    QLocalServer::removeServer(m_socketPath); // we hold the lock: whoever made it is gone
    if (!m_server.listen(m_socketPath))
        qWarning("sightglass: a second start will not find this window: %s", qUtf8Printable(m_server.errorString()));
}

void SingleInstance::accept()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            bool broken = false;
            const auto handover = decoded(socket->peek(socket->bytesAvailable()), broken);
            if (broken)
                return socket->abort();
            if (!handover)
                return;
            socket->readAll();
            socket->write(kTaken);
            socket->disconnectFromServer();
            Q_EMIT startedAgain(*handover);
        });
    }
}

bool SingleInstance::handOver(const QByteArray &message) const
{
    QLocalSocket socket;
    socket.connectToServer(m_socketPath);
    if (!socket.waitForConnected(kAnswerMs))
        return false;
    socket.write(message);
    while (socket.bytesAvailable() < qsizetype(sizeof kTaken) - 1) {
        if (!socket.waitForReadyRead(kAnswerMs))
            return false;
    }
    return socket.readAll() == kTaken;
}

} // namespace sightglass::app
