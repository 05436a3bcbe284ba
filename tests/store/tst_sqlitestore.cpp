// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What only the SQLite store has: the file, its lock, its layout, readers beside a writer, and files that are not ours.
#include "store/fulldisk.h"
#include "store/storefixture.h"

#include "store/sqlite/batchwriter.h"
#include "store/sqlite/database.h"
#include "store/storeurl.h"

#include <QFile>
#include <QFileInfo>

#include <thread>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace sightglass;
using namespace sightglass::store;
using exchange::ExchangeId;

namespace {

bool writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Result<void> runSql(const QString &path, const QByteArray &sql)
{
    const Result<Database> database = Database::open(path, Database::Mode::ReadWrite);
    return database ? database->execute(sql) : tl::unexpected<Error>(database.error());
}

qint64 numberOf(const QString &path, const QByteArray &sql)
{
    const Result<Database> database = Database::open(path, Database::Mode::ReadOnly);
    const Result<qint64> number = database ? database->number(sql) : tl::unexpected<Error>(database.error());
    if (!number)
        qFatal("%s", qPrintable(number.error().text));
    return *number;
}

} // namespace

class TestSqliteStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<StoreFixture>(true);
        VERIFY_DONE(store().open());
    }

    void cleanup() { m_fixture.reset(); }

    void idsGoOnAfterARestart()
    {
        VERIFY_DONE(store().append(usualBatch(1, 20)));
        VERIFY_DONE(store().applyRetention({5, 0, 0}));
        VERIFY_DONE(m_fixture->restart());
        QCOMPARE(store().lastId()->value(), quint64(20));
        VERIFY_DONE(store().append(usualBatch(3, 3))); // removed before the restart
        VERIFY_DONE(store().append(usualBatch(21, 22)));
        VERIFY_DONE(store().applyRetention({0, 1, 0}));
        VERIFY_DONE(m_fixture->restart());
        QCOMPARE(store().lastId()->value(), quint64(22)); // although no row is left
        QVERIFY(readAll(*m_fixture->reader()).empty());
        VERIFY_DONE(store().append(usualBatch(22, 23)));
        QCOMPARE(idsOf(readAll(*m_fixture->reader())), (QList<quint64>{23}));
    }

    void openExchangeGoesOnAfterARestart()
    {
        VERIFY_DONE(store().append({share(streamSnapshot(1, 1, 0, {"a"}))}));
        VERIFY_DONE(m_fixture->restart());
        VERIFY_DONE(store().append({share(streamSnapshot(1, 2, 1, {"b"}))}));
        QCOMPARE(bytesOf(*m_fixture->reader()->parts(ExchangeId(1))), (QByteArrayList{"a", "b"}));
        QCOMPARE(count("exchange"), 1);
    }

    void secondWriterIsRefused()
    {
        SqliteStore second(m_fixture->path());
        const Result<void> opened = second.open();
        QVERIFY(!opened.has_value());
        QCOMPARE(opened.error().code, ErrorCode::PermissionDenied);
        const QString pid = QString::number(QCoreApplication::applicationPid());
        QVERIFY2(opened.error().text.contains(QStringLiteral("pid ") + pid), qPrintable(opened.error().text));
        store().close();
        VERIFY_DONE(second.open());
    }

    void lockOfADeadProcessCountsForNothing()
    {
        store().close();
        // The format of QLockFile: pid, program, host; the kernel's lock is not held by anybody.
        QVERIFY(writeFile(m_fixture->path() + QStringLiteral(".lock"),
                          "999999999\nsightglass\n" + QSysInfo::machineHostName().toUtf8() + "\n"));
        SqliteStore next(m_fixture->path());
        VERIFY_DONE(next.open());
    }

    void payloadIsPackedIntoChunks()
    {
        VERIFY_DONE(store().append(usualBatch(1, 500)));
        QCOMPARE(count("exchange"), 500);
        QCOMPARE(count("chunk"), 1);
        // Sealed at the limit; a payload beyond it stands alone.
        const QByteArray half(BatchWriter::kChunkBytes / 2 - 100, 'h');
        const QByteArray big(3 * BatchWriter::kChunkBytes, 'b');
        VERIFY_DONE(
            store().append({share(streamSnapshot(501, 1, 0, {half})), share(streamSnapshot(502, 1, 0, {half})),
                            share(streamSnapshot(503, 1, 0, {big})), share(streamSnapshot(504, 1, 0, {half}))}));
        QCOMPARE(count("chunk"), 4);
        QCOMPARE(bytesOf(*m_fixture->reader()->parts(ExchangeId(503))), QByteArrayList{big});
        QCOMPARE(number("SELECT first_exchange * 1000 + last_exchange FROM chunk WHERE id = 2"), 501 * 1000 + 502);
        QCOMPARE(number("SELECT sum(length(data)) FROM chunk"), number("SELECT payload_bytes FROM totals"));
    }

    void retentionLeavesNoOrphans()
    {
        for (quint32 i = 0; i < 10; ++i) {
            Batch batch = usualBatch(100 + 10 * i, 109 + 10 * i);
            for (quint64 id = 1; id <= 3; ++id)
                batch.push_back(share(streamSnapshot(id, i + 1, i, {QByteArray(300, 'e')})));
            VERIFY_DONE(store().append(batch));
        }
        VERIFY_DONE(store().append({share(streamSnapshot(1, 11, 10, {"only the stream in this chunk"}))}));
        QCOMPARE(count("part"), 3 * 9 + 1);
        VERIFY_DONE(store().applyRetention({75, 0, 0}));
        QCOMPARE(count("exchange"), 75);
        QCOMPARE(number("SELECT exchanges FROM totals"), 75);
        QCOMPARE(count("part"), 0);
        QCOMPARE(number("SELECT count(*) FROM chunk WHERE last_exchange < (SELECT min(id) FROM exchange)"), 0);
        QCOMPARE(count("chunk"), 8);
        VERIFY_DONE(store().append({share(streamSnapshot(2, 11, 10, {"too late"}))}));
        QCOMPARE(count("part") + number("SELECT count(*) FROM exchange WHERE id < 100"), 0);
        QCOMPARE(number("SELECT sum(bytes) FROM chunk"), number("SELECT payload_bytes FROM totals"));
    }

    void freedPagesAreUsedAgain()
    {
        const QByteArray payload(100'000, 'p');
        qint64 settled = 0;
        for (quint64 id = 1; id <= 60; ++id) {
            VERIFY_DONE(store().append({share(streamSnapshot(id, 1, 0, {payload}))}));
            VERIFY_DONE(store().applyRetention({10, 0, 0}));
            if (id == 20)
                settled = number("PRAGMA page_count");
        }
        QVERIFY(number("PRAGMA page_count") <= settled + 8);
    }

    void manyRowsGoInSteps()
    {
        VERIFY_DONE(store().append(usualBatch(1, 25'000)));
        VERIFY_DONE(store().applyRetention({1, 0, 0}));
        QCOMPARE(idsOf(readAll(*m_fixture->reader())), (QList<quint64>{25'000}));
        QCOMPARE(count("chunk"), 1);
    }

    void twoReadersWhileWriting()
    {
        constexpr quint64 kLast = 4000;
        constexpr quint64 kBatch = 50;
        std::atomic<bool> wrong = false;
        const auto follow = [&] {
            const auto reader = SqliteReader::open(m_fixture->path());
            quint64 last = 0;
            Query query;
            query.withParts = true;
            while (reader && last < kLast && !wrong) {
                query.after = ExchangeId(last);
                const Result<void> done = (*reader)->read(query, [&](const exchange::RecordPtr &record) {
                    wrong = wrong || record->id.value() != last + 1 || record->parts != usualRecord(last + 1, 0).parts;
                    last = record->id.value();
                    return true;
                });
                // A batch is there whole or not at all.
                wrong = wrong || !done || last % kBatch != 0;
            }
            wrong = wrong || last != kLast;
        };
        std::thread first(follow);
        std::thread second(follow);
        Result<void> done;
        for (quint64 id = 1; done && id <= kLast; id += kBatch)
            done = store().append(usualBatch(id, id + kBatch - 1));
        wrong = wrong || !done;
        first.join();
        second.join();
        QVERIFY(!wrong);
    }

    void readableWithoutTheFilesBesideIt()
    {
        VERIFY_DONE(store().append(usualBatch(1, 5)));
        store().close();
        QVERIFY(!QFileInfo::exists(m_fixture->path() + QStringLiteral("-wal")));
        QVERIFY(!QFileInfo::exists(m_fixture->path() + QStringLiteral(".lock")));
        QCOMPARE(idsOf(readAll(*m_fixture->reader())), idRange(1, 5));
    }

    void readableOnAReadOnlyMedium()
    {
#ifdef Q_OS_UNIX
        if (geteuid() == 0)
            QSKIP("root may write everywhere");
#endif
        VERIFY_DONE(store().append(usualBatch(1, 5)));
        store().close();
        QFile folder(QFileInfo(m_fixture->path()).absolutePath());
        QVERIFY(folder.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
        const Batch found = readAll(*m_fixture->reader());
        QVERIFY(folder.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        QCOMPARE(idsOf(found), idRange(1, 5));
    }

    void nobodyElseMayRead()
    {
        VERIFY_DONE(store().append(usualBatch(1, 5)));
        const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        for (const char *suffix : {"", "-wal", "-shm"}) {
            const QString path = m_fixture->path() + QString::fromLatin1(suffix);
            QVERIFY2(QFile::exists(path), suffix);
            QVERIFY2(!(QFile::permissions(path) & others), suffix);
        }
    }

    void immutableModeReads()
    {
        VERIFY_DONE(store().append(usualBatch(1, 5)));
        store().close();
        const Result<Database> database = Database::open(m_fixture->path(), Database::Mode::ReadImmutable);
        VERIFY_DONE(database);
        QCOMPARE(*database->number("SELECT count(*) FROM exchange"), 5);
        QVERIFY(!QFileInfo::exists(m_fixture->path() + QStringLiteral("-shm")));
    }

    void refusesFiles_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<ErrorCode>("code");
        const QByteArray magic("SQLite format 3\0", 16);
        QTest::newRow("text") << QByteArray("my precious notes, longer than sixteen bytes") << QByteArray()
                              << ErrorCode::InvalidData;
        QTest::newRow("short text") << QByteArray("notes") << QByteArray() << ErrorCode::InvalidData;
        QTest::newRow("magic only") << magic << QByteArray() << ErrorCode::InvalidData;
        QTest::newRow("magic and noise") << magic + QByteArray(5000, '\x5a') << QByteArray() << ErrorCode::InvalidData;
        QTest::newRow("somebody's database")
            << QByteArray() << QByteArray("CREATE TABLE address(name)") << ErrorCode::InvalidData;
        QTest::newRow("newer schema") << QByteArray()
                                      << QByteArray("PRAGMA application_id=0x53476C73; PRAGMA user_version=1000;"
                                                    "CREATE TABLE x(y)")
                                      << ErrorCode::Unsupported;
    }

    void refusesFiles()
    {
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, sql);
        QFETCH(ErrorCode, code);
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("f.sqlite"));
        QVERIFY(writeFile(path, content));
        if (!sql.isEmpty())
            VERIFY_DONE(runSql(path, sql));
        const QByteArray before = contentOf(path);

        SqliteStore writer(path);
        const Result<void> opened = writer.open();
        QVERIFY(!opened.has_value());
        QCOMPARE(opened.error().code, code);
        QVERIFY2(opened.error().text.contains(path), qPrintable(opened.error().text));
        const Result<std::unique_ptr<SqliteReader>> reader = SqliteReader::open(path);
        QVERIFY(!reader.has_value());
        QCOMPARE(reader.error().code, code);
        QCOMPARE(contentOf(path), before);
    }

    void emptyFileBecomesARecording()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("f.sqlite"));
        QVERIFY(writeFile(path, {}));
        QCOMPARE(SqliteReader::open(path).error().code, ErrorCode::InvalidData);
        SqliteStore writer(path);
        VERIFY_DONE(writer.open());
        VERIFY_DONE(SqliteReader::open(path));
    }

    void folderThatCannotBe()
    {
        const QTemporaryDir folder;
        QVERIFY(writeFile(folder.filePath(QStringLiteral("file")), "x"));
        SqliteStore writer(folder.filePath(QStringLiteral("file/r.sqlite")));
        const Result<void> opened = writer.open();
        QVERIFY(!opened.has_value());
        QVERIFY(opened.error().text.contains(QStringLiteral("r.sqlite")));
        QVERIFY(!SqliteReader::open(folder.path()).has_value()); // a folder is no recording
    }

    /// Noise over the pages behind the first: never a crash, and errors only where pages are really needed.
    void damagedPagesAreAnError()
    {
        VERIFY_DONE(store().append(usualBatch(1, 3000)));
        store().close();
        const QByteArray good = contentOf(m_fixture->path());
        for (qsizetype start = 16384; start < good.size(); start += good.size() / 11) {
            QByteArray bad = good;
            for (qsizetype i = start; i < std::min(bad.size(), start + 40'000); ++i)
                bad[i] = static_cast<char>(i * 37);
            QVERIFY(writeFile(m_fixture->path(), bad));
            const Result<std::unique_ptr<SqliteReader>> reader = SqliteReader::open(m_fixture->path());
            if (reader) {
                Query query;
                query.withParts = true;
                const Result<void> done = (*reader)->read(query, [](const exchange::RecordPtr &) { return true; });
                QVERIFY(!done.has_value());
            }
            SqliteStore writer(m_fixture->path());
            if (writer.open())
                (void)writer.append(usualBatch(5000, 5010)).has_value();
        }
    }

    void payloadThatIsNotThereIsAnError()
    {
        VERIFY_DONE(store().append(usualBatch(1, 3)));
        VERIFY_DONE(runSql(m_fixture->path(), "UPDATE exchange SET chunk_offset = 1 << 40 WHERE id = 1;"
                                              "UPDATE exchange SET chunk_length = -1 WHERE id = 2;"
                                              "UPDATE exchange SET chunk_id = 77 WHERE id = 3"));
        const auto reader = m_fixture->reader();
        for (quint64 id = 1; id <= 3; ++id)
            QCOMPARE(reader->parts(ExchangeId(id)).error().code, ErrorCode::InvalidData);
        VERIFY_DONE(runSql(m_fixture->path(), "UPDATE chunk SET format = 99; UPDATE exchange SET chunk_id = 1, "
                                              "chunk_offset = 0, chunk_length = 1"));
        QCOMPARE(m_fixture->reader()->parts(ExchangeId(1)).error().code, ErrorCode::Unsupported);
    }

#ifdef Q_OS_UNIX
    void fullDiskLosesOneBatchOnly()
    {
        VERIFY_DONE(store().append(usualBatch(1, 10)));
        {
            const FullDisk full(200'000);
            const Batch batch = {share(streamSnapshot(11, 1, 0, {QByteArray(900'000, 'x')}))};
            const Result<void> done = store().append(batch);
            QVERIFY(!done.has_value());
            QVERIFY(!done.error().text.isEmpty());
        }
        VERIFY_DONE(store().append({share(streamSnapshot(11, 2, 1, {"later"})), share(usualRecord(12, 0))}));
        VERIFY_DONE(m_fixture->restart());
        QCOMPARE(idsOf(readAll(*m_fixture->reader())), idRange(1, 12));
        QCOMPARE(bytesOf(*m_fixture->reader()->parts(ExchangeId(11))), QByteArrayList{"later"});
        QCOMPARE(count("exchange"), number("SELECT exchanges FROM totals"));
    }
#endif

private:
    RecordStore &store()
    {
        return m_fixture->store();
    }
    qint64 number(const QByteArray &sql) const
    {
        return numberOf(m_fixture->path(), sql);
    }
    qint64 count(const QByteArray &table) const
    {
        return number("SELECT count(*) FROM " + table);
    }

    std::unique_ptr<StoreFixture> m_fixture;
};

QTEST_GUILESS_MAIN(TestSqliteStore)
#include "tst_sqlitestore.moc"
