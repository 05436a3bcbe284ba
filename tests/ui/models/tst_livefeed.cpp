// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/livefeed.h"

#include "ui/models/capturemailbox.h"
#include "ui/models/exchangelistmodel.h"
#include "ui/models/modelfixture.h"
#include "ui/models/payloadsource.h"

#include <QSignalSpy>

#include <thread>

using namespace sightglass;
using namespace sightglass::models;
using exchange::ExchangeId;

namespace {

exchange::RecordBatch calls(quint64 first, quint64 last)
{
    std::vector<exchange::RecordPtr> records;
    for (quint64 id = first; id <= last; ++id)
        records.push_back(share(callRecord(id)));
    return batchOf(records);
}

} // namespace

class TestLiveFeed : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void mailboxIsBounded();
    void endsAreShownThoughThereIsNoRoom();
    void mailboxBetweenThreads();
    void feeds();
    void pauses();
    void drains();
    void cacheGivesWhatCame();
    void cacheIsBounded();
    void gapsAreNotWhole();
    void watches();
};

void TestLiveFeed::mailboxIsBounded()
{
    CaptureMailbox mailbox(10);
    mailbox.post(calls(1, 6));
    mailbox.post(calls(7, 11));  // no room
    mailbox.post(calls(12, 15)); // nor for these, until it is half empty: what is missing is one piece
    mailbox.post(nullptr);
    QCOMPARE(mailbox.pendingRecords(), std::size_t(6));
    QCOMPARE(mailbox.notShown(), quint64(9));
    QCOMPARE(mailbox.posted(), quint64(15));
    QCOMPARE(mailbox.takeLoss().records, quint64(0)); // it may go on
    const auto taken = mailbox.take(1);
    QCOMPARE(taken.size(), std::size_t(1));
    QCOMPARE(taken[0]->size(), std::size_t(6));
    const CaptureLoss loss = mailbox.takeLoss();
    QCOMPARE(loss.records, quint64(9));
    QCOMPARE(loss.after.value(), quint64(6));
    QCOMPARE(loss.last.value(), quint64(15));
    QCOMPARE(mailbox.takeLoss().records, quint64(0));
    mailbox.post(calls(16, 20));
    QCOMPARE(mailbox.take(99).size(), std::size_t(1));
    QVERIFY(mailbox.isEmpty());
    mailbox.post(calls(21, 40)); // more than it ever has room for
    QVERIFY(mailbox.isEmpty());
    QCOMPARE(mailbox.take(99).size(), std::size_t(0));
    mailbox.post(calls(41, 45));
    QCOMPARE(mailbox.pendingRecords(), std::size_t(5));
}

void TestLiveFeed::endsAreShownThoughThereIsNoRoom()
{
    CaptureMailbox mailbox(10);
    ExchangeListModel list;
    PayloadSource payload;
    LiveFeed feed(mailbox, list, &payload);
    std::vector<exchange::RecordPtr> begun;
    for (quint64 id = 1; id <= 4; ++id) {
        exchange::Record record = callRecord(id);
        record.revision = 0;
        record.state = exchange::State::Open;
        record.endUs = -1;
        record.parts = {{exchange::PartKind::RequestBody, 0, "{}"}};
        begun.push_back(share(record));
    }
    mailbox.post(batchOf(begun));
    feed.drain();
    QVERIFY(!list.record(0).ended());
    mailbox.post(calls(5, 14));
    mailbox.post(calls(15, 30)); // lost
    std::vector<exchange::RecordPtr> ended;
    for (quint64 id = 1; id <= 4; ++id) {
        exchange::Record record = callRecord(id);
        record.firstPart = 1;
        record.parts = {{exchange::PartKind::ResponseBody, 9, "answer"}};
        ended.push_back(share(record));
    }
    mailbox.post(batchOf(ended));
    QCOMPARE(mailbox.notShown(), quint64(16));
    feed.drain();
    QCOMPARE(list.rowCount(), 14);
    for (int row = 0; row < list.rowCount(); ++row)
        QVERIFY(list.record(row).ended());
    QVERIFY(!payload.cached(ExchangeId(1))); // its answer is missing
    QCOMPARE(feed.notShown(), quint64(16));
    mailbox.post(calls(31, 32));
    feed.drain();
    QCOMPARE(list.rowCount(), 16);
}

