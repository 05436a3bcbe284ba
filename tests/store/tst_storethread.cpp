// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/storethread.h"

#include "store/storefixture.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QThread>

using namespace sightglass;
using namespace sightglass::store;
using exchange::ExchangeId;

namespace {

/// What a test knows of a ScriptedStore and tells it; outlives it.
struct Script {
    Result<void> opens;
    QSet<quint64> poisoned;       ///< a batch with one of these ids fails
    QSemaphore gate;              ///< append() takes one
    std::atomic<int> waiting = 0; ///< append() calls begun
    QList<quint64> written;
    std::vector<size_t> batches;
    QThread *openedIn = nullptr;
    QThread *closedIn = nullptr;
    QThread *destroyedIn = nullptr;
    std::atomic<int> retentions = 0;
};

class ScriptedStore : public RecordStore
{
public:
    explicit ScriptedStore(Script &script) : m_script(script) {}
    ~ScriptedStore() override { m_script.destroyedIn = QThread::currentThread(); }

    Result<void> open() override
    {
        m_script.openedIn = QThread::currentThread();
        return m_script.opens;
    }
    Result<ExchangeId> lastId() override { return ExchangeId(41); }
    Result<void> append(const Batch &batch) override
    {
        ++m_script.waiting;
        m_script.gate.acquire();
        for (const exchange::RecordPtr &record : batch) {
            if (m_script.poisoned.contains(record->id.value()))
                return failure(ErrorCode::Io, QStringLiteral("poisoned"));
        }
        m_script.written += idsOf(batch);
        m_script.batches.push_back(batch.size());
        return {};
    }
    Result<void> applyRetention(const Retention &) override
    {
        ++m_script.retentions;
        return {};
    }
    void close() override { m_script.closedIn = QThread::currentThread(); }

private:
    Script &m_script;
};

exchange::RecordBatch queued(quint64 first, quint64 last)
{
    return std::make_shared<const Batch>(usualBatch(first, last));
}

} // namespace

