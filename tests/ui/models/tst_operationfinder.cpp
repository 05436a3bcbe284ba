// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/operationfinder.h"

#include "store/sqlite/sqlitestore.h"
#include "ui/models/exchangelistmodel.h"
#include "ui/models/modelfixture.h"
#include "ui/models/payloadsource.h"
#include "ui/models/recordingreader.h"

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace sightglass;
using namespace sightglass::models;
using exchange::ExchangeId;
using exchange::PartKind;
using exchange::Record;
using session::Operation;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kSecond = 1'000'000;

/// An exchange that began in second \a id and took half of one.
Record record(quint64 id, const QByteArray &method, const QByteArray &name, const QByteArray &params,
              const QByteArray &result)
{
    Record record = callRecord(id, name);
    record.method = method;
    record.era = mcp::Era::Modern;
    record.sessionId.clear();
    record.startedAtUs = 1'800'000'000 * kSecond + qint64(id) * kSecond;
    record.endUs = kSecond / 2;
    record.inputRequired = result.contains("input_required");
    const QByteArray number = QByteArray::number(id);
    record.parts = {
        {PartKind::RequestBody, 0,
         R"({"jsonrpc":"2.0","id":)" + number + R"(,"method":")" + method + R"(","params":)" + params + "}"},
        {PartKind::ResponseBody, 0, R"({"jsonrpc":"2.0","id":)" + number + R"(,"result":)" + result + "}"}};
    return record;
}

/// Round \a number of \a last of a call that is asked for input until then.
Record round(quint64 id, int number, int last, const QByteArray &pad = {})
{
    const QByteArray state = "call-" + QByteArray::number(number);
    const QByteArray echoed = number == 1 ? QByteArray()
                                          : R"(,"inputResponses":{"a":{"action":"accept"}},"requestState":"call-)"
                                                + QByteArray::number(number - 1) + R"(")";
    return record(id, "tools/call", "book", R"({"name":"book","arguments":{"pad":")" + pad + "\"}" + echoed + "}",
                  number == last
                      ? QByteArray(R"({"resultType":"complete","content":[]})")
                      : R"({"resultType":"input_required","inputRequests":{"a":{}},"requestState":")" + state + "\"}");
}

Record plain(quint64 id)
{
    return record(id, "tools/call", "book", R"({"name":"book","arguments":{}})", R"({"content":[]})");
}

Record poll(quint64 id, const QByteArray &task, const QByteArray &status)
{
    return record(id, "tasks/get", task, R"({"taskId":")" + task + "\"}",
                  R"({"resultType":"complete","taskId":")" + task + R"(","status":")" + status + "\"}");
}

Record makesTask(quint64 id, const QByteArray &task)
{
    return record(id, "tools/call", "bake", R"({"name":"bake","arguments":{}})",
                  R"({"resultType":"task","taskId":")" + task + R"(","status":"working"})");
}

} // namespace

class TestOperationFinder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void roundsOfACall();
    void polls();
    void anExchangeLikeAnyOther();
    void goesOn();
    void anotherIsAskedFor();
    void bodiesThatAreTooMuch();
    void farAway();
    void fromTheRecording();
    void inWords();

private:
    void add(const std::vector<Record> &records);
    void look(const Record &record) { m_finder->look(record, record.parts); }
    /// Numbers of the exchanges of the operation.
    QList<quint64> found() const;

    std::unique_ptr<RecordingReader> m_reader;
    std::unique_ptr<PayloadSource> m_payloads;
    std::unique_ptr<ExchangeListModel> m_list;
    std::unique_ptr<OperationFinder> m_finder;
};

void TestOperationFinder::init()
{
    m_reader = std::make_unique<RecordingReader>();
    m_payloads = std::make_unique<PayloadSource>(m_reader.get());
    m_list = std::make_unique<ExchangeListModel>();
    m_finder = std::make_unique<OperationFinder>(*m_payloads, *m_list);
}

void TestOperationFinder::cleanup()
{
    m_finder.reset();
    m_payloads.reset();
    m_list.reset();
    m_reader.reset();
}