void TestLiveFeed::mailboxBetweenThreads()
{
    CaptureMailbox mailbox(1'000'000);
    std::thread engine([&] {
        for (quint64 id = 1; id <= 20'000; id += 10)
            mailbox.post(calls(id, id + 9));
    });
    quint64 next = 1;
    while (next <= 20'000) {
        for (const exchange::RecordBatch &batch : mailbox.take(50)) {
            for (const exchange::RecordPtr &record : *batch) {
                if (record->id.value() != next++)
                    QFAIL("out of order");
            }
        }
    }
    engine.join();
}

void TestLiveFeed::feeds()
{
    CaptureMailbox mailbox;
    ExchangeListModel list;
    LiveFeed feed(mailbox, list);
    feed.start();
    QSignalSpy ticked(&feed, &LiveFeed::ticked);
    mailbox.post(calls(1, 500));
    mailbox.post(calls(501, 1000));
    QTRY_COMPARE(list.rowCount(), 1000);
    QVERIFY(!ticked.isEmpty());
    for (quint64 first = 1001; first < 30'000; first += 500)
        mailbox.post(calls(first, first + 499));
    QTRY_COMPARE(list.rowCount(), 30'000);
    QTRY_VERIFY(feed.recordsPerSecond() > 0);
    QCOMPARE(feed.notShown(), quint64(0));
    feed.stop();
}

void TestLiveFeed::pauses()
{
    CaptureMailbox mailbox(100);
    ExchangeListModel list;
    LiveFeed feed(mailbox, list);
    feed.start();
    feed.setPaused(true);
    QSignalSpy ticked(&feed, &LiveFeed::ticked);
    mailbox.post(calls(1, 60));
    mailbox.post(calls(61, 120));
    QTRY_VERIFY(ticked.size() >= 2);
    QCOMPARE(list.rowCount(), 0);
    QCOMPARE(feed.pending(), std::size_t(60));
    QCOMPARE(feed.notShown(), quint64(60));
    feed.setPaused(false);
    QTRY_COMPARE(list.rowCount(), 60);
}

void TestLiveFeed::drains()
{
    CaptureMailbox mailbox;
    ExchangeListModel list;
    LiveFeed feed(mailbox, list);
    mailbox.post(calls(1, 5000));
    feed.drain();
    QCOMPARE(list.rowCount(), 5000);
}

void TestLiveFeed::cacheGivesWhatCame()
{
    PayloadSource payload;
    exchange::Record first = callRecord(1);
    first.parts = {{exchange::PartKind::RequestBody, 0, "a"}};
    exchange::Record second = callRecord(1);
    second.firstPart = 1;
    second.parts = {{exchange::PartKind::ResponseBody, 9, "b"}};
    payload.add({batchOf({share(first)})});
    payload.add({batchOf({share(second)})});
    QSignalSpy loaded(&payload, &PayloadSource::loaded);
    payload.request(ExchangeId(1));
    QCOMPARE(loaded.size(), 1);
    QCOMPARE(loaded[0][1].value<QList<exchange::Part>>(), first.parts + second.parts);
    QSignalSpy failed(&payload, &PayloadSource::failed);
    payload.request(ExchangeId(2)); // nothing is recorded
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(!failed[0][1].toString().isEmpty());
}

void TestLiveFeed::cacheIsBounded()
{
    PayloadSource payload(nullptr, nullptr, 100'000);
    for (quint64 id = 1; id <= 200; ++id) {
        exchange::Record record = callRecord(id);
        record.parts = {{exchange::PartKind::RequestBody, 0, QByteArray(1000, 'x')}};
        payload.add({batchOf({share(record)})});
        QVERIFY(payload.cachedBytes() <= 100'000);
    }
    QVERIFY(!payload.cached(ExchangeId(1)));
    QVERIFY(payload.cached(ExchangeId(200)));
    // One that outgrows it alone.
    exchange::Record big = callRecord(201);
    big.parts = {{exchange::PartKind::RequestBody, 0, QByteArray(200'000, 'x')}};
    payload.add({batchOf({share(big)})});
    QVERIFY(!payload.cached(ExchangeId(201)));
    QCOMPARE(payload.cachedBytes(), 0);
}

void TestLiveFeed::gapsAreNotWhole()
{
    PayloadSource payload;
    exchange::Record late = callRecord(1);
    late.firstPart = 3;
    late.parts = {{exchange::PartKind::Event, 0, "data: 4\n\n"}};
    payload.add({batchOf({share(late)})});
    QVERIFY(!payload.cached(ExchangeId(1)));
    exchange::Record begin = callRecord(2);
    begin.parts = {{exchange::PartKind::Event, 0, "data: 1\n\n"}};
    exchange::Record gap = callRecord(2);
    gap.firstPart = 2;
    gap.parts = late.parts;
    payload.add({batchOf({share(begin), share(gap)})});
    QVERIFY(!payload.cached(ExchangeId(2)));
}

void TestLiveFeed::watches()
{
    PayloadSource payload;
    QSignalSpy added(&payload, &PayloadSource::partsAdded);
    exchange::Record record = callRecord(1);
    record.parts = {{exchange::PartKind::Event, 0, "data: 1\n\n"}};
    payload.watch(ExchangeId(1));
    payload.add({batchOf({share(record), share(callRecord(2))})});
    QCOMPARE(added.size(), 1);
    payload.watch({});
    record.firstPart = 1;
    payload.add({batchOf({share(record)})});
    QCOMPARE(added.size(), 1);
}

QTEST_GUILESS_MAIN(TestLiveFeed)
#include "tst_livefeed.moc"
