// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/database.h"

#include <QDir>
#include <QFile>
#include <QUrl>

#include <sqlite3.h>

namespace sightglass::store {

namespace {

constexpr int kBusyTimeoutMs = 3000;

ErrorCode codeOf(int result)
{
    switch (result & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ErrorCode::InvalidData;
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_AUTH:
        return ErrorCode::PermissionDenied;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ErrorCode::TimedOut;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
        return ErrorCode::InvalidArgument;
    case SQLITE_TOOBIG:
        return ErrorCode::LimitExceeded;
    default:
        return ErrorCode::Io;
    }
}

int lengthOf(QByteArrayView bytes)
{
    return static_cast<int>(bytes.size());
}

/// What the last call on \a connection failed with; the text begins with the file's name.
Error errorOf(sqlite3 *connection)
{
    const char *file = sqlite3_db_filename(connection, "main");
    return Error(codeOf(sqlite3_errcode(connection)),
                 QStringLiteral("%1: %2").arg(QDir::toNativeSeparators(QString::fromUtf8(file ? file : "")),
                                              QString::fromUtf8(sqlite3_errmsg(connection))));
}

} // namespace

void Statement::Finalizer::operator()(sqlite3_stmt *statement) const
{
    sqlite3_finalize(statement);
}

void Statement::bind(int parameter, qint64 value)
{
    sqlite3_bind_int64(m_statement.get(), parameter, value);
}

void Statement::bindNull(int parameter)
{
    sqlite3_bind_null(m_statement.get(), parameter);
}

void Statement::bindText(int parameter, QByteArrayView utf8)
{
    if (utf8.isEmpty())
        sqlite3_bind_null(m_statement.get(), parameter);
    else
        sqlite3_bind_text(m_statement.get(), parameter, utf8.data(), lengthOf(utf8), SQLITE_STATIC);
}

void Statement::bindTextCopy(int parameter, QByteArrayView utf8)
{
    if (utf8.isEmpty())
        sqlite3_bind_null(m_statement.get(), parameter);
    else
        sqlite3_bind_text(m_statement.get(), parameter, utf8.data(), lengthOf(utf8), SQLITE_TRANSIENT);
}

void Statement::bindBlob(int parameter, QByteArrayView bytes)
{
    // Without a pointer SQLite would bind NULL.
    sqlite3_bind_blob64(m_statement.get(), parameter, bytes.isEmpty() ? "" : bytes.data(),
                        static_cast<sqlite3_uint64>(bytes.size()), SQLITE_STATIC);
}

void Statement::bindBlobCopy(int parameter, QByteArrayView bytes)
{
    sqlite3_bind_blob64(m_statement.get(), parameter, bytes.isEmpty() ? "" : bytes.data(),
                        static_cast<sqlite3_uint64>(bytes.size()), SQLITE_TRANSIENT);
}

Result<bool> Statement::next()
{
    const int result = sqlite3_step(m_statement.get());
    if (result == SQLITE_ROW)
        return true;
    if (result == SQLITE_DONE) {
        sqlite3_reset(m_statement.get());
        return false;
    }
    const Error error = errorOf(sqlite3_db_handle(m_statement.get()));
    sqlite3_reset(m_statement.get());
    return tl::unexpected<Error>(error);
}

Result<void> Statement::run()
{
    const Result<bool> row = next();
    if (!row)
        return tl::unexpected<Error>(row.error());
    reset();
    return {};
}

Result<bool> Statement::runUnlessExists()
{
    const int result = sqlite3_step(m_statement.get());
    if (result == SQLITE_DONE) {
        sqlite3_reset(m_statement.get());
        return true;
    }
    sqlite3 *const connection = sqlite3_db_handle(m_statement.get());
    const bool exists = sqlite3_extended_errcode(connection) == SQLITE_CONSTRAINT_PRIMARYKEY
                        || sqlite3_extended_errcode(connection) == SQLITE_CONSTRAINT_ROWID;
    const Error error = errorOf(connection);
    sqlite3_reset(m_statement.get());
    if (exists)
        return false;
    return tl::unexpected<Error>(error);
}

void Statement::reset()
{
    sqlite3_reset(m_statement.get());
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

qint64 Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

QByteArrayView Statement::view(int column) const
{
    // As a blob: SQLite then hands out the bytes as they are, of a text too.
    const void *data = sqlite3_column_blob(m_statement.get(), column);
    return QByteArrayView(static_cast<const char *>(data), sqlite3_column_bytes(m_statement.get(), column));
}

void Database::Closer::operator()(sqlite3 *connection) const
{
    sqlite3_close(connection);
}

Result<Database> Database::open(const QString &path, Mode mode)
{
    // No mutex: a connection belongs to one thread, and taking one at each bind costs more than the bind.
    int flags = SQLITE_OPEN_NOMUTEX;
    QByteArray name = QFile::encodeName(path);
    if (mode == Mode::ReadWrite) {
        flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    } else {
        flags |= SQLITE_OPEN_READONLY;
        if (mode == Mode::ReadImmutable) {
            flags |= SQLITE_OPEN_URI;
            name = QUrl::fromLocalFile(path).toEncoded() + "?immutable=1";
        }
    }
    sqlite3 *raw = nullptr;
    const int result = sqlite3_open_v2(name.constData(), &raw, flags, nullptr);
    Database database;
    database.m_connection.reset(raw);
    if (result != SQLITE_OK) {
        return failure(codeOf(result),
                       QStringLiteral("%1 cannot be opened: %2")
                           .arg(QDir::toNativeSeparators(path), QString::fromUtf8(sqlite3_errstr(result))));
    }
    sqlite3_busy_timeout(raw, kBusyTimeoutMs);
    return database;
}

Result<Statement> Database::prepare(QByteArrayView sql) const
{
    Statement statement;
    sqlite3_stmt *raw = nullptr;
    const int result =
        sqlite3_prepare_v3(m_connection.get(), sql.data(), lengthOf(sql), SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
    if (result != SQLITE_OK)
        return tl::unexpected<Error>(errorOf(m_connection.get()));
    statement.m_statement.reset(raw);
    return statement;
}

Result<void> Database::prepare(QByteArrayView sql, Statement &into) const
{
    Result<Statement> prepared = prepare(sql);
    if (!prepared)
        return tl::unexpected<Error>(prepared.error());
    into = std::move(*prepared);
    return {};
}

Result<void> Database::execute(const QByteArray &sql) const
{
    if (sqlite3_exec(m_connection.get(), sql.constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return tl::unexpected<Error>(errorOf(m_connection.get()));
    return {};
}

Result<qint64> Database::number(QByteArrayView sql) const
{
    Result<Statement> statement = prepare(sql);
    if (!statement)
        return tl::unexpected<Error>(statement.error());
    const Result<bool> row = statement->next();
    if (!row)
        return tl::unexpected<Error>(row.error());
    return *row ? statement->integer(0) : 0;
}

void Database::rollback() const
{
    // After some failures SQLite has rolled back already; a second one then fails, which does not matter.
    sqlite3_exec(m_connection.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

qint64 Database::changes() const
{
    return sqlite3_changes(m_connection.get());
}

qint64 Database::lastRowId() const
{
    return sqlite3_last_insert_rowid(m_connection.get());
}

} // namespace sightglass::store
