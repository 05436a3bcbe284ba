// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modelfixture.h"

#include "ui/models/sequencemodel.h"

#include <QSignalSpy>

using namespace sightglass;
using namespace sightglass::models;
using namespace Qt::Literals::StringLiterals;
using exchange::Direction;
using exchange::ExchangeId;
using exchange::Kind;
using exchange::Part;
using exchange::PartKind;
using exchange::Record;
using exchange::State;

namespace {

Record call(quint64 id)
{
    Record record = callRecord(id);
    record.sentUs = 20;
    record.firstByteUs = 50;
    record.endUs = 100;
    return record;
}

Part eventPart(const QByteArray &data, qint64 atUs, PartKind kind = PartKind::Event)
{
    return {kind, atUs, data.isEmpty() ? data : "data: " + data + "\n\n"};
}

std::vector<SequenceRow> rowsOf(const std::vector<Record> &records)
{
    std::map<quint64, SequenceItem> items;
    for (const Record &record : records)
        items[record.id.value()].record = record;
    return sequenceRows(items);
}

/// `C>S label` and so on, one a line.
QStringList drawn(const std::vector<SequenceRow> &rows)
{
    QStringList lines;
    for (const SequenceRow &row : rows) {
        const QString lanes = u"CPS"_s;
        lines.append(row.kind == SequenceKind::Gap
                         ? u"-- "_s + row.label
                         : QString(lanes.at(int(row.from))) + u'>' + lanes.at(int(row.to)) + u' ' + row.label);
    }
    return lines;
}

} // namespace

class TestSequenceModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requestAndAnswer()
    {
        const std::vector<SequenceRow> rows = rowsOf({call(1)});
        QCOMPARE(drawn(rows), QStringList({u"C>S tools/call search"_s, u"S>C result"_s}));
        QCOMPARE(rows[1].durationUs, 100);
        QCOMPARE(rows[1].kind, SequenceKind::Response);
        QVERIFY(!rows[1].isError);
    }

    void endings()
    {
        Record error = call(1);
        error.errorCode = -32602;
        QCOMPARE(drawn(rowsOf({error})).last(), u"S>C error -32602"_s);
        QVERIFY(rowsOf({error}).back().isError);
        Record tool = call(1);
        tool.toolError = true;
        QCOMPARE(drawn(rowsOf({tool})).last(), u"S>C tool error"_s);
        Record open = call(1);
        open.state = State::Open;
        open.endUs = -1;
        QCOMPARE(rowsOf({open}).size(), std::size_t(1));
        // The proxy itself answered.
        Record own = call(1);
        own.sentUs = own.firstByteUs = -1;
        QCOMPARE(drawn(rowsOf({own})), QStringList({u"C>P tools/call search"_s, u"P>C result"_s}));
        Record failed = call(1);
        failed.state = State::Failed;
        failed.failure = u"the upstream closed"_s;
        QCOMPARE(drawn(rowsOf({failed})).last(), u"P>C the upstream closed"_s);
        Record left = call(1);
        left.state = State::Cancelled;
        QCOMPARE(drawn(rowsOf({left})).last(), u"C>P the client left before the answer"_s);
        Record dropped = call(1);
        dropped.state = State::Dropped;
        QVERIFY(drawn(rowsOf({dropped})).last().startsWith(u"P>P "_s));
        Record note = call(1);
        note.kind = Kind::Notification;
        note.status = 202;
        QCOMPARE(rowsOf({note}).size(), std::size_t(1)); // nothing answers it
        note.status = 404;
        QCOMPARE(drawn(rowsOf({note})).last(), u"S>C 404 Not Found"_s);
    }

    void serverAsksOnAStream()
    {
        Record stream = call(1);
        stream.kind = Kind::Stream;
        stream.method.clear();
        stream.name.clear();
        stream.rpcId = {};
        stream.state = State::Open;
        stream.endUs = -1;
        stream.eventCount = 2;
        Record ask = call(2);
        ask.direction = Direction::ServerToClient;
        ask.parent = stream.id;
        ask.method = "sampling/createMessage";
        ask.name.clear();
        ask.rpcId = mcp::RequestId::number("7");
        Record answer = call(3);
        answer.kind = Kind::Response;
        answer.parent = ask.id;
        answer.method.clear();
        answer.name.clear();
        answer.rpcId = mcp::RequestId::number("7");
        answer.status = 202;
        std::map<quint64, SequenceItem> items;
        for (const Record &record : {stream, ask, answer})
            items[record.id.value()].record = record;
        items[1].events =
            sequenceEvents({eventPart(R"({"jsonrpc":"2.0","id":7,"method":"sampling/createMessage"})", 900),
                            eventPart(R"({"jsonrpc":"2.0","method":"notifications/progress"})", 10)},
                           10);
        items[1].eventsKnown = true;
        // The request, its event and its answer are told once each.
        QCOMPARE(drawn(sequenceRows(items)), QStringList({u"C>S GET event stream"_s, u"S>C notifications/progress"_s,
                                                          u"S>C sampling/createMessage"_s, u"C>S answer to 7"_s}));
        items.erase(3); // its answer is not in the list: then its end tells it
        QCOMPARE(drawn(sequenceRows(items)).last(), u"C>S result"_s);
    }

    void streamedAnswer()
    {
        Record record = call(1);
        record.eventCount = 3;
        QCOMPARE(drawn(rowsOf({record})),
                 QStringList({u"C>S tools/call search"_s, u"S>C 3 events"_s, u"S>C result"_s}));
        const QList<Part> parts{
            {PartKind::ResponseHead, 1, "HTTP/1.1 200 OK\r\n\r\n"},
            eventPart(R"({"jsonrpc":"2.0","method":"notifications/progress"})", 60),
            eventPart(R"({"jsonrpc":"2.0","method":"notifications/message"})", 70),
            eventPart({}, 70, PartKind::SentEvent),
            {PartKind::Event, 75, ": still here\n\n"},
            eventPart(R"({"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"no"}})", 80),
            eventPart(R"({"jsonrpc":"2.0","id":1,"result":{}})", 80, PartKind::SentEvent),
        };
        std::map<quint64, SequenceItem> items;
        items[1] = {record, sequenceEvents(parts, 10), true};
        const std::vector<SequenceRow> rows = sequenceRows(items);
        QCOMPARE(drawn(rows), QStringList({u"C>S tools/call search"_s, u"S>C notifications/progress"_s,
                                           u"S>P notifications/message"_s, u"S>C error -32000"_s}));
        QCOMPARE(rows[1].part, 1);
        QVERIFY(rows[2].isEdited);
        QVERIFY(rows[3].isEdited && rows[3].isError);
        QCOMPARE(rows[3].durationUs, 80);
        QCOMPARE(sequenceEvents(parts, 1).size(), std::size_t(1)); // bounded
    }

    void gapsAreCollapsed()
    {
        Record first = call(1);
        Record second = call(2);
        second.startedAtUs = first.startedAtUs + 100 + kGapUs;
        const std::vector<SequenceRow> rows = rowsOf({first, second});
        QCOMPARE(drawn(rows).at(2), u"-- nothing for 2 s"_s);
        QCOMPARE(rows[2].durationUs, kGapUs);
        second.startedAtUs -= 1;
        QCOMPARE(rowsOf({first, second}).size(), std::size_t(4));
    }

    void modelTouchesOnlyWhatDiffers()
    {
        SequenceModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        for (quint64 id = 1; id <= 50; ++id)
            model.put(call(id));
        QCOMPARE(model.rowCount(), 0); // not before it is asked to
        model.rebuild();
        QCOMPARE(model.rowCount(), 100);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.rebuild();
        QCOMPARE(inserted.size() + removed.size(), 0);
        model.put(call(51));
        model.rebuild();
        QCOMPARE(removed.size(), 0);
        QCOMPARE(inserted.front().at(1).toInt(), 100);
        Record old = call(51);
        old.revision = 1;
        old.state = State::Open;
        model.put(old); // late
        model.rebuild();
        QCOMPARE(model.rowCount(), 102);
        QCOMPARE(reset.size(), 0);
        QVERIFY(model.rowOf(ExchangeId(51)) >= 100);
        QCOMPARE(model.rowOf(ExchangeId(99)), -1);
        QVERIFY(model.index(1, 0).data(Qt::AccessibleTextRole).toString().contains(u"server to client"_s));
    }

    void asksForEvents()
    {
        SequenceModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        Record record = call(1);
        model.put(record);
        QVERIFY(!model.wantsParts().isValid());
        record.eventCount = 1;
        ++record.revision;
        model.put(record);
        QCOMPARE(model.wantsParts(), record.id);
        model.putParts(record.id, {eventPart(R"({"jsonrpc":"2.0","method":"notifications/progress"})", 60)});
        QVERIFY(!model.wantsParts().isValid());
        model.put(record);
        QVERIFY(!model.wantsParts().isValid());
        record.eventCount = 2; // one more
        model.put(record);
        QCOMPARE(model.wantsParts(), record.id);
        model.putParts(record.id, {}); // cannot be had
        QVERIFY(!model.wantsParts().isValid());
        model.putParts(ExchangeId(77), {eventPart("x", 1)}); // of nobody
        model.rebuild();
        QCOMPARE(model.rowCount(), 3);
    }

    void bounded()
    {
        SequenceModel model;
        for (quint64 id = 1; id <= SequenceModel::kMostExchanges + 5; ++id)
            model.put(call(id));
        QCOMPARE(model.leftOut(), quint64(5));
        QVERIFY(!model.has(ExchangeId(5)));
        model.rebuild();
        QCOMPARE(model.rowCount(), int(2 * SequenceModel::kMostExchanges));
    }

    void randomTraffic_data()
    {
        QTest::addColumn<quint32>("seed");
        for (const quint32 seed : {1u, 22u, 333u})
            QTest::newRow(qPrintable(QString::number(seed))) << seed;
    }
    void randomTraffic()
    {
        QFETCH(quint32, seed);
        RandomCapture capture(seed);
        SequenceModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        for (int step = 0; step < 80; ++step) {
            for (const exchange::RecordPtr &record : capture.batch(20))
                model.put(*record);
            if (capture.below(3) == 0)
                model.rebuild();
        }
        model.rebuild();
        for (int row = 1; row < model.rowCount(); ++row)
            QVERIFY(model.row(row).atUs >= model.row(row - 1).atUs);
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestSequenceModel)
#include "tst_sequencemodel.moc"
