// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/redisserver.h"

#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>

#include <csignal>

namespace sightglass::test {
namespace {

constexpr int kStartMs = 10'000;

quint16 freePort()
{
    QTcpServer probe;
    return probe.listen(QHostAddress::LocalHost) ? probe.serverPort() : quint16(0);
}

} // namespace

RedisServer::RedisServer(QStringList arguments) : m_arguments(std::move(arguments)) {}

RedisServer::~RedisServer()
{
    kill();
}

bool RedisServer::start()
{
    if (running())
        return true;
    if (QStandardPaths::findExecutable(QStringLiteral("redis-server")).isEmpty()) {
        qWarning("redis-server is not installed (./dev deps test)");
        return false;
    }
    if (m_port != 0)
        return startOnce();
    // Another program may take the free port before redis-server does.
    for (int i = 0; i < 5; ++i) {
        m_port = freePort();
        if (startOnce())
            return true;
    }
    return false;
}

bool RedisServer::startOnce()
{
    m_process = std::make_unique<QProcess>();
    m_process->setProcessChannelMode(QProcess::MergedChannels);
    m_process->setWorkingDirectory(m_folder.path());
    QStringList arguments = {QStringLiteral("--port"),       QString::number(m_port),
                             QStringLiteral("--bind"),       QStringLiteral("127.0.0.1"),
                             QStringLiteral("--save"),       QString(),
                             QStringLiteral("--appendonly"), QStringLiteral("no"),
                             QStringLiteral("--dir"),        m_folder.path()};
    m_process->start(QStringLiteral("redis-server"), arguments + m_arguments);
    QByteArray said;
    while (m_process->waitForReadyRead(kStartMs)) {
        said += m_process->readAll();
        if (said.contains("Ready to accept connections"))
            return true;
        if (said.contains("Address already in use"))
            break;
    }
    qWarning("redis-server did not start: %s", said.constData());
    kill();
    return false;
}

void RedisServer::kill()
{
    if (!m_process)
        return;
    resume();
    m_process->kill();
    m_process->waitForFinished(kStartMs);
    m_process.reset();
}

void RedisServer::pause()
{
    m_paused = running() && ::kill(pid_t(m_process->processId()), SIGSTOP) == 0;
}

void RedisServer::resume()
{
    if (std::exchange(m_paused, false))
        ::kill(pid_t(m_process->processId()), SIGCONT);
}

store::RedisOptions RedisServer::options() const
{
    store::RedisOptions options;
    options.port = m_port;
    options.connectTimeoutMs = 1'000;
    options.commandTimeoutMs = 400;
    return options;
}

QByteArray RedisServer::ask(const QList<QByteArray> &command) const
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
    if (!socket.waitForConnected(kStartMs))
        return "not connected";
    QByteArray bytes = '*' + QByteArray::number(command.size()) + "\r\n";
    for (const QByteArray &word : command)
        bytes += '$' + QByteArray::number(word.size()) + "\r\n" + word + "\r\n";
    socket.write(bytes + "*2\r\n$4\r\nECHO\r\n$8\r\nlast one\r\n");
    QByteArray answer;
    while (!answer.endsWith("$8\r\nlast one\r\n") && socket.waitForReadyRead(kStartMs))
        answer += socket.readAll();
    answer.chop(int(sizeof("$8\r\nlast one\r\n")) - 1);
    return answer.trimmed();
}

} // namespace sightglass::test
