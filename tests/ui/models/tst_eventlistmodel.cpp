// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/eventlistmodel.h"

#include "ui/models/modelfixture.h"

#include <QSignalSpy>

using namespace sightglass;
using namespace sightglass::models;
using exchange::Part;
using exchange::PartKind;

namespace {

Part sse(const QByteArray &bytes, qint64 atUs = 0)
{
    return {PartKind::Event, atUs, bytes};
}

QString text(const EventListModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

} // namespace

class TestEventListModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsEvents();
    void grows();
    void hidesComments();
    void replacedEvents();
    void hostileEvents();
    void randomGrowth();
};

void TestEventListModel::readsEvents()
{
    EventListModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setParts(
        {{PartKind::RequestHead, 0, "GET / HTTP/1.1\r\n\r\n"},
         sse("event: message\nid: 7\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\"}\n\n", 1500),
         sse("data: {\"jsonrpc\":\"2.0\",\ndata: \"id\":1,\"error\":{\"code\":-1,\"message\":\"no\"}}\n\n",
             2'000'000)});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(text(model, 0, EventListModel::Number), QStringLiteral("1"));
    QCOMPARE(text(model, 0, EventListModel::Offset), QStringLiteral("+1.5 ms"));
    QCOMPARE(text(model, 0, EventListModel::EventId), QStringLiteral("message · 7"));
    QCOMPARE(text(model, 0, EventListModel::Kind), QStringLiteral("notification"));
    QCOMPARE(text(model, 0, EventListModel::Method), QStringLiteral("notifications/progress"));
    QCOMPARE(text(model, 1, EventListModel::Kind), QStringLiteral("response"));
    QVERIFY(model.index(1, 0).data(EventListModel::ErrorRole).toBool());
    QVERIFY(!model.index(0, 0).data(EventListModel::ErrorRole).toBool());
    QCOMPARE(model.index(0, 0).data(EventListModel::PartRole).toInt(), 1);
    QCOMPARE(model.eventData(1), "{\"jsonrpc\":\"2.0\",\n\"id\":1,\"error\":{\"code\":-1,\"message\":\"no\"}}");
    QVERIFY(text(model, 1, EventListModel::Text).contains(u'␊'));
}

void TestEventListModel::grows()
{
    EventListModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setParts({sse("data: 1\n\n")});
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    model.appendParts({sse("data: 2\n\n"), {PartKind::Trailers, 0, "a: b\r\n"}, sse("data: 3\n\n")});
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(text(model, 2, EventListModel::Number), QStringLiteral("3"));
    QCOMPARE(model.index(2, 0).data(EventListModel::PartRole).toInt(), 3);
    model.appendParts({{PartKind::Trailers, 0, "a: b\r\n"}});
    QCOMPARE(inserted.size(), 1);
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

void TestEventListModel::hidesComments()
{
    EventListModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setParts(
        {sse(": ping\n\n"), sse("data: x\n\n"), sse("\n"), sse("id: 1\nretry: 5\ndata\n\n"), sse(":data: no\r\n\r\n")});
    QCOMPARE(model.rowCount(), 5);
    QVERIFY(model.index(0, 0).data(EventListModel::CommentOnlyRole).toBool());
    QCOMPARE(text(model, 0, EventListModel::Text), QStringLiteral(": ping"));
    model.setCommentsShown(false);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(text(model, 0, EventListModel::Number), QStringLiteral("2"));
    model.appendParts({sse(": ping\n\n"), sse("data: y\n\n")});
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.eventData(2), "y");
    model.setCommentsShown(true);
    QCOMPARE(model.rowCount(), 7);
}

void TestEventListModel::replacedEvents()
{
    EventListModel model;
    model.setParts({sse("data: 1\n\n"),
                    {PartKind::SentEvent, 1, "data: 2\n\n"},
                    sse("data: 3\n\n"),
                    {PartKind::SentEvent, 2, {}}});
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(text(model, 1, EventListModel::Number), QStringLiteral("1"));
    QVERIFY(text(model, 1, EventListModel::DirectionColumn).contains(QStringLiteral("as sent")));
    QCOMPARE(text(model, 3, EventListModel::Kind), QStringLiteral("not sent"));
}

void TestEventListModel::hostileEvents()
{
    EventListModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setParts({sse({}), sse("data"), sse("data:" + QByteArray(1 << 20, '[')), sse("\xff\xfe\n\n"),
                    sse("data: {\"id\"\r\r"), sse("event: \x1b[31m\ndata: x\n\n")});
    QCOMPARE(model.rowCount(), 6);
    QVERIFY(text(model, 2, EventListModel::Text).size() <= EventListModel::kMaxText);
    QVERIFY(!text(model, 5, EventListModel::EventId).contains(QChar(0x1b)));
}

void TestEventListModel::randomGrowth()
{
    EventListModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QRandomGenerator random(3);
    int events = 0;
    int withData = 0;
    bool comments = true;
    for (int step = 0; step < 60; ++step) {
        QList<Part> parts;
        for (quint32 i = random.bounded(8u); i > 0; --i) {
            const quint32 kind = random.bounded(3u);
            parts.append(kind == 0   ? sse(": c\n\n")
                         : kind == 1 ? sse("data: d\n\n")
                                     : Part{PartKind::ResponseBody, 0, "x"});
            events += kind < 2;
            withData += kind == 1;
        }
        model.appendParts(parts);
        if (random.bounded(10u) == 0)
            model.setCommentsShown(comments = !comments);
        QCOMPARE(model.rowCount(), comments ? events : withData);
    }
}

QTEST_GUILESS_MAIN(TestEventListModel)
#include "tst_eventlistmodel.moc"
