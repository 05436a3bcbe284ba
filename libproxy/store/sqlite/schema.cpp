// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/schema.h"

#include <QFile>

// Outside of any namespace, as the macro demands.
static void registerSchemaFiles()
{
    Q_INIT_RESOURCE(sightglass_sqlite);
}

namespace sightglass::store {

Result<SchemaState> inspectSchema(const Database &database, int newestKnown)
{
    const Result<qint64> objects = database.number("SELECT count(*) FROM sqlite_master");
    if (!objects)
        return tl::unexpected<Error>(objects.error());
    const Result<qint64> application = database.number("PRAGMA application_id");
    const Result<qint64> version = database.number("PRAGMA user_version");
    if (!application || !version)
        return tl::unexpected<Error>((application ? version : application).error());
    if (*objects == 0 && *application == 0 && *version == 0)
        return SchemaState{true, 0};
    if (*application != kApplicationId)
        return failure(ErrorCode::InvalidData, QStringLiteral("is a SQLite database, but no recording of Sightglass"));
    if (*version > newestKnown) {
        return failure(ErrorCode::Unsupported,
                       QStringLiteral("was written by a newer Sightglass (its schema is %1, this build knows %2)")
                           .arg(*version)
                           .arg(newestKnown));
    }
    if (*version < 1)
        return failure(ErrorCode::InvalidData, QStringLiteral("has no schema version"));
    return SchemaState{false, static_cast<int>(*version)};
}

Result<QList<QByteArray>> builtInSchema()
{
    registerSchemaFiles();
    QList<QByteArray> steps;
    for (int version = 1; version <= kSchemaVersion; ++version) {
        QFile file(QStringLiteral(":/sightglass/sql/sqlite/%1.sql").arg(version));
        if (!file.open(QIODevice::ReadOnly))
            return failure(ErrorCode::NotFound, QStringLiteral("Schema %1 is not built in").arg(version));
        steps.append(file.readAll());
    }
    return steps;
}

Result<void> migrateSchema(const Database &database, int version, const QList<QByteArray> &steps)
{
    for (; version < steps.size(); ++version) {
        Result<void> done = database.begin();
        if (done)
            done = database.execute(steps[version]);
        if (done)
            done = database.execute("PRAGMA user_version = " + QByteArray::number(version + 1));
        if (done)
            done = database.commit();
        if (!done) {
            database.rollback();
            return failure(done.error().code,
                           QStringLiteral("Schema %1 failed: %2").arg(version + 1).arg(done.error().text));
        }
    }
    return {};
}

} // namespace sightglass::store
