// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/connection.h"

#include "store/sqlite/schema.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace sightglass::store {

namespace {

/// Every SQLite database begins with these 16 bytes (sqlite.org/fileformat2.html section 1.3), the last being a NUL.
constexpr char kMagic[] = "SQLite format 3";

/// Of our own databases. Bigger than SQLite's 4096: payload comes in big pieces, and fewer pages are fewer calls.
constexpr int kPageBytes = 16384;
constexpr int kCacheKib = 16 * 1024;
/// A checkpoint copies what a transaction wrote from the log into the database, once for every page however often it
/// was written: bigger is less work and a bigger file beside the database.
constexpr int kCheckpointBytes = 16 * 1024 * 1024;
/// The log's file is cut to this when it had to grow because a reader held back the checkpoint.
constexpr int kLogLimitBytes = 64 * 1024 * 1024;

QString shown(const QString &path)
{
    return QDir::toNativeSeparators(path);
}

tl::unexpected<Error> named(const QString &path, const Error &error)
{
    // Errors of a connection have the name already.
    const QString name = shown(path);
    return failure(error.code, error.text.contains(name) ? error.text : name + QLatin1Char(' ') + error.text);
}

/// SQLite would tell only at the first read, and for an empty file not at all.
Result<void> checkMagic(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::PermissionDenied, QStringLiteral("cannot be read: %1").arg(file.errorString()));
    const QByteArray start = file.read(sizeof kMagic);
    if (!start.isEmpty() && start != QByteArrayView(kMagic, sizeof kMagic))
        return failure(ErrorCode::InvalidData, QStringLiteral("is not a database"));
    return {};
}

/// Before the schema: what can only be chosen while the file is empty.
Result<void> setUpEmpty(const Database &database)
{
    // Nothing is there that could be lost yet, and waiting for the disk five times is what makes a start slow.
    return database.execute("PRAGMA synchronous = OFF; PRAGMA page_size = " + QByteArray::number(kPageBytes));
}

Result<void> setUp(const Database &database)
{
    const Result<void> done = database.execute("PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;"
                                               "PRAGMA cache_size = "
                                               + QByteArray::number(-kCacheKib)
                                               + ";"
                                                 "PRAGMA journal_size_limit = "
                                               + QByteArray::number(kLogLimitBytes));
    const Result<qint64> pageBytes = database.number("PRAGMA page_size");
    if (!done || !pageBytes)
        return tl::unexpected<Error>(done ? pageBytes.error() : done.error());
    const qint64 pages = qMax<qint64>(1, kCheckpointBytes / qMax<qint64>(1, *pageBytes));
    return database.execute("PRAGMA wal_autocheckpoint = " + QByteArray::number(pages));
}

Result<void> bringUpToDate(const Database &database, const SchemaState &state)
{
    if (!state.empty && state.version == kSchemaVersion)
        return {};
    const Result<QList<QByteArray>> steps = builtInSchema();
    if (!steps)
        return tl::unexpected<Error>(steps.error());
    return migrateSchema(database, state.version, *steps);
}

/// Names the recording for ever, so that what is kept beside it (its search index) is not taken for another's.
Result<void> nameOnce(const Database &database)
{
    const Result<qint64> isNamed = database.number("SELECT count(*) FROM meta WHERE key = 'created'");
    if (!isNamed)
        return tl::unexpected<Error>(isNamed.error());
    if (*isNamed != 0)
        return {};
    return database.execute("INSERT OR IGNORE INTO meta VALUES ('created', lower(hex(randomblob(16))))");
}

} // namespace

void makePrivateFile(const QString &path)
{
    QFile file(path);
    static_cast<void>(file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner));
}

Result<Database> openForWriting(const QString &path)
{
    const QFileInfo info(path);
    if (!QDir().mkpath(info.absolutePath())) {
        return failure(ErrorCode::PermissionDenied,
                       QStringLiteral("The folder %1 cannot be made").arg(shown(info.absolutePath())));
    }
    if (info.exists()) {
        if (const Result<void> looks = checkMagic(path); !looks)
            return named(path, looks.error());
    } else {
        makePrivateFile(path);
    }
    Result<Database> database = Database::open(path, Database::Mode::ReadWrite);
    if (!database)
        return named(path, database.error());
    const Result<SchemaState> state = inspectSchema(*database);
    if (!state)
        return named(path, state.error());
    Result<void> done = state->empty ? setUpEmpty(*database) : Result<void>();
    if (done)
        done = database->execute("PRAGMA journal_mode = WAL");
    if (done)
        done = bringUpToDate(*database, *state);
    if (done)
        done = nameOnce(*database);
    if (done)
        done = setUp(*database);
    if (!done)
        return named(path, done.error());
    return database;
}

Result<Database> openForReading(const QString &path)
{
    if (!QFileInfo::exists(path))
        return failure(ErrorCode::NotFound, QStringLiteral("%1 does not exist").arg(shown(path)));
    if (const Result<void> looks = checkMagic(path); !looks)
        return named(path, looks.error());
    Result<Database> database = Database::open(path, Database::Mode::ReadOnly);
    if (!database)
        return named(path, database.error());
    Result<SchemaState> state = inspectSchema(*database);
    if (!state && state.error().code != ErrorCode::InvalidData && !QFileInfo::exists(path + QStringLiteral("-wal"))) {
        // Even a reader needs the two files beside a database in WAL mode (sqlite.org/wal.html section 5). Where they
        // can not be made nobody writes either.
        database = Database::open(path, Database::Mode::ReadImmutable);
        if (!database)
            return named(path, database.error());
        state = inspectSchema(*database);
    }
    if (!state)
        return named(path, state.error());
    if (state->empty)
        return failure(ErrorCode::InvalidData, QStringLiteral("%1 is empty").arg(shown(path)));
    return database;
}

} // namespace sightglass::store