void TestOperationFinder::add(const std::vector<Record> &records)
{
    std::vector<exchange::RecordPtr> shared;
    for (const Record &record : records)
        shared.push_back(share(record));
    m_payloads->add({batchOf(shared)});
    m_list->apply({batchOf(shared)});
}

QList<quint64> TestOperationFinder::found() const
{
    QList<quint64> ids;
    if (m_finder->operation()) {
        for (const ExchangeId id : m_finder->operation()->exchanges)
            ids.append(id.value());
    }
    return ids;
}

void TestOperationFinder::roundsOfACall()
{
    add({plain(1), round(2, 1, 3), plain(3), round(4, 2, 3), makesTask(5, "t"), round(6, 3, 3), plain(7)});
    for (const Record &record : {round(2, 1, 3), round(4, 2, 3), round(6, 3, 3)}) {
        look(record);
        QVERIFY(!m_finder->operation()); // never at once: the window does not wait
        QTRY_COMPARE(found(), QList<quint64>({2, 4, 6}));
        QCOMPARE(m_finder->exchange(), record.id);
        QCOMPARE(m_finder->operation()->state, Operation::State::Completed);
        QCOMPARE(m_finder->operation()->serverUs, 3 * kSecond / 2);
        QCOMPARE(m_finder->operation()->waitUs, 3 * kSecond);
    }
}

void TestOperationFinder::polls()
{
    Record elsewhere = poll(3, "t", "working");
    elsewhere.route = u"other"_s;
    add({makesTask(1, "t"), poll(2, "t", "working"), elsewhere, poll(4, "u", "working"), poll(5, "t", "completed")});
    for (const Record &record : {makesTask(1, "t"), poll(2, "t", "working"), poll(5, "t", "completed")}) {
        look(record);
        QTRY_COMPARE(found(), QList<quint64>({1, 2, 5}));
        QCOMPARE(m_finder->operation()->kind, Operation::Kind::Task);
        QCOMPARE(m_finder->operation()->state, Operation::State::Completed);
    }
}

void TestOperationFinder::anExchangeLikeAnyOther()
{
    add({round(1, 1, 2), round(2, 2, 2), plain(3)});
    QSignalSpy matched(m_payloads.get(), &PayloadSource::matched);
    look(plain(3));
    QCOMPARE(m_finder->exchange(), ExchangeId());
    look(round(2, 2, 2));
    QTRY_COMPARE(found().size(), 2);
    QCOMPARE(matched.size(), 1); // nothing was read for the first
    look(plain(3));
    QVERIFY(!m_finder->operation());
    Record mentions = plain(4); // the words alone are not enough
    mentions.parts[1].bytes =
        R"({"jsonrpc":"2.0","id":4,"result":{"content":[{"type":"text","text":"\"taskId\""}],"x":{"taskId":1}}})";
    add({mentions});
    look(mentions);
    QTRY_COMPARE(matched.size(), 2);
    QVERIFY(!m_finder->operation());
}

void TestOperationFinder::goesOn()
{
    add({round(1, 1, 3)});
    look(round(1, 1, 3));
    QTRY_COMPARE(found(), QList<quint64>({1}));
    QCOMPARE(m_finder->operation()->state, Operation::State::InputRequired);
    add({round(2, 2, 3)});
    QTRY_COMPARE(found(), QList<quint64>({1, 2}));
    Record last = round(3, 3, 3);
    Record open = last;
    open.revision = 1;
    open.state = exchange::State::Open;
    open.endUs = -1;
    open.parts = last.parts.first(1);
    add({open});
    last.firstPart = 1;
    last.parts = last.parts.sliced(1);
    add({last});
    QTRY_COMPARE(found(), QList<quint64>({1, 2, 3}));
    QCOMPARE(m_finder->operation()->state, Operation::State::Completed);
}

void TestOperationFinder::anotherIsAskedFor()
{
    add({round(1, 1, 2), round(2, 2, 2), makesTask(3, "t"), poll(4, "t", "working")});
    look(round(1, 1, 2));
    look(makesTask(3, "t"));
    QTRY_COMPARE(found(), QList<quint64>({3, 4}));
    QSignalSpy changed(m_finder.get(), &OperationFinder::changed);
    look(round(1, 1, 2)); // what is known of the other is not shown for this one
    QCOMPARE(changed.size(), 1);
    QVERIFY(!m_finder->operation());
    QTRY_COMPARE(found(), QList<quint64>({1, 2}));
    m_finder->clear();
    QVERIFY(!m_finder->operation());
    QCOMPARE(m_finder->exchange(), ExchangeId());
    look(round(5, 1, 2)); // has left the list
    QVERIFY(!m_finder->operation());
}

