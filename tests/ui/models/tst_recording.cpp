// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/recordingreader.h"

#include "store/sqlite/sqlitestore.h"
#include "store/storeurl.h"
#include "ui/models/bodysearch.h"
#include "ui/models/capturemailbox.h"
#include "ui/models/exchangelistmodel.h"
#include "ui/models/filteredexchangemodel.h"
#include "ui/models/livefeed.h"
#include "ui/models/modelfixture.h"
#include "ui/models/payloadsource.h"

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace sightglass;
using namespace sightglass::models;
using exchange::ExchangeId;
using exchange::Record;
using exchange::RecordPtr;

namespace {

std::vector<RecordPtr> calls(quint64 first, quint64 last)
{
    std::vector<RecordPtr> records;
    for (quint64 id = first; id <= last; ++id) {
        Record record = callRecord(id);
        record.parts = {
            {exchange::PartKind::RequestHead, 0, "POST /mcp HTTP/1.1\r\nHost: a\r\nX-Trace: heads-only\r\n\r\n"},
            {exchange::PartKind::RequestBody, 0, id % 100 == 0 ? "a Needle/here" : "only hay"}};
        records.push_back(share(record));
    }
    return records;
}

} // namespace

/// On a real file, written by the store while it is read.
class TestRecording : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void pages();
    void payload();
    void openingFails();
    void closing();
    void annotationsComeBack();
    void scansGivenItems();
    void filtersThroughPayload();
    void searches_data();
    void searches();
    void searchIsCancelled();
    void searchEndsWithItsRecording();
    void badExpressions();
    void whatFoundNoRoomIsReadAgain();
    void whatTheListWouldNotHoldIsLeftOut();
    void aRecordingThatIsBehindIsAskedAgain();
    void whatWasClearedStaysAway();

private:
    void open();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<store::SqliteStore> m_store;
    std::unique_ptr<RecordingReader> m_reader;
};

void TestRecording::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<store::SqliteStore>(m_folder->filePath(QStringLiteral("r.sqlite")));
    QVERIFY(m_store->open().has_value());
    QVERIFY(m_store->append(calls(1, 2000)).has_value());
    m_reader = std::make_unique<RecordingReader>();
}

void TestRecording::cleanup()
{
    m_reader.reset();
    m_store.reset();
}

void TestRecording::open()
{
    QSignalSpy opened(m_reader.get(), &RecordingReader::opened);
    m_reader->open(m_store->readerOpener());
    QTRY_COMPARE(opened.size(), 1);
    QCOMPARE(opened[0][0].value<ExchangeId>().value(), quint64(2000));
    QVERIFY(m_reader->isOpen());
}

void TestRecording::pages()
{
    open();
    ExchangeListModel list;
    connect(m_reader.get(), &RecordingReader::pageRead, &list,
            [&](quint64, const std::vector<RecordPtr> &records) { list.prepend(records); });
    QSignalSpy read(m_reader.get(), &RecordingReader::pageRead);
    const quint64 ticket = m_reader->pageBefore({}, 500);
    QTRY_COMPARE(read.size(), 1);
    QCOMPARE(read[0][0].toULongLong(), ticket);
    QCOMPARE(read[0][2].toBool(), false);
    QCOMPARE(list.firstId().value(), quint64(1501));
    QCOMPARE(list.lastId().value(), quint64(2000));
    while (!read.last()[2].toBool()) {
        const qsizetype before = read.size();
        m_reader->pageBefore(list.firstId(), 500);
        QTRY_COMPARE(read.size(), before + 1);
    }
    QCOMPARE(list.rowCount(), 2000);
    QCOMPARE(list.record(0).method, "tools/call");
}

void TestRecording::payload()
{
    open();
    PayloadSource source(m_reader.get());
    QSignalSpy loaded(&source, &PayloadSource::loaded);
    source.request(ExchangeId(100));
    QTRY_COMPARE(loaded.size(), 1);
    QCOMPARE(loaded[0][1].value<QList<exchange::Part>>().size(), 2);
    QSignalSpy failed(&source, &PayloadSource::failed);
    source.request(ExchangeId(5000));
    QTRY_COMPARE(failed.size(), 1);
}

void TestRecording::openingFails()
{
    QSignalSpy failed(m_reader.get(), &RecordingReader::openFailed);
    const QString path = m_folder->filePath(QStringLiteral("none.sqlite"));
    m_reader->open([path] { return store::openReader({store::StoreUrl::Kind::Sqlite, path}); });
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed[0][0].toString().contains(QStringLiteral("none.sqlite")));
    QVERIFY(!m_reader->isOpen());
    QSignalSpy pageFailed(m_reader.get(), &RecordingReader::pageFailed);
    m_reader->pageBefore({}, 5);
    QTRY_COMPARE(pageFailed.size(), 1);
}

void TestRecording::closing()
{
    open();
    QSignalSpy read(m_reader.get(), &RecordingReader::pageRead);
    QSignalSpy failed(m_reader.get(), &RecordingReader::partsFailed);
    m_reader->pageBefore({}, 5); // its answer is about a recording that is not open any more when it comes
    m_reader->close();
    m_reader->parts(ExchangeId(1));
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(read.size(), 0);
}

