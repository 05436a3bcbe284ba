// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/storefixture.h"

#include "store/sqlite/schema.h"

#include <QFile>

using namespace sightglass;
using namespace sightglass::store;

class TestSchema : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyVersionIsBuiltIn()
    {
        const Result<QList<QByteArray>> steps = builtInSchema();
        VERIFY_DONE(steps);
        QCOMPARE(steps->size(), kSchemaVersion);
        QVERIFY2(!QFile::exists(QStringLiteral(":/sightglass/sql/sqlite/%1.sql").arg(kSchemaVersion + 1)),
                 "kSchemaVersion was not raised with the new schema file");
    }

    void newDatabaseGoesThroughAllSteps()
    {
        const Database database = make();
        QVERIFY(inspectSchema(database)->empty);
        QVERIFY(migrateSchema(database, 0, twoSteps()).has_value());
        QCOMPARE(inspectSchema(database, 2)->version, 2);
        QCOMPARE(*database.number("SELECT count(*) FROM pragma_table_info('exchange') WHERE name = 'note'"), 1);
    }

    void olderDatabaseIsBroughtUpToDate()
    {
        const Database database = make();
        QVERIFY(migrateSchema(database, 0, {builtInSchema()->front()}).has_value());
        QVERIFY(database.execute("UPDATE totals SET last_id = 5").has_value());
        QCOMPARE(inspectSchema(database, 2)->version, 1);
        QVERIFY(migrateSchema(database, 1, twoSteps()).has_value());
        QCOMPARE(inspectSchema(database, 2)->version, 2);
        QCOMPARE(*database.number("SELECT last_id FROM totals"), 5);
        QVERIFY(migrateSchema(database, 2, twoSteps()).has_value()); // nothing to do
    }

    void newerSchemaIsRefused()
    {
        const Database database = make();
        QVERIFY(migrateSchema(database, 0, twoSteps()).has_value());
        const Result<SchemaState> state = inspectSchema(database, 1);
        QVERIFY(!state.has_value());
        QCOMPARE(state.error().code, ErrorCode::Unsupported);
        QVERIFY(state.error().text.contains(QStringLiteral("newer")));
    }

    void stepThatFailsChangesNothing()
    {
        const Database database = make();
        const QList<QByteArray> steps = {builtInSchema()->front(),
                                         "CREATE TABLE half(x); INSERT INTO nowhere VALUES (1)"};
        const Result<void> done = migrateSchema(database, 0, steps);
        QVERIFY(!done.has_value());
        QVERIFY(done.error().text.contains(QStringLiteral("Schema 2")));
        QCOMPARE(inspectSchema(database, 2)->version, 1);
        QCOMPARE(*database.number("SELECT count(*) FROM sqlite_master WHERE name = 'half'"), 0);
    }

    /// A file as version 1 wrote it, kept for good: whatever comes later must read it and go on writing it.
    void committedVersion1Opens()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("v1.sqlite"));
        QVERIFY(QFile::copy(QStringLiteral(SIGHTGLASS_TEST_DATA "/store/recording-v1.sqlite"), path));
        QVERIFY(QFile(path).setPermissions(QFile::ReadOwner | QFile::WriteOwner));
        SqliteStore store(path);
        VERIFY_DONE(store.open());
        QCOMPARE(store.lastId()->value(), quint64(4));
        VERIFY_DONE(
            store.append({share(streamSnapshot(2, 3, 3, {"d"})), share(usualRecord(5, 1'800'000'000'000'005))}));
        exchange::Record noted = usualRecord(6, 1'800'000'000'000'006);
        noted.notes = {{exchange::NoteKind::Tag, exchange::Severity::None, "slow", {}, {}, -1}};
        VERIFY_DONE(store.append({share(noted)}));
        VERIFY_DONE(store.annotate(exchange::ExchangeId(3), {true, QStringLiteral("kept")}));
        store.close();

        const auto reader = SqliteReader::open(path);
        VERIFY_DONE(reader);
        QCOMPARE((*reader)->annotations()->value(3).comment, QStringLiteral("kept"));
        Query query;
        query.withParts = true;
        const Batch found = readAll(**reader, query);
        QCOMPARE(idsOf(found), idRange(1, 6));
        QCOMPARE(found[5]->notes.size(), 1);
        QVERIFY(found[0]->notes.isEmpty());
        QCOMPARE(bytesOf(found[1]->parts), (QByteArrayList{"a", "b", "c", "d"}));
        for (const size_t usual : {size_t(0), size_t(2), size_t(3), size_t(4)})
            QVERIFY(found[usual]->parts == usualRecord(usual + 1, 0).parts);
        QCOMPARE(found[0]->sessionId, usualRecord(1, 0).sessionId);
        QCOMPARE(found[3]->startedAtUs, 1'800'000'000'000'004);
    }

    /// The last schema without sessions; what belongs to one is found all the same.
    void committedVersion3Opens()
    {
        const QString original = QStringLiteral(SIGHTGLASS_TEST_DATA "/store/recording-v3.sqlite");
        Query ofSession;
        ofSession.sessionId = usualRecord(1, 0).sessionId;
        ofSession.route = usualRecord(1, 0).route;
        const auto before = SqliteReader::open(original);
        VERIFY_DONE(before);
        QVERIFY((*before)->sessions({})->empty());
        QCOMPARE(idsOf(readAll(**before, ofSession)), (QList<quint64>{1, 3, 4}));

        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("v3.sqlite"));
        QVERIFY(QFile::copy(original, path));
        QVERIFY(QFile(path).setPermissions(QFile::ReadOwner | QFile::WriteOwner));
        SqliteStore store(path);
        VERIFY_DONE(store.open());
        VERIFY_DONE(store.append(usualBatch(5, 5)));
        const auto reader = SqliteReader::open(path);
        VERIFY_DONE(reader);
        QCOMPARE(idsOf(readAll(**reader, ofSession)), (QList<quint64>{1, 3, 4, 5}));
        QVERIFY((*reader)->sessions({})->empty());
        const Result<Database> database = Database::open(path, Database::Mode::ReadOnly);
        VERIFY_DONE(database);
        QCOMPARE(*database->number("PRAGMA user_version"), kSchemaVersion);
        QCOMPARE(*database->number("SELECT count(*) FROM session_range"), 1);
    }

    /// As a reader may find it on a medium that nobody writes.
    void version1HasNoAnnotations()
    {
        const auto reader = SqliteReader::open(QStringLiteral(SIGHTGLASS_TEST_DATA "/store/recording-v1.sqlite"));
        VERIFY_DONE(reader);
        QCOMPARE(readAll(**reader, {}).size(), size_t(4));
        VERIFY_DONE((*reader)->annotations());
        QVERIFY((*reader)->annotations()->isEmpty());
    }

    /// Made the file of the test above; here so that it can be made for a later version too.
    void makeCommittedFile()
    {
        const QString path = qEnvironmentVariable("SIGHTGLASS_MAKE_RECORDING");
        if (path.isEmpty())
            QSKIP("set SIGHTGLASS_MAKE_RECORDING to a path to make such a file");
        {
            SqliteStore store(path);
            VERIFY_DONE(store.open());
            Batch batch = usualBatch(1, 1);
            batch.push_back(share(streamSnapshot(2, 1, 0, {"a"})));
            VERIFY_DONE(store.append(batch));
            VERIFY_DONE(store.append({share(streamSnapshot(2, 2, 1, {"b", "c"}))}));
            VERIFY_DONE(store.append(usualBatch(3, 4)));
        }
        const Result<Database> database = Database::open(path, Database::Mode::ReadWrite);
        VERIFY_DONE(database);
        VERIFY_DONE(database->execute("PRAGMA journal_mode = DELETE; PRAGMA page_size = 1024; VACUUM"));
    }

private:
    Database make()
    {
        Result<Database> database = Database::open(QStringLiteral(":memory:"), Database::Mode::ReadWrite);
        if (!database)
            qFatal("%s", qPrintable(database.error().text));
        return std::move(*database);
    }

    static QList<QByteArray> twoSteps()
    {
        return {builtInSchema()->front(), "ALTER TABLE exchange ADD COLUMN note TEXT;"};
    }
};

QTEST_GUILESS_MAIN(TestSchema)
#include "tst_schema.moc"
