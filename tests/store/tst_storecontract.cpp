// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What every RecordStore and its readers owe, on memory and SQLite alike.
#include "store/storefixture.h"

#include "base/clock.h"

using namespace sightglass;
using namespace sightglass::store;
using exchange::ExchangeId;
using exchange::Record;

namespace {

/// Every field away from its default, with bytes that are no text.
Record fullRecord()
{
    Record record = usualRecord(7, 1'800'000'000'123'456);
    record.parent = ExchangeId(3);
    record.revision = 9;
    record.state = exchange::State::Failed;
    record.kind = exchange::Kind::Batch;
    record.direction = exchange::Direction::ServerToClient;
    record.era = mcp::Era::Modern;
    record.acceptedUs = 0;
    record.route = QStringLiteral("Süd");
    record.target = QByteArray("/m\xff\x00p", 5);
    record.peerName = "claude \"code\"";
    record.rpcId = mcp::RequestId::string("a\"b");
    record.errorCode = -32601;
    record.toolError = true;
    record.inputRequired = true;
    record.edited = true;
    record.requestBytes = (qint64(1) << 40) + 1;
    record.eventCount = 3;
    record.failure = QStringLiteral("upstream closed the connection");
    record.notes = {{exchange::NoteKind::Rule, exchange::Severity::None, "block", QStringLiteral("rejected"), {}, -1},
                    {exchange::NoteKind::Finding, exchange::Severity::Error, "x", QStringLiteral("Grüße"), "/a", 1}};
    record.parts.append({exchange::PartKind::SentEvent, 99, QByteArray()});
    record.parts.append({exchange::PartKind::Trailers, qint64(1) << 50, QByteArray("\0\xff", 2)});
    return record;
}

void compareScalars(const Record &a, const Record &b)
{
    QCOMPARE(a.id, b.id);
    QCOMPARE(a.parent, b.parent);
    QCOMPARE(a.revision, b.revision);
    QCOMPARE(a.state, b.state);
    QCOMPARE(a.kind, b.kind);
    QCOMPARE(a.direction, b.direction);
    QCOMPARE(a.era, b.era);
    QCOMPARE(a.startedAtUs, b.startedAtUs);
    QCOMPARE(a.acceptedUs, b.acceptedUs);
    QCOMPARE(a.sentUs, b.sentUs);
    QCOMPARE(a.firstByteUs, b.firstByteUs);
    QCOMPARE(a.endUs, b.endUs);
    QCOMPARE(a.route, b.route);
    QCOMPARE(a.client, b.client);
    QCOMPARE(a.httpMethod, b.httpMethod);
    QCOMPARE(a.target, b.target);
    QCOMPARE(a.status, b.status);
    QCOMPARE(a.sessionId, b.sessionId);
    QCOMPARE(a.protocolVersion, b.protocolVersion);
    QCOMPARE(a.peerName, b.peerName);
    QCOMPARE(a.method, b.method);
    QCOMPARE(a.name, b.name);
    QVERIFY(a.rpcId == b.rpcId);
    QVERIFY(a.errorCode == b.errorCode);
    QCOMPARE(a.toolError, b.toolError);
    QCOMPARE(a.inputRequired, b.inputRequired);
    QCOMPARE(a.edited, b.edited);
    QCOMPARE(a.requestBytes, b.requestBytes);
    QCOMPARE(a.responseBytes, b.responseBytes);
    QCOMPARE(a.eventCount, b.eventCount);
    QCOMPARE(a.failure, b.failure);
    QVERIFY(a.notes == b.notes);
}

} // namespace

class TestStoreContract : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<bool>("sqlite");
        QTest::newRow("memory") << false;
        QTest::newRow("sqlite") << true;
    }

    void init()
    {
        QFETCH_GLOBAL(bool, sqlite);
        m_fixture = std::make_unique<StoreFixture>(sqlite);
        VERIFY_DONE(m_fixture->store().open());
    }

    void cleanup() { m_fixture.reset(); }

    void emptyStoreHasNothing()
    {
        QVERIFY(!m_fixture->store().lastId()->isValid());
        const auto reader = m_fixture->reader();
        QVERIFY(!reader->lastId()->isValid());
        QVERIFY(readAll(*reader).empty());
        QCOMPARE(reader->parts(ExchangeId(1)).error().code, ErrorCode::NotFound);
        VERIFY_DONE(append({}));
        VERIFY_DONE(m_fixture->store().applyRetention({1, 1, 1}));
    }

    void everyFieldComesBack()
    {
        const Record full = fullRecord();
        Record bare;
        bare.id = ExchangeId(8);
        VERIFY_DONE(append({share(full), share(bare)}));
        Query query;
        query.withParts = true;
        const Batch found = readAll(*m_fixture->reader(), query);
        QCOMPARE(found.size(), size_t(2));
        compareScalars(*found[0], full);
        QVERIFY(found[0]->parts == full.parts);
        compareScalars(*found[1], bare);
        QVERIFY(found[1]->parts.isEmpty());
        QCOMPARE(found[0]->firstPart, qsizetype(0));
    }

    void partsOnlyOnDemand()
    {
        VERIFY_DONE(append(usualBatch(1, 1)));
        const auto reader = m_fixture->reader();
        QVERIFY(readAll(*reader).front()->parts.isEmpty());
        QVERIFY(*reader->parts(ExchangeId(1)) == usualRecord(1, 0).parts);
    }

    void snapshotsMerge()
    {
        Record second = streamSnapshot(1, 2, 2, {"c"});
        second.status = 200;
        VERIFY_DONE(append({share(streamSnapshot(1, 1, 0, {"a", "b"})), share(streamSnapshot(2, 1, 0, {"x"}))}));
        VERIFY_DONE(append({share(second)}));
        Record last = streamSnapshot(1, 4, 4, {"e", "f"});
        last.state = exchange::State::Completed;
        // Two snapshots of one exchange in one batch, with another's between them.
        VERIFY_DONE(
            append({share(streamSnapshot(1, 3, 3, {"d"})), share(streamSnapshot(2, 2, 1, {"y"})), share(last)}));
        Query query;
        query.withParts = true;
        const Batch found = readAll(*m_fixture->reader(), query);
        QCOMPARE(idsOf(found), (QList<quint64>{1, 2}));
        QCOMPARE(bytesOf(found[0]->parts), (QByteArrayList{"a", "b", "c", "d", "e", "f"}));
        QCOMPARE(found[0]->state, exchange::State::Completed);
        QCOMPARE(found[0]->revision, quint32(4));
        QCOMPARE(bytesOf(found[1]->parts), (QByteArrayList{"x", "y"}));
        QCOMPARE(bytesOf(*m_fixture->reader()->parts(ExchangeId(1))), bytesOf(found[0]->parts));
    }

    void payloadMayBeginLater()
    {
        VERIFY_DONE(append({share(streamSnapshot(1, 1, 0, {}))}));
        VERIFY_DONE(append({share(streamSnapshot(1, 2, 0, {"a"})), share(streamSnapshot(1, 3, 1, {}))}));
        VERIFY_DONE(append({share(streamSnapshot(1, 4, 1, {"b"}))}));
        QCOMPARE(bytesOf(*m_fixture->reader()->parts(ExchangeId(1))), (QByteArrayList{"a", "b"}));
    }

    void snapshotAfterTheEndStillCounts()
    {
        VERIFY_DONE(append(usualBatch(1, 1)));
        Record later = usualRecord(1, 5);
        later.revision = 5;
        later.firstPart = later.parts.size();
        later.parts = {{exchange::PartKind::Trailers, 500, "t: 1"}};
        VERIFY_DONE(append({share(later)}));
        const auto reader = m_fixture->reader();
        QCOMPARE(readAll(*reader).size(), size_t(1));
        QCOMPARE(readAll(*reader).front()->revision, quint32(5));
        QCOMPARE(reader->parts(ExchangeId(1))->size(), 5);
    }

    void queriesOfASession()
    {
        Batch batch;
        for (quint64 id = 1; id <= 5000; ++id) {
            Record record = usualRecord(id, 1'800'000'000'000'000 + qint64(id));
            record.sessionId = id % 1000 < 3 ? "rare" : id % 2 == 0 ? "even" : "";
            record.route = id == 2001 ? QStringLiteral("other") : QStringLiteral("default");
            batch.push_back(share(record));
        }
        VERIFY_DONE(append(batch));
        // The session of an exchange may be known later than the exchange, and when another range is being written.
        Record late = streamSnapshot(7, 9, 4, {"x"});
        late.sessionId = "rare";
        late.route = QStringLiteral("default");
        VERIFY_DONE(append({share(late)}));

        const auto reader = m_fixture->reader();
        const QList<quint64> rare = {1, 2, 7, 1000, 1001, 1002, 2000, 2002, 3000, 3001, 3002, 4000, 4001, 4002, 5000};
        Query query;
        query.sessionId = "rare";
        query.route = QStringLiteral("default");
        QCOMPARE(idsOf(readAll(*reader, query)), rare);
        query.newestFirst = true;
        query.limit = 4;
        QCOMPARE(idsOf(readAll(*reader, query)), (QList<quint64>{5000, 4002, 4001, 4000}));
        query.before = ExchangeId(2002);
        query.after = ExchangeId(2);
        query.limit = 100;
        QCOMPARE(idsOf(readAll(*reader, query)), (QList<quint64>{2000, 1002, 1001, 1000, 7}));
        query.newestFirst = false;
        query.withParts = true;
        const Batch found = readAll(*reader, query);
        QCOMPARE(idsOf(found), (QList<quint64>{7, 1000, 1001, 1002, 2000}));
        QVERIFY(found.back()->parts == usualRecord(2000, 0).parts);
        query.before = ExchangeId(3);
        QVERIFY(readAll(*reader, query).empty());

        Query even;
        even.sessionId = "even";
        even.route = QStringLiteral("default");
        QCOMPARE(readAll(*reader, even).size(), size_t(2490)); // more than one page of either store
        even.newestFirst = true;
        even.limit = 1200;
        QCOMPARE(readAll(*reader, even).size(), size_t(1200));
        even.route = QStringLiteral("other");
        QVERIFY(readAll(*reader, even).empty());
        even.sessionId = "rare";
        QCOMPARE(idsOf(readAll(*reader, even)), QList<quint64>{2001});
        even.sessionId = QByteArray("ev\0en", 5);
        QVERIFY(readAll(*reader, even).empty());

        VERIFY_DONE(m_fixture->store().applyRetention({1500, 0, 0}));
        Query kept;
        kept.sessionId = "rare";
        kept.route = QStringLiteral("default");
        QCOMPARE(idsOf(readAll(*reader, kept)), (QList<quint64>{4000, 4001, 4002, 5000}));
    }

    void sessionWithoutARoute()
    {
        Record record = usualRecord(1, 1'800'000'000'000'000);
        record.route.clear();
        record.sessionId = QByteArray("\xff\0'", 3);
        VERIFY_DONE(append({share(record), share(usualRecord(2, 0))}));
        Query query;
        query.sessionId = record.sessionId;
        QCOMPARE(idsOf(readAll(*m_fixture->reader(), query)), QList<quint64>{1});
    }

    void queriesSelect()
    {
        VERIFY_DONE(append(usualBatch(1, 1200)));
        const auto reader = m_fixture->reader();
        QCOMPARE(idsOf(readAll(*reader)), idRange(1, 1200));
        Query query{ExchangeId(10), ExchangeId(14)};
        QCOMPARE(idsOf(readAll(*reader, query)), (QList<quint64>{11, 12, 13}));
        query.newestFirst = true;
        query.limit = 2;
        QCOMPARE(idsOf(readAll(*reader, query)), (QList<quint64>{13, 12}));
        QCOMPARE(idsOf(readAll(*reader, {ExchangeId(1199), {}})), (QList<quint64>{1200}));
        QVERIFY(readAll(*reader, {ExchangeId(5), ExchangeId(5)}).empty());
        QVERIFY(readAll(*reader, {ExchangeId(7), ExchangeId(5)}).empty());
        QVERIFY(readAll(*reader, {{}, {}, 0}).empty());
        Query newest;
        newest.newestFirst = true;
        newest.limit = 1100; // more than one page of either store
        const QList<quint64> ids = idsOf(readAll(*reader, newest));
        QCOMPARE(ids.size(), 1100);
        QCOMPARE(ids.front(), quint64(1200));
        QCOMPARE(ids.back(), quint64(101));
        QCOMPARE(reader->lastId()->value(), quint64(1200));
    }

    void visitorStops()
    {
        VERIFY_DONE(append(usualBatch(1, 10)));
        int visited = 0;
        VERIFY_DONE(m_fixture->reader()->read({}, [&](const exchange::RecordPtr &) { return ++visited < 3; }));
        QCOMPARE(visited, 3);
    }

    void visitorMayAppend()
    {
        VERIFY_DONE(append(usualBatch(1, 2)));
        int visited = 0;
        VERIFY_DONE(m_fixture->reader()->read({}, [&](const exchange::RecordPtr &record) {
            if (++visited <= 5)
                return append(usualBatch(record->id.value() + 100, record->id.value() + 100)).has_value();
            return true;
        }));
        QVERIFY(visited >= 2);
        QVERIFY(readAll(*m_fixture->reader()).size() > 2);
    }

    void changeCounterRises()
    {
        VERIFY_DONE(append(usualBatch(1, 1)));
        const auto reader = m_fixture->reader();
        const qint64 before = *reader->changeCounter();
        QCOMPARE(*reader->changeCounter(), before);
        VERIFY_DONE(append(usualBatch(2, 2)));
        const qint64 after = *reader->changeCounter();
        QVERIFY(after > before);
        VERIFY_DONE(m_fixture->store().applyRetention({1, 0, 0}));
        QVERIFY(*reader->changeCounter() > after);
    }

    void retentionByRows()
    {
        VERIFY_DONE(append(usualBatch(1, 50)));
        VERIFY_DONE(m_fixture->store().applyRetention({50, 0, 0}));
        QCOMPARE(idsOf(readAll(*m_fixture->reader())), idRange(1, 50));
        VERIFY_DONE(append(usualBatch(51, 60)));
        VERIFY_DONE(m_fixture->store().applyRetention({50, 0, 0}));
        QCOMPARE(idsOf(readAll(*m_fixture->reader())), idRange(11, 60));
        QCOMPARE(m_fixture->store().lastId()->value(), quint64(60));
    }

    void retentionByBytes()
    {
        for (quint64 id = 1; id <= 10; ++id)
            VERIFY_DONE(append({share(streamSnapshot(id, 1, 0, {QByteArray(100'000, 'x')}))}));
        VERIFY_DONE(m_fixture->store().applyRetention({0, 1'100'000, 0}));
        QCOMPARE(idsOf(readAll(*m_fixture->reader())), idRange(1, 10));
        VERIFY_DONE(m_fixture->store().applyRetention({0, 350'000, 0}));
        QCOMPARE(idsOf(readAll(*m_fixture->reader())), idRange(8, 10));
        VERIFY_DONE(m_fixture->store().applyRetention({0, 1, 0}));
        QVERIFY(readAll(*m_fixture->reader()).empty());
        QCOMPARE(m_fixture->store().lastId()->value(), quint64(10));
    }

    void retentionByAge()
    {
        const qint64 now = wallClockUs();
        VERIFY_DONE(append(usualBatch(1, 5, now - qint64(7200) * 1'000'000)));
        VERIFY_DONE(append(usualBatch(6, 9, now)));
        VERIFY_DONE(m_fixture->store().applyRetention({0, 0, 8000}));
        QCOMPARE(idsOf(readAll(*m_fixture->reader())), idRange(1, 9));
        VERIFY_DONE(m_fixture->store().applyRetention({0, 0, 3600}));
        QCOMPARE(idsOf(readAll(*m_fixture->reader())), idRange(6, 9));
    }

    void whatRetentionRemovedStaysAway()
    {
        VERIFY_DONE(append({share(streamSnapshot(1, 1, 0, {"a"}))}));
        VERIFY_DONE(append(usualBatch(2, 9)));
        VERIFY_DONE(m_fixture->store().applyRetention({4, 0, 0}));
        VERIFY_DONE(append({share(streamSnapshot(1, 2, 1, {"b"})), share(usualRecord(10, 0))}));
        QCOMPARE(idsOf(readAll(*m_fixture->reader())), idRange(6, 10));
        QCOMPARE(m_fixture->reader()->parts(ExchangeId(1)).error().code, ErrorCode::NotFound);
    }

    void annotationsAreKept()
    {
        RecordStore &store = m_fixture->store();
        const auto reader = m_fixture->reader();
        VERIFY_DONE(reader->annotations());
        QVERIFY(reader->annotations()->isEmpty());
        VERIFY_DONE(store.annotate(ExchangeId(2), {true, {}})); // before its row is written
        VERIFY_DONE(append(usualBatch(1, 10)));
        VERIFY_DONE(store.annotate(ExchangeId(9), {false, QStringLiteral("slow, why? \u00e9")}));
        VERIFY_DONE(store.annotate(ExchangeId(3), {true, QStringLiteral("x")}));
        VERIFY_DONE(store.annotate(ExchangeId(3), {true, QStringLiteral("y")}));
        VERIFY_DONE(store.annotate(ExchangeId(4), {true, {}}));
        VERIFY_DONE(store.annotate(ExchangeId(4), {}));
        exchange::Annotations expected;
        expected[2] = {true, {}};
        expected[3] = {true, QStringLiteral("y")};
        expected[9] = {false, QStringLiteral("slow, why? \u00e9")};
        QCOMPARE(*reader->annotations(), expected);
        // They go with their exchanges.
        VERIFY_DONE(store.applyRetention({5, 0, 0}));
        expected.remove(2);
        expected.remove(3);
        QCOMPARE(*reader->annotations(), expected);
    }

    void openerMakesReaders()
    {
        const ReaderOpener opener = m_fixture->store().readerOpener();
        VERIFY_DONE(append(usualBatch(1, 3)));
        const Result<std::unique_ptr<RecordReader>> reader = opener();
        VERIFY_DONE(reader);
        QCOMPARE(idsOf(readAll(**reader)), idRange(1, 3));
    }

    void readersSurviveTheStore()
    {
        VERIFY_DONE(append(usualBatch(1, 3)));
        const auto reader = m_fixture->reader();
        m_fixture->store().close();
        QCOMPARE(idsOf(readAll(*reader)), idRange(1, 3));
    }

private:
    Result<void> append(const Batch &batch) { return m_fixture->store().append(batch); }
    std::unique_ptr<StoreFixture> m_fixture;
};

QTEST_GUILESS_MAIN(TestStoreContract)
#include "tst_storecontract.moc"