void TestRecording::annotationsComeBack()
{
    QVERIFY(m_store->annotate(ExchangeId(7), {true, QStringLiteral("here")}).has_value());
    open();
    QSignalSpy read(m_reader.get(), &RecordingReader::annotationsRead);
    m_reader->annotations();
    QTRY_COMPARE(read.size(), 1);
    const auto annotations = read[0][0].value<Annotations>();
    QCOMPARE(annotations.size(), 1);
    QCOMPARE(annotations.value(7).comment, QStringLiteral("here"));
}

void TestRecording::scansGivenItems()
{
    open();
    QSignalSpy scanned(m_reader.get(), &RecordingReader::scanned);
    QList<quint64> looked;
    ScanRequest request;
    const QList<quint64> ids = {3, 4, 7, 500, 501, 1999, 2000, 9999};
    for (const quint64 id : ids)
        request.items.push_back({ExchangeId(id)});
    request.wanted = [&looked](const Record &record) {
        looked.append(record.id.value()); // read after the last signal only
        return record.parts.size() == 2 && record.id.value() > 400;
    };
    m_reader->scan(std::move(request));
    QTRY_VERIFY(!scanned.isEmpty() && scanned.last()[4].toBool());
    QCOMPARE(looked, ids.first(7));
    QList<ExchangeId> wanted;
    for (const auto &signal : scanned)
        wanted += signal[1].value<QList<ExchangeId>>();
    QCOMPARE(wanted.size(), 4);
}

void TestRecording::filtersThroughPayload()
{
    open();
    PayloadSource source(m_reader.get());
    ExchangeListModel list;
    const std::vector<RecordPtr> live = calls(2001, 2100);
    list.prepend(calls(1, 2000));
    source.add({batchOf(live)}); // not written yet
    list.apply({batchOf(live)});
    FilteredExchangeModel model(&list, &source);
    QSignalSpy progressed(&model, &FilteredExchangeModel::filterProgressed);
    model.setFilter(filterOf("text:needle"));
    QTRY_VERIFY(!model.isFiltering());
    QCOMPARE(model.rowCount(), 21);
    QCOMPARE(progressed.last()[0].toInt(), 100);
    model.setFilter(filterOf("header:x-trace exchange:<=3"));
    QTRY_COMPARE(model.rowCount(), 3);
}

void TestRecording::searches_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("caseSensitive");
    QTest::addColumn<bool>("expression");
    QTest::addColumn<bool>("headers");
    QTest::addColumn<int>("hits");
    QTest::newRow("plain") << QStringLiteral("needle/here") << false << false << false << 21;
    QTest::newRow("case") << QStringLiteral("needle/here") << true << false << false << 0;
    QTest::newRow("same case") << QStringLiteral("Needle/here") << true << false << false << 21;
    QTest::newRow("expression") << QStringLiteral("needle/h.re$") << false << true << false << 21;
    QTest::newRow("expression with case") << QStringLiteral("^a N\\w+/") << true << true << false << 21;
    QTest::newRow("no heads") << QStringLiteral("heads-only") << false << false << false << 0;
    QTest::newRow("heads") << QStringLiteral("heads-only") << false << false << true << 2100;
}

void TestRecording::searches()
{
    QFETCH(QString, text);
    QFETCH(bool, caseSensitive);
    QFETCH(bool, expression);
    QFETCH(bool, headers);
    QFETCH(int, hits);
    open();
    PayloadSource source(m_reader.get());
    ExchangeListModel list;
    const std::vector<RecordPtr> live = calls(1991, 2100); // some of them are written, too
    source.add({batchOf(live)});
    list.apply({batchOf(live)});
    BodySearch search(source, list);
    QSignalSpy finished(&search, &BodySearch::finished);
    QSignalSpy found(&search, &BodySearch::hitsFound);
    QSignalSpy progressed(&search, &BodySearch::progressed);
    QVERIFY(search.start(text, {caseSensitive, expression, headers}));
    QVERIFY(search.isRunning());
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished[0][0].toBool(), false);
    QCOMPARE(search.hitCount(), hits);
    QSet<quint64> ids;
    for (const auto &signal : found) {
        for (const ExchangeId id : signal[0].value<QList<ExchangeId>>())
            ids.insert(id.value());
    }
    QCOMPARE(ids.size(), hits); // each once
    QCOMPARE(progressed.last()[0].toLongLong(), progressed.last()[1].toLongLong());
}

void TestRecording::searchIsCancelled()
{
    open();
    PayloadSource source(m_reader.get());
    ExchangeListModel list;
    BodySearch search(source, list);
    QSignalSpy finished(&search, &BodySearch::finished);
    QSignalSpy found(&search, &BodySearch::hitsFound);
    QVERIFY(search.start(QStringLiteral("hay")));
    search.cancel();
    QCOMPARE(finished.size(), 1);
    QCOMPARE(finished[0][0].toBool(), true);
    QVERIFY(search.start(QStringLiteral("needle")));
    QTRY_COMPARE(finished.size(), 2);
    QCOMPARE(search.hitCount(), 20); // of the second one only
    QVERIFY(found.size() > 0);
    QVERIFY(search.start(QStringLiteral("hay"))); // and an end in the middle
}

