// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A writer that is killed at any moment leaves a sound database with every batch that was flushed.
#include "store/storefixture.h"

#include "store/sqlite/database.h"

#include <QProcess>
#include <QRandomGenerator>

using namespace sightglass;
using namespace sightglass::store;

class TestStoreCrash : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void killedWriterLosesAtMostTheLastBatch()
    {
        constexpr quint64 kBatch = 100;
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("r.sqlite"));
        QRandomGenerator random(4711);
        quint64 stored = 0;
        for (int round = 0; round < 8; ++round) {
            QProcess writer;
            writer.start(QStringLiteral(STORE_CRASH_WRITER), {path, QString::number(kBatch)});
            QVERIFY(writer.waitForStarted());
            const int lines = random.bounded(25);
            for (int seen = 0; seen < lines; ++seen) {
                while (!writer.canReadLine())
                    QVERIFY2(writer.waitForReadyRead(), writer.readAllStandardError().constData());
                stored = writer.readLine().trimmed().toULongLong();
            }
            writer.kill();
            QVERIFY(writer.waitForFinished());
            // What it said after the last line that was read counts too; a cut line says nothing.
            while (writer.canReadLine())
                stored = writer.readLine().trimmed().toULongLong();
            check(path, stored, kBatch);
            if (QTest::currentTestFailed())
                return;
            stored = lastId(path);
        }
        QVERIFY(stored > 0);
    }

private:
    static quint64 lastId(const QString &path)
    {
        SqliteStore store(path);
        return store.open() ? store.lastId()->value() : 0;
    }

    static void check(const QString &path, quint64 flushed, quint64 batch)
    {
        SqliteStore next(path); // the dead writer's lock is no hindrance
        VERIFY_DONE(next.open());
        const quint64 last = next.lastId()->value();
        QVERIFY(last >= flushed);
        QVERIFY(last <= flushed + batch);
        QCOMPARE(last % batch, quint64(0)); // whole batches only
        const Result<Database> database = Database::open(path, Database::Mode::ReadOnly);
        VERIFY_DONE(database);
        QCOMPARE(*database->number("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"), 1);
        QCOMPARE(*database->number("SELECT count(*) FROM exchange"), *database->number("SELECT exchanges FROM totals"));
        QCOMPARE(*database->number("SELECT coalesce(sum(bytes), 0) FROM chunk"),
                 *database->number("SELECT payload_bytes FROM totals"));
        QCOMPARE(*database->number("SELECT max(id) - min(id) + 1 - count(*) FROM exchange"), 0);
        Query query;
        query.withParts = true;
        for (const exchange::RecordPtr &record : readAll(**SqliteReader::open(path), query))
            QVERIFY(record->parts == usualRecord(record->id.value(), 0).parts);
    }
};

QTEST_GUILESS_MAIN(TestStoreCrash)
#include "tst_storecrash.moc"
