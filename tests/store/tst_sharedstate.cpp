// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What createSharedState() makes of each URL, what readers of a recording see of it, and what SQLite does when its file
// or its disk is not as it should be.
#include "store/fulldisk.h"
#include "store/sessionfixture.h"
#include "store/storefixture.h"

#include "store/sqlite/database.h"
#include "store/storethread.h"
#include "store/storeurl.h"

#include <QFile>
#include <QSignalSpy>

using namespace sightglass;
using namespace sightglass::store;

class TestSharedState : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void refusesWhatMakesNoSense()
    {
        QCOMPARE(createSharedState({StoreUrl::Kind::Sqlite, {}}, {}, nullptr).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(createSharedState({StoreUrl::Kind::Redis, {}}, {}, nullptr).error().code, ErrorCode::InvalidArgument);
    }

    void nothingIsTouchedBeforeOpen()
    {
        Result<SharedState> state = createSharedState(url(), {}, nullptr);
        VERIFY_DONE(state);
        QVERIFY(!QFile::exists(path()));
        QCOMPARE(load(*state, "x").error().code, ErrorCode::Io); // not open
        VERIFY_DONE(open(*state));
        QVERIFY(QFile::exists(path()));
    }

    void toldBeforeOpenIsWrittenAfterIt()
    {
        Result<SharedState> state = createSharedState(url(), {}, nullptr);
        VERIFY_DONE(state);
        state->sessions->save(batchOf({usualSession("s1", 1)}));
        QVERIFY(!need<void>([&](Done<void> done) { state->sessions->flush(std::move(done)); }).has_value());
        VERIFY_DONE(open(*state));
        VERIFY_DONE(flush(*state));
        VERIFY_DONE(load(*state, "default/s1"));
    }

    void readersFindTheSessions_data()
    {
        QTest::addColumn<bool>("sqlite");
        QTest::newRow("memory") << false;
        QTest::newRow("sqlite") << true;
    }

    void readersFindTheSessions()
    {
        QFETCH(bool, sqlite);
        const StoreUrl where = sqlite ? url() : StoreUrl{};
        StoreThread recorder(*createStore(where));
        VERIFY_DONE(recorder.start());
        Result<SharedState> state = createSharedState(where, {}, &recorder);
        VERIFY_DONE(state);
        VERIFY_DONE(open(*state));
        state->sessions->save(batchOf({usualSession("a", 10), usualSession("b", 20), usualSession("c", 15)}));
        VERIFY_DONE(flush(*state));
        const Result<std::unique_ptr<RecordReader>> reader = recorder.readerOpener()();
        VERIFY_DONE(reader);
        const auto found = (*reader)->sessions({});
        VERIFY_DONE(found);
        QCOMPARE(idsOf(*found), (QByteArrayList{"b", "c", "a"}));
        QVERIFY(*found->front() == usualSession("b", 20));
        SessionQuery query;
        query.before = 20;
        query.limit = 1;
        QCOMPARE(idsOf(*(*reader)->sessions(query)), QByteArrayList{"c"});
    }

    void recorderMayStopFirst()
    {
        StoreThread recorder(*createStore(url()));
        VERIFY_DONE(recorder.start());
        Result<SharedState> state = createSharedState(url(), {}, &recorder);
        VERIFY_DONE(state);
        VERIFY_DONE(open(*state));
        recorder.append(std::make_shared<const Batch>(usualBatch(1, 5)));
        state->sessions->save(batchOf({usualSession("s1", 10)}));
        state->events->append("default/s1", "st", eventRange(1, 3));
        recorder.stop(); // writes what it was told, and what the state was told
        QCOMPARE(load(*state, "default/s1").error().code, ErrorCode::Stopped);
        state->sessions->save(batchOf({usualSession("s2", 10)})); // goes nowhere, and does no harm
        QCOMPARE(flush(*state).error().code, ErrorCode::Stopped);

        Result<SharedState> next = createSharedState(url(), {}, nullptr);
        VERIFY_DONE(next);
        VERIFY_DONE(open(*next));
        QCOMPARE(idsOf(*list(*next)), QByteArrayList{"s1"});
        QVERIFY(read(*next, "default/s1", "st")->events == eventRange(1, 3));
    }

    void recorderThatNeverRanAnswersStopped()
    {
        StoreThread recorder(*createStore(url()));
        Result<SharedState> state = createSharedState(url(), {}, &recorder);
        VERIFY_DONE(state);
        QCOMPARE(open(*state).error().code, ErrorCode::Stopped);
        QCOMPARE(load(*state, "x").error().code, ErrorCode::Stopped);
    }

    void refusesFiles()
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("my precious notes, longer than sixteen bytes");
        file.close();
        Result<SharedState> state = createSharedState(url(), {}, nullptr);
        VERIFY_DONE(state);
        QCOMPARE(open(*state).error().code, ErrorCode::InvalidData);
        state->sessions->save(batchOf({usualSession("s1", 1)}));
        const Result<void> flushed = need<void>([&](Done<void> done) { state->sessions->flush(std::move(done)); });
        QVERIFY(!flushed.has_value());
        QVERIFY2(flushed.error().text.contains(path()), qPrintable(flushed.error().text));
        QTRY_VERIFY(!state->sessions->health().reachable);
    }

    void damagedPagesAreAnError()
    {
        {
            Result<SharedState> state = createSharedState(url(), {}, nullptr);
            VERIFY_DONE(open(*state));
            std::vector<exchange::SessionRecord> sessions;
            for (int i = 0; i < 2000; ++i)
                sessions.push_back(usualSession(QByteArray::number(i), i));
            state->sessions->save(batchOf(sessions));
            VERIFY_DONE(flush(*state));
        }
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadWrite));
        constexpr qint64 kPage = 16384;
        for (qint64 page = 16; (page + 1) * kPage < file.size(); ++page) {
            QVERIFY(file.seek(page * kPage));
            QCOMPARE(file.write(QByteArray(100, '\x5a')), 100);
        }
        file.close();
        Result<SharedState> state = createSharedState(url(), {}, nullptr);
        VERIFY_DONE(open(*state)); // the schema is whole
        SessionQuery all;
        all.limit = 5000;
        const auto found = list(*state, all);
        QVERIFY(!found.has_value());
        QCOMPARE(found.error().code, ErrorCode::InvalidData);
        QVERIFY2(found.error().text.contains(path()), qPrintable(found.error().text));
    }

    void whatTheDatabaseDoesNotTakeHoldsUpNothing()
    {
        Result<SharedState> state = createSharedState(url(), {}, nullptr);
        VERIFY_DONE(open(*state));
        runSql("CREATE TRIGGER t BEFORE INSERT ON session WHEN NEW.id = 'bad' BEGIN SELECT RAISE(ABORT, 'no'); END");
        state->sessions->save(batchOf({usualSession("before", 1)}));
        state->sessions->save(batchOf({usualSession("bad", 2)}));
        state->sessions->save(batchOf({usualSession("behind", 3)}));
        const Result<void> flushed = need<void>([&](Done<void> done) { state->sessions->flush(std::move(done)); });
        QVERIFY(!flushed.has_value());
        VERIFY_DONE(need<void>([&](Done<void> done) { state->sessions->flush(std::move(done)); })); // it was said once
        QCOMPARE(idsOf(*list(*state)), (QByteArrayList{"behind", "before"}));
    }

    void lockedByOthersIsTriedAgain()
    {
        Result<SharedState> state = createSharedState(url(), {}, nullptr);
        VERIFY_DONE(open(*state));
        QSignalSpy health(state->sessions.get(), &SessionStore::healthChanged);
        const Result<Database> other = Database::open(path(), Database::Mode::ReadWrite);
        VERIFY_DONE(other);
        VERIFY_DONE(other->begin());
        state->sessions->save(batchOf({usualSession("s1", 1)}));
        QTRY_COMPARE_WITH_TIMEOUT(health.size(), 1, 30'000);
        QVERIFY(!state->sessions->health().reachable);
        other->rollback();
        QTRY_COMPARE_WITH_TIMEOUT(health.size(), 2, 30'000); // by itself
        QVERIFY(state->sessions->health().reachable);
        QCOMPARE(idsOf(*list(*state)), QByteArrayList{"s1"});
    }

#ifdef Q_OS_UNIX
    void fullDiskLosesNothing()
    {
        Result<SharedState> state = createSharedState(url(), {}, nullptr);
        VERIFY_DONE(open(*state));
        state->events->append("default/s1", "st", eventRange(1, 3));
        VERIFY_DONE(flush(*state));
        QSignalSpy health(state->sessions.get(), &SessionStore::healthChanged);
        exchange::SessionRecord big = usualSession("big", 10);
        big.client.capabilities = "{\"x\":\"" + QByteArray(2'000'000, 'c') + "\"}";
        {
            const FullDisk full(500'000);
            state->sessions->save(batchOf({big}));
            state->events->append("default/s1", "st", eventRange(4, 6));
            const Result<void> flushed = flush(*state);
            QVERIFY(!flushed.has_value());
            QCOMPARE(flushed.error().code, ErrorCode::Io);
            QTRY_COMPARE(health.size(), 1);
            QVERIFY(!state->sessions->health().reachable);
            QVERIFY(!state->sessions->health().text.isEmpty());
            // A stream must not look whole while events of it wait.
            QCOMPARE(read(*state, "default/s1", "st").error().code, ErrorCode::Io);
        }
        VERIFY_DONE(flush(*state));
        QTRY_COMPARE(health.size(), 2);
        QVERIFY(state->sessions->health().reachable);
        QVERIFY(**load(*state, big.key) == big);
        QVERIFY(read(*state, "default/s1", "st")->events == eventRange(1, 6));
    }
#endif

private:
    QString path() const
    {
        return m_folder->filePath(QStringLiteral("state.sqlite"));
    }
    StoreUrl url() const
    {
        return {StoreUrl::Kind::Sqlite, path()};
    }

    void runSql(const QByteArray &sql)
    {
        const Result<Database> database = Database::open(path(), Database::Mode::ReadWrite);
        VERIFY_DONE(database);
        VERIFY_DONE(database->execute(sql));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestSharedState)
#include "tst_sharedstate.moc"