void TestOperationFinder::bodiesThatAreTooMuch()
{
    const QByteArray pad(OperationFinder::kMaxBytes / 2, 'x');
    add({round(1, 1, 3, pad), round(2, 2, 3, pad), round(3, 3, 3, pad)});
    QSignalSpy matched(m_payloads.get(), &PayloadSource::matched);
    look(round(1, 1, 3, pad));
    QTRY_VERIFY(!matched.isEmpty() && matched.last()[3].toBool());
    QCOMPARE(found(), QList<quint64>({1}));
}

void TestOperationFinder::farAway()
{
    std::vector<Record> all{round(1, 1, 2)};
    for (quint64 id = 2; id < 2 + quint64(OperationFinder::kMaxCandidates); ++id)
        all.push_back(plain(id));
    all.push_back(round(1000, 2, 2));
    add(all);
    QSignalSpy matched(m_payloads.get(), &PayloadSource::matched);
    look(round(1, 1, 2));
    QTRY_COMPARE(found(), QList<quint64>({1})); // the answer is beyond what is looked into
    m_finder->clear();
    all[5].name = "other";
    m_list->clear();
    for (Record &record : all)
        record.id = ExchangeId(record.id.value() + 5000);
    add(all);
    m_finder->look(all.front(), all.front().parts);
    QTRY_COMPARE(found(), QList<quint64>({5001, 6000}));
}

void TestOperationFinder::fromTheRecording()
{
    QTemporaryDir folder;
    store::SqliteStore recording(folder.filePath(u"r.sqlite"_s));
    QVERIFY(recording.open().has_value());
    const std::vector<Record> all = {round(1, 1, 3), plain(2), round(3, 2, 3), round(4, 3, 3)};
    std::vector<exchange::RecordPtr> shared;
    for (const Record &record : all)
        shared.push_back(share(record));
    QVERIFY(recording.append(shared).has_value());
    QSignalSpy opened(m_reader.get(), &RecordingReader::opened);
    m_reader->open(recording.readerOpener());
    QTRY_COMPARE(opened.size(), 1);
    add(all);
    m_payloads->clearCache();
    look(round(3, 2, 3));
    QTRY_COMPARE(found(), QList<quint64>({1, 3, 4}));
    recording.close();
    cleanup(); // before the folder goes
}

void TestOperationFinder::inWords()
{
    Operation operation;
    operation.exchanges = {ExchangeId(2), ExchangeId(4), ExchangeId(6)};
    operation.exchangeCount = 3;
    operation.state = Operation::State::Completed;
    operation.lastAtUs = 1'400'000;
    operation.serverUs = 200'000;
    operation.waitUs = 1'200'000;
    QCOMPARE(operationTitle(operation, ExchangeId(4)), u"Call with input, round 2 of 3: completed"_s);
    QCOMPARE(operationTimes(operation), u"1.40 s in all: the server worked 200 ms, waited for the client 1.20 s"_s);
    QCOMPARE(operationStep(operation, 2), u"Round 3"_s);
    operation.kind = Operation::Kind::Task;
    operation.waitUs = 0;
    operation.lastAtUs = operation.serverUs;
    for (int state = 0; state <= int(Operation::State::Cancelled); ++state) {
        operation.state = Operation::State(state);
        QVERIFY(!operationTitle(operation, ExchangeId(2)).endsWith(u": "_s));
    }
    QCOMPARE(operationTitle(operation, ExchangeId(2)), u"Task, exchange 1 of 3: cancelled"_s);
    QCOMPARE(operationTimes(operation), u"200 ms in all: the server worked 200 ms"_s);
    QCOMPARE(operationStep(operation, 0), u"Exchange 1"_s);
}

QTEST_GUILESS_MAIN(TestOperationFinder)
#include "tst_operationfinder.moc"
