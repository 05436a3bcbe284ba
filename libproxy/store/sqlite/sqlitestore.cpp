// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/sqlitestore.h"

#include "base/clock.h"
#include "store/sqlite/batchwriter.h"
#include "store/sqlite/connection.h"
#include "store/sqlite/retention.h"
#include "store/sqlite/sqlitereader.h"

#include <QDir>
#include <QFileInfo>
#include <QLockFile>

namespace sightglass::store {

namespace {

/// Takes the writer's lock of a database. A lock whose process is gone counts for nothing, however it ended.
Result<std::unique_ptr<QLockFile>> lockForWriting(const QString &path)
{
    // The folder must be there before the lock can be.
    QDir().mkpath(QFileInfo(path).absolutePath());
    auto lock = std::make_unique<QLockFile>(path + QStringLiteral(".lock"));
    lock->setStaleLockTime(0);
    if (lock->tryLock(0))
        return lock;
    const QString name = QDir::toNativeSeparators(path);
    if (lock->error() == QLockFile::PermissionError) {
        return failure(ErrorCode::PermissionDenied,
                       QStringLiteral("%1 cannot be written: no file may be made beside it").arg(name));
    }
    qint64 pid = 0;
    QString host;
    QString program;
    lock->getLockInfo(&pid, &host, &program);
    return failure(ErrorCode::PermissionDenied,
                   QStringLiteral("%1 is being written by another process (%2, pid %3)").arg(name, program).arg(pid));
}

} // namespace

struct SqliteStore::Session {
    std::unique_ptr<QLockFile> lock;
    Database database;
    BatchWriter writer{database}; // its statements go before the database

    Session(std::unique_ptr<QLockFile> taken, Database opened) : lock(std::move(taken)), database(std::move(opened)) {}
};

SqliteStore::SqliteStore(QString path) : m_path(std::move(path)) {}

SqliteStore::~SqliteStore()
{
    close();
}

Result<void> SqliteStore::open()
{
    Result<std::unique_ptr<QLockFile>> lock = lockForWriting(m_path);
    if (!lock)
        return tl::unexpected<Error>(lock.error());
    Result<Database> database = openForWriting(m_path);
    if (!database)
        return tl::unexpected<Error>(database.error());
    auto session = std::make_unique<Session>(std::move(*lock), std::move(*database));
    if (const Result<void> done = session->writer.prepare(); !done)
        return done;
    m_session = std::move(session);
    return {};
}

Result<exchange::ExchangeId> SqliteStore::lastId()
{
    const Result<qint64> id = m_session->database.number("SELECT last_id FROM totals");
    if (!id)
        return tl::unexpected<Error>(id.error());
    return exchange::ExchangeId(static_cast<quint64>(*id));
}

Result<void> SqliteStore::append(const std::vector<exchange::RecordPtr> &batch)
{
    return m_session->writer.write(batch);
}

Result<void> SqliteStore::annotate(exchange::ExchangeId id, const exchange::Annotation &annotation)
{
    const QByteArray comment = annotation.comment.toUtf8();
    Result<Statement> statement = m_session->database.prepare(
        annotation.isEmpty() ? "DELETE FROM annotation WHERE exchange_id = ?"
                             : "INSERT INTO annotation (exchange_id, marked, comment) VALUES (?, ?, ?) ON CONFLICT "
                               "(exchange_id) DO UPDATE SET marked = excluded.marked, comment = excluded.comment");
    if (!statement)
        return tl::unexpected<Error>(statement.error());
    statement->bind(1, static_cast<qint64>(id.value()));
    if (!annotation.isEmpty()) {
        statement->bind(2, annotation.marked ? 1 : 0);
        statement->bindText(3, comment);
    }
    return statement->run();
}

ReaderOpener SqliteStore::readerOpener() const
{
    return [path = m_path]() -> Result<std::unique_ptr<RecordReader>> {
        Result<std::unique_ptr<SqliteReader>> reader = SqliteReader::open(path);
        if (!reader)
            return tl::unexpected<Error>(reader.error());
        return std::unique_ptr<RecordReader>(std::move(*reader));
    };
}

Result<void> SqliteStore::applyRetention(const Retention &retention)
{
    const Result<exchange::ExchangeId> firstKept = removeOverLimits(m_session->database, retention, wallClockUs());
    if (!firstKept)
        return tl::unexpected<Error>(firstKept.error());
    if (firstKept->isValid())
        m_session->writer.forgetBelow(*firstKept);
    return {};
}

void SqliteStore::close()
{
    m_session.reset();
}

} // namespace sightglass::store
