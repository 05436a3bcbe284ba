// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A writer that is killed at any moment, fifty times, leaves a sound database with everything that was flushed: exchanges,
// sessions and events. What it may lose is what was told last; how much that was is printed.
#include "store/sessionfixture.h"
#include "store/storefixture.h"

#include "store/sqlite/database.h"
#include "store/storeurl.h"

#include <QProcess>
#include <QRandomGenerator>

using namespace sightglass;
using namespace sightglass::store;

namespace {

constexpr int kKills = 50;
constexpr quint64 kBatch = 100;
constexpr int kKeptEvents = 100; // as the writer's limit

/// What the writer said that it had flushed, or what is in the database.
struct Reached {
    quint64 lastId = 0;
    quint64 round = 0;
};

unsigned long long toPrint(quint64 number)
{
    return number;
}

} // namespace

class TestStoreCrash : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void killedWriterLosesAtMostTheLastBatch()
    {
        const QTemporaryDir folder;
        m_path = folder.filePath(QStringLiteral("r.sqlite"));
        QRandomGenerator random(4711);
        quint64 lostExchanges = 0;
        quint64 lostRounds = 0;
        for (int kill = 0; kill < kKills; ++kill) {
            const Reached flushed = writeAndKill(random);
            if (QTest::currentTestFailed())
                return;
            check(flushed);
            if (QTest::currentTestFailed())
                return;
            // Beyond what was flushed there may be the one batch that was under way. What of it is not there is lost, though
            // nobody was told that it was kept. Counted as if there always was one.
            lostExchanges += flushed.lastId + kBatch - m_found.lastId;
            lostRounds += flushed.round + 1 - m_found.round;
        }
        qInfo("%d kills: %llu exchanges and %llu sessions and events written; of what was flushed 0 lost; of what was "
              "under "
              "way at most %llu exchanges (%llu of %d batches) and %llu sessions and events",
              kKills, toPrint(m_found.lastId), toPrint(m_found.round), toPrint(lostExchanges),
              toPrint(lostExchanges / kBatch), kKills, toPrint(lostRounds));
        QVERIFY(m_found.round > kKills);
        QVERIFY(lostExchanges > 0); // else it was never killed in the middle
    }

private:
    /// Lets it write for a moment, or some batches, and kills it.
    Reached writeAndKill(QRandomGenerator &random)
    {
        Reached flushed = m_found;
        QProcess writer;
        writer.start(QStringLiteral(STORE_CRASH_WRITER), {m_path, QString::number(kBatch)});
        if (!writer.waitForStarted())
            QTest::qFail("the writer does not start", __FILE__, __LINE__);
        const int lines = random.bounded(12);
        for (int seen = 0; seen < lines && !QTest::currentTestFailed(); ++seen) {
            while (!writer.canReadLine() && !QTest::currentTestFailed()) {
                if (!writer.waitForReadyRead())
                    QTest::qFail(writer.readAllStandardError().constData(), __FILE__, __LINE__);
            }
            flushed = reached(writer.readLine());
        }
        // Not only just after a line: somewhere in what a batch takes.
        static_cast<void>(writer.waitForReadyRead(random.bounded(4)));
        writer.kill();
        if (!writer.waitForFinished())
            QTest::qFail("the writer does not end", __FILE__, __LINE__);
        // What it said after the last line that was read counts too; a cut line says nothing.
        while (writer.canReadLine())
            flushed = reached(writer.readLine());
        return flushed;
    }

    static Reached reached(const QByteArray &line)
    {
        const QByteArrayList numbers = line.trimmed().split(' ');
        return {numbers.value(0).toULongLong(), numbers.value(1).toULongLong()};
    }

    void check(const Reached &flushed)
    {
        {
            SqliteStore next(m_path); // the dead writer's lock is no hindrance
            VERIFY_DONE(next.open());
            m_found.lastId = next.lastId()->value();
        }
        QVERIFY(m_found.lastId >= flushed.lastId);
        QVERIFY(m_found.lastId <= flushed.lastId + kBatch);
        QCOMPARE(m_found.lastId % kBatch, quint64(0)); // whole batches only
        checkDatabase();
        if (!QTest::currentTestFailed())
            checkState(flushed);
    }

    void checkDatabase()
    {
        const Result<Database> database = Database::open(m_path, Database::Mode::ReadOnly);
        VERIFY_DONE(database);
        QCOMPARE(*database->number("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"), 1);
        QCOMPARE(*database->number("SELECT count(*) FROM exchange"), *database->number("SELECT exchanges FROM totals"));
        QCOMPARE(*database->number("SELECT coalesce(sum(bytes), 0) FROM chunk"),
                 *database->number("SELECT payload_bytes FROM totals"));
        QCOMPARE(*database->number("SELECT coalesce(max(id) - min(id) + 1, 0) - count(*) FROM exchange"), 0);
        QCOMPARE(*database->number("SELECT count(*) FROM stream WHERE events != (SELECT count(*) FROM event WHERE "
                                   "stream = stream.id)"),
                 0);
        QCOMPARE(*database->number("SELECT count(*) FROM event WHERE stream NOT IN (SELECT id FROM stream)"), 0);
        Query query;
        query.withParts = true;
        query.newestFirst = true;
        query.limit = 3 * kBatch;
        for (const exchange::RecordPtr &record : readAll(**SqliteReader::open(m_path), query))
            QVERIFY(record->parts == usualRecord(record->id.value(), 0).parts);
    }

    void checkState(const Reached &flushed)
    {
        Result<SharedState> state = createSharedState({StoreUrl::Kind::Sqlite, m_path}, {kKeptEvents, 0, 0}, nullptr);
        VERIFY_DONE(state);
        VERIFY_DONE(open(*state));
        const Result<StoredStream> stream = read(*state, "default/all", "st");
        if (!stream && flushed.round == 0)
            return; // killed before anything
        VERIFY_DONE(stream);
        m_found.round = stream->lastNumber;
        QVERIFY(m_found.round >= flushed.round);
        QVERIFY(m_found.round <= flushed.round + 1);
        const quint64 first = m_found.round > kKeptEvents ? m_found.round - kKeptEvents + 1 : 1;
        QVERIFY(stream->events == eventRange(first, m_found.round));
        // Sessions are told before the events of a round: they may be one further, when they were written alone.
        const auto all = load(*state, "default/all");
        VERIFY_DONE(all);
        QVERIFY((*all)->counters.requests >= m_found.round && (*all)->counters.requests <= flushed.round + 1);
        SessionQuery query;
        query.limit = std::numeric_limits<qint64>::max();
        const auto sessions = list(*state, query);
        VERIFY_DONE(sessions);
        QCOMPARE(quint64(sessions->size()), (*all)->counters.requests + 1); // one for each round, and the one of all
    }

    QString m_path;
    Reached m_found;
};

QTEST_GUILESS_MAIN(TestStoreCrash)
#include "tst_storecrash.moc"