class TestStoreThread : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void allHappensInItsThread()
    {
        Script script;
        StoreThread thread(std::make_unique<ScriptedStore>(script));
        const Result<ExchangeId> lastId = thread.start();
        VERIFY_DONE(lastId);
        QCOMPARE(lastId->value(), quint64(41));
        QVERIFY(script.openedIn != QThread::currentThread());
        QThread *const where = script.openedIn;
        thread.stop();
        QCOMPARE(script.closedIn, where);
        QCOMPARE(script.destroyedIn, where);
        QVERIFY(script.retentions >= 1);
    }

    void openFailureIsTold()
    {
        Script script;
        script.opens = failure(ErrorCode::PermissionDenied, QStringLiteral("pid 7 writes"));
        StoreThread thread(std::make_unique<ScriptedStore>(script));
        const Result<ExchangeId> lastId = thread.start();
        QVERIFY(!lastId.has_value());
        QCOMPARE(lastId.error().text, QStringLiteral("pid 7 writes"));
        thread.append(queued(1, 3));
        QCOMPARE(thread.lostRecords(), 3);
        thread.stop();
    }

    void notesAreKeptAndReadersOpened()
    {
        auto thread = std::make_unique<StoreThread>(std::make_unique<MemoryStore>());
        const ReaderOpener opener = thread->readerOpener();
        thread->annotate(ExchangeId(1), {true, {}}); // not started: nothing happens
        VERIFY_DONE(thread->start());
        thread->append(queued(1, 3));
        thread->annotate(ExchangeId(2), {true, QStringLiteral("odd")});
        thread->stop();
        thread->annotate(ExchangeId(3), {true, {}});
        thread.reset();
        const Result<std::unique_ptr<RecordReader>> reader = opener(); // what is kept outlives the thread
        VERIFY_DONE(reader);
        QCOMPARE(idsOf(readAll(**reader)), idRange(1, 3));
        QCOMPARE((*reader)->annotations()->size(), 1);
        QCOMPARE((*reader)->annotations()->value(2).comment, QStringLiteral("odd"));

        Script script;
        const StoreThread other(std::make_unique<ScriptedStore>(script));
        QVERIFY(!other.readerOpener());
    }

    void stopWritesAllThatWaits()
    {
        Script script;
        StoreThread thread(std::make_unique<ScriptedStore>(script));
        VERIFY_DONE(thread.start());
        for (quint64 id = 1; id <= 200; ++id)
            thread.append(queued(id, id));
        QVERIFY(thread.pendingBytes() > 0);
        script.gate.release(1000);
        thread.stop();
        QCOMPARE(script.written, idRange(1, 200));
        QCOMPARE(thread.writtenRecords(), 200);
        QCOMPARE(thread.lostRecords(), 0);
        QCOMPARE(thread.pendingBytes(), 0);
        thread.append(queued(201, 201));
        QCOMPARE(thread.lostRecords(), 1);
    }

    void waitingBatchesShareATransaction()
    {
        Script script;
        StoreThread thread(std::make_unique<ScriptedStore>(script));
        VERIFY_DONE(thread.start());
        thread.append(queued(1, 1));
        QTRY_COMPARE(script.waiting.load(), 1);
        for (quint64 id = 2; id <= 20; ++id)
            thread.append(queued(id, id));
        script.gate.release(1000);
        thread.stop();
        QCOMPARE(script.written, idRange(1, 20));
        QCOMPARE(script.batches, (std::vector<size_t>{1, 19}));
    }

    void flushComesAfterWhatWasBefore()
    {
        Script script;
        StoreThread thread(std::make_unique<ScriptedStore>(script));
        VERIFY_DONE(thread.start());
        qint64 writtenAtFlush = -1;
        QThread *calledIn = nullptr;
        thread.append(queued(1, 5));
        thread.flush(this, [&] {
            writtenAtFlush = thread.writtenRecords();
            calledIn = QThread::currentThread();
        });
        thread.append(queued(6, 9));
        script.gate.release(1);
        QTRY_COMPARE(writtenAtFlush, 5);
        QCOMPARE(calledIn, QThread::currentThread());
        script.gate.release(1000);
        thread.stop();
        bool called = false;
        thread.flush(this, [&] { called = true; }); // nothing can be waiting
        QTRY_VERIFY(called);
    }

    void flushForSomebodyGoneIsNoHarm()
    {
        Script script;
        StoreThread thread(std::make_unique<ScriptedStore>(script));
        VERIFY_DONE(thread.start());
        thread.append(queued(1, 1));
        bool called = false;
        {
            QObject context;
            thread.flush(&context, [&] { called = true; });
        }
        bool later = false;
        thread.flush(this, [&] { later = true; });
        script.gate.release(1000);
        QTRY_VERIFY(later);
        QVERIFY(!called);
    }

    void onlyTheBatchThatFailsIsLost()
    {
        Script script;
        script.poisoned = {12};
        script.gate.release(1000);
        StoreThread thread(std::make_unique<ScriptedStore>(script));
        VERIFY_DONE(thread.start());
        QSignalSpy failed(&thread, &StoreThread::writeFailed);
        for (quint64 first = 1; first <= 41; first += 10)
            thread.append(queued(first, first + 9));
        thread.stop();
        QCOMPARE(script.written, idRange(1, 10) + idRange(21, 50));
        QCOMPARE(thread.lostRecords(), 10);
        QCOMPARE(thread.writtenRecords(), 40);
        QCOMPARE(failed.count(), 1);
        QCOMPARE(failed.front().front().toString(), QStringLiteral("poisoned"));
    }

    void boundedWhenTheDiskIsSlow()
    {
        Script script;
        StoreThread thread(std::make_unique<ScriptedStore>(script), {}, 100'000);
        VERIFY_DONE(thread.start());
        for (quint64 id = 1; id <= 1000; ++id)
            thread.append(queued(id, id));
        QVERIFY(thread.pendingBytes() <= 100'000);
        const qint64 lost = thread.lostRecords();
        QVERIFY(lost > 0 && lost < 1000);
        script.gate.release(2000);
        thread.stop();
        QCOMPARE(thread.writtenRecords() + lost, 1000);
        QCOMPARE(script.written, idRange(1, static_cast<quint64>(1000 - lost)));
    }

    void retentionRunsNowAndThen()
    {
        Script script;
        script.gate.release(1000);
        StoreThread thread(std::make_unique<ScriptedStore>(script));
        VERIFY_DONE(thread.start());
        QTRY_COMPARE(script.retentions.load(), 1);
        thread.append(queued(1, 10'000));
        thread.append(queued(10'001, 10'002));
        thread.stop();
        QCOMPARE(script.retentions.load(), 2);
    }

    /// Where the memory came from.
    void writtenBatchesAreFreedByWhoAppends()
    {
        Script script;
        script.gate.release(1000);
        StoreThread thread(std::make_unique<ScriptedStore>(script));
        VERIFY_DONE(thread.start());
        QThread *freedIn = nullptr;
        thread.append(exchange::RecordBatch(new Batch(usualBatch(1, 3)), [&](const Batch *batch) {
            freedIn = QThread::currentThread();
            delete batch;
        }));
        bool flushed = false;
        thread.flush(this, [&] { flushed = true; });
        QTRY_VERIFY(flushed);
        // By now it is written; by the flush after that it has been handed back as well.
        flushed = false;
        thread.flush(this, [&] { flushed = true; });
        QTRY_VERIFY(flushed);
        thread.append(queued(4, 4));
        QCOMPARE(freedIn, QThread::currentThread());
    }

    void destructorStops()
    {
        Script script;
        script.gate.release(1000);
        {
            StoreThread thread(std::make_unique<ScriptedStore>(script));
            VERIFY_DONE(thread.start());
            thread.append(queued(1, 3));
        }
        QCOMPARE(script.written, idRange(1, 3));
        StoreThread never(std::make_unique<ScriptedStore>(script)); // not started at all
    }

    void worksOnARealDatabase()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("r.sqlite"));
        StoreThread thread(std::make_unique<SqliteStore>(path));
        QCOMPARE(thread.start()->value(), quint64(0));
        thread.append(queued(1, 700));
        thread.append(queued(701, 900));
        thread.stop();
        QCOMPARE(idsOf(readAll(**SqliteReader::open(path))), idRange(1, 900));
        StoreThread again(std::make_unique<SqliteStore>(path));
        QCOMPARE(again.start()->value(), quint64(900));
    }
};

QTEST_GUILESS_MAIN(TestStoreThread)
#include "tst_storethread.moc"