void TestRecording::searchEndsWithItsRecording()
{
    open();
    PayloadSource source(m_reader.get());
    ExchangeListModel list;
    BodySearch search(source, list);
    QSignalSpy finished(&search, &BodySearch::finished);
    QVERIFY(search.start(QStringLiteral("hay")));
    m_reader->close();
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(!search.isRunning());
}

void TestRecording::badExpressions()
{
    PayloadSource source(m_reader.get());
    ExchangeListModel list;
    BodySearch search(source, list);
    QString error;
    QVERIFY(!search.start(QStringLiteral("(["), {false, true, false}, &error));
    QVERIFY(!error.isEmpty());
    QVERIFY(!search.start({}, {}, &error));
    QVERIFY(!search.isRunning());
}

void TestRecording::whatFoundNoRoomIsReadAgain()
{
    open();
    PayloadSource source(m_reader.get());
    ExchangeListModel list;
    QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::Fatal);
    CaptureMailbox mailbox(500);
    LiveFeed feed(mailbox, list, &source);
    feed.setPaused(true);
    feed.start();
    mailbox.post(batchOf(calls(1, 400)));
    mailbox.post(batchOf(calls(401, 1700))); // no room, but recorded
    mailbox.post(batchOf(calls(1701, 1999)));
    QCOMPARE(feed.notShown(), quint64(1599));
    feed.setPaused(false);
    QTRY_COMPARE(list.rowCount(), 1999);
    QTRY_COMPARE(feed.notShown(), quint64(0));
    for (int row = 0; row < list.rowCount(); ++row)
        QCOMPARE(list.idAt(row).value(), quint64(row) + 1);
}

void TestRecording::whatTheListWouldNotHoldIsLeftOut()
{
    open();
    PayloadSource source(m_reader.get());
    ExchangeListModel list;
    list.setCapacity(600);
    CaptureMailbox mailbox(500);
    LiveFeed feed(mailbox, list, &source);
    mailbox.post(batchOf(calls(1, 1500)));
    mailbox.post(batchOf(calls(1501, 2000)));
    QCOMPARE(feed.notShown(), quint64(2000));
    feed.start();
    QTRY_COMPARE(feed.notShown(), quint64(1400));
    QCOMPARE(list.rowCount(), 600);
    QCOMPARE(list.lastId().value(), quint64(2000));
}

void TestRecording::aRecordingThatIsBehindIsAskedAgain()
{
    open();
    PayloadSource source(m_reader.get());
    ExchangeListModel list;
    CaptureMailbox mailbox(10);
    LiveFeed feed(mailbox, list, &source);
    QSignalSpy read(m_reader.get(), &RecordingReader::rowsRead);
    feed.start();
    mailbox.post(batchOf(calls(2001, 2050)));
    QTRY_VERIFY(!read.isEmpty());
    QCOMPARE(list.rowCount(), 0);
    std::vector<RecordPtr> late = calls(2001, 2050);
    Record open = *late[20];
    open.state = exchange::State::Open;
    open.revision = 1;
    late[20] = share(open);
    QVERIFY(m_store->append(late).has_value());
    QTRY_COMPARE(list.rowCount(), 50);
    QVERIFY(!list.record(20).ended());
    QTRY_COMPARE(feed.notShown(), quint64(0));
    open.state = exchange::State::Completed;
    open.revision = 2;
    open.parts.clear();
    QVERIFY(m_store->append({share(open)}).has_value());
    QTRY_VERIFY(list.record(20).ended());
}

void TestRecording::whatWasClearedStaysAway()
{
    open();
    PayloadSource source(m_reader.get());
    ExchangeListModel list;
    CaptureMailbox mailbox(10);
    LiveFeed feed(mailbox, list, &source);
    feed.start();
    QSignalSpy read(m_reader.get(), &RecordingReader::rowsRead);
    mailbox.post(batchOf(calls(2001, 2050))); // not written: waits
    QTRY_COMPARE(read.size(), 1);
    QVERIFY(m_store->append(calls(2001, 2050)).has_value());
    list.clear();
    mailbox.post(batchOf(calls(2051, 2055)));
    QTRY_COMPARE(list.rowCount(), 5);
    // The next loss is made up for by the same reader: when that is here, so would be what was waited for before.
    QVERIFY(m_store->append(calls(2056, 2105)).has_value());
    mailbox.post(batchOf(calls(2056, 2105)));
    QTRY_VERIFY(list.find(ExchangeId(2105)));
    QVERIFY(!list.find(ExchangeId(2001)) && !list.find(ExchangeId(2050)));
    QCOMPARE(list.rowCount(), 55);
}

QTEST_GUILESS_MAIN(TestRecording)
#include "tst_recording.moc"
