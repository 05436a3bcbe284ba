// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/indexfile.h"

#include "store/sqlite/connection.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace sightglass::store {

Result<void> removeIndexFile(const QString &path)
{
    for (const char *end : {"", "-wal", "-shm"}) {
        const QString name = path + QLatin1StringView(end);
        if (QFileInfo::exists(name) && !QFile::remove(name))
            return failure(ErrorCode::PermissionDenied, QStringLiteral("%1 cannot be removed").arg(name));
    }
    return {};
}

Result<Database> openTemporaryIndex()
{
    Result<Database> database =
        Database::open(QString(), Database::Mode::ReadWrite); // SQLite's own file, gone when closed
    if (database) {
        if (const Result<void> done = database->execute("PRAGMA synchronous = OFF"); !done)
            return tl::unexpected<Error>(done.error());
    }
    return database;
}

Result<Database> openIndexFile(const QString &path)
{
    makePrivateFile(path); // it tells as much as the recording
    Result<Database> database = Database::open(path, Database::Mode::ReadWrite);
    if (!database)
        return database;
    const Result<qint64> application = database->number("PRAGMA application_id");
    const Result<qint64> objects = database->number("SELECT count(*) FROM sqlite_master");
    if (!application || !objects)
        return tl::unexpected<Error>((application ? objects : application).error());
    if (*application != kIndexApplicationId && (*application != 0 || *objects != 0))
        return failure(ErrorCode::Unsupported,
                       QStringLiteral("%1 is no search index").arg(QDir::toNativeSeparators(path)));
    const Result<void> done = database->execute("PRAGMA page_size = 16384; PRAGMA journal_mode = WAL;"
                                                "PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;"
                                                "PRAGMA journal_size_limit = 67108864");
    if (!done)
        return tl::unexpected<Error>(done.error());
    return database;
}

Result<std::vector<quint64>> idsOf(Statement &statement)
{
    std::vector<quint64> ids;
    Result<bool> more = statement.next();
    for (; more && *more; more = statement.next())
        ids.push_back(static_cast<quint64>(statement.integer(0)));
    if (!more)
        return tl::unexpected<Error>(more.error());
    return ids;
}

} // namespace sightglass::store
