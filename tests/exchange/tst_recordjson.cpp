// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/notejson.h"
#include "exchange/recordjson.h"

#include "exchange/samplerecords.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace sightglass;
using namespace sightglass::exchange;
using namespace Qt::Literals::StringLiterals;

namespace {

// Any JSON reader must take it; this one is Qt's.
QJsonObject read(const QByteArray &line)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(line, &error);
    if (error.error != QJsonParseError::NoError)
        qFatal("%s in %s", qPrintable(error.errorString()), line.constData());
    return document.object();
}

QByteArray bytesOf(const QJsonValue &value)
{
    return value.isString() ? value.toString().toUtf8()
                            : QByteArray::fromBase64(value.toObject().value("base64"_L1).toString().toLatin1());
}

} // namespace

class RecordJsonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wholeLine();
    void nothingKnownYet();
    void times_data();
    void times();
    void bodiesAreExact_data();
    void bodiesAreExact();
    void ids_data();
    void ids();
    void heads();
    void events();
    void everyPart();
    void notes();
    void brokenNotes();
    void whatAPersonNoted();
    void hostileMetadata();
    void largeBody();
};

void RecordJsonTest::wholeLine()
{
    const QByteArray expected =
        R"({"formatVersion":1,"id":12,"parent":null,"revision":3,"state":"completed","outcome":"ok","kind":"request",)"
        R"("direction":"client","era":"legacy","startedAt":"2026-11-21T00:03:07.001234Z","startedAtUs":1795219387001234,)"
        R"("acceptedUs":10,"sentUs":20,"firstByteUs":200000,"endUs":250000,"route":"default","client":"127.0.0.1:50000",)"
        R"("httpMethod":"POST","target":"/mcp","status":200,"sessionId":"Session-1","protocolVersion":"2025-11-25",)"
        R"("peerName":"demo","method":"tools/call","name":"search_files","rpcId":7,"errorCode":null,"toolError":false,)"
        R"("inputRequired":false,"edited":false,"requestBytes":107,"responseBytes":81,"eventCount":0,"failure":null,)"
        R"("requestHead":{"startLine":"POST /mcp HTTP/1.1","headers":[["Host","localhost"],)"
        R"(["Accept","application/json, text/event-stream"],["Content-Length","107"]]},)"
        R"("requestBody":"{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"search_files\",)"
        R"(\"arguments\":{\"q\":\"Grüße\"}}}",)"
        R"("responseHead":{"startLine":"HTTP/1.1 200 OK","headers":[["Content-Type","application/json"],)"
        R"(["X-Served-By","node 4"],["Content-Length","81"]]},)"
        R"("responseBody":"{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"Two Hits\"}]}}"})";
    QCOMPARE(toJsonLine(samples::toolCall()), expected);
}

void RecordJsonTest::nothingKnownYet()
{
    const QJsonObject object = read(toJsonLine(Record()));
    QCOMPARE(object.size(), 34);
    for (const QString &name :
         {u"parent"_s, u"acceptedUs"_s, u"sentUs"_s, u"firstByteUs"_s, u"endUs"_s, u"route"_s, u"status"_s,
          u"sessionId"_s, u"method"_s, u"name"_s, u"rpcId"_s, u"errorCode"_s, u"failure"_s}) {
        QVERIFY(object.contains(name));
        QVERIFY2(object.value(name).isNull(), qPrintable(name));
    }
    QCOMPARE(object.value("outcome"_L1).toString(), u"open"_s);
}

void RecordJsonTest::times_data()
{
    QTest::addColumn<qint64>("us");
    QTest::addColumn<QString>("text");
    QTest::newRow("epoch") << qint64(0) << u"1970-01-01T00:00:00.000000Z"_s;
    QTest::newRow("before") << qint64(-1) << u"1969-12-31T23:59:59.999999Z"_s;
    QTest::newRow("leap day") << qint64(1'709'164'800'000'007) << u"2024-02-29T00:00:00.000007Z"_s;
    QTest::newRow("end of year") << qint64(1'798'761'599'999'999) << u"2026-12-31T23:59:59.999999Z"_s;
}

void RecordJsonTest::times()
{
    QFETCH(qint64, us);
    Record record;
    record.startedAtUs = us;
    QTEST(read(toJsonLine(record)).value("startedAt"_L1).toString(), "text");
}

void RecordJsonTest::bodiesAreExact_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("empty") << QByteArray() << QByteArray("\"\"");
    QTest::newRow("quotes") << QByteArray(R"(a"b\c/)") << QByteArray(R"("a\"b\\c/")");
    QTest::newRow("controls") << QByteArray("\0\x01\b\f\n\r\t\x1f\x7f", 9)
                              << QByteArray("\"\\u0000\\u0001\\u0008\\u000c\\n\\r\\t\\u001f\x7f\"");
    QTest::newRow("unicode") << QByteArray("é\xe2\x80\xa8😀") << QByteArray("\"é\xe2\x80\xa8😀\"");
    QTest::newRow("escapes are text") << QByteArray(R"("\ud800")") << QByteArray(R"("\"\\ud800\"")");
    QTest::newRow("invalid UTF-8") << QByteArray("a\xff") << QByteArray(R"({"base64":"Yf8="})");
    QTest::newRow("surrogate in UTF-8") << QByteArray("\xed\xa0\x80") << QByteArray(R"({"base64":"7aCA"})");
    QTest::newRow("overlong") << QByteArray("\xc0\x80") << QByteArray(R"({"base64":"wIA="})");
    QTest::newRow("beyond unicode") << QByteArray("\xf4\x90\x80\x80") << QByteArray(R"({"base64":"9JCAgA=="})");
    QTest::newRow("cut off") << QByteArray("\xe2\x80") << QByteArray(R"({"base64":"4oA="})");
}

void RecordJsonTest::bodiesAreExact()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, json);
    QCOMPARE(bytesToJson(body), json);
    Record record;
    record.parts = {samples::part(PartKind::ResponseBody, body)};
    const QByteArray line = toJsonLine(record);
    QVERIFY(line.isValidUtf8());
    QVERIFY(!line.contains('\n'));
    QVERIFY(line.endsWith("\"responseBody\":" + json + "}"));
    QCOMPARE(bytesOf(read(line).value("responseBody"_L1)), body);
}

void RecordJsonTest::ids_data()
{
    QTest::addColumn<QByteArray>("received");
    QTest::addColumn<QByteArray>("written");
    const auto row = [](const QByteArray &received, const QByteArray &written) {
        QTest::newRow(received.constData()) << received << written;
    };
    row("", "null");
    row("null", "null");
    row("9007199254740993", "9007199254740993");
    row("1e400", "1e400");
    row("-0.0", "-0.0");
    row(R"("a\"b")", R"("a\"b")");
    row(R"("\u00e9")", "\"é\"");
    row(R"("x\ud800y")", R"("x\ud800y")");
    row(R"("\udfff")", R"("\udfff")");
}

void RecordJsonTest::ids()
{
    QFETCH(QByteArray, received);
    QFETCH(QByteArray, written);
    Record record;
    record.rpcId = mcp::RequestId::fromJson(received);
    const QByteArray line = toJsonLine(record);
    QVERIFY(line.isValidUtf8());
    QVERIFY2(line.contains("\"rpcId\":" + written + ","), line.constData());
}

void RecordJsonTest::heads()
{
    Record record;
    record.parts = {
        samples::part(PartKind::RequestHead,
                      "GET /\xff HTTP/1.1\r\nHost: a\r\nX-Latin: caf\xe9\r\nX:  y \r\nx:\r\n\r\n"),
        samples::part(PartKind::ResponseHead, "NOT HTTP\r\n\r\n"),
        samples::part(PartKind::Trailers, "X-Sum: 1\r\n"),
    };
    const QByteArray line = toJsonLine(record);
    const QJsonObject object = read(line);
    // Whether the parser takes the target or not, no byte is lost.
    const QJsonObject head = object.value("requestHead"_L1).toObject();
    if (head.contains("raw"_L1)) {
        QCOMPARE(bytesOf(head.value("raw"_L1)), record.parts[0].bytes);
    } else {
        QCOMPARE(bytesOf(head.value("startLine"_L1)), QByteArray("GET /\xff HTTP/1.1"));
        const QJsonArray fields = head.value("headers"_L1).toArray();
        QCOMPARE(fields.size(), 4);
        QCOMPARE(bytesOf(fields[1].toArray()[1]), QByteArray("caf\xe9"));
        QCOMPARE(fields[2].toArray()[1].toString(), u"y"_s);
        QCOMPARE(fields[3].toArray()[0].toString(), u"x"_s);
    }
    QVERIFY(line.contains(R"("responseHead":{"raw":"NOT HTTP\r\n\r\n"})"));
    QVERIFY(line.contains(R"("trailers":[["X-Sum","1"]])"));
}

void RecordJsonTest::events()
{
    Record record;
    record.parts = {
        samples::part(PartKind::Event, "id: 1\ndata: a\n\n", 5),
        samples::part(PartKind::Event, "data: b\n\n", 6),
        samples::part(PartKind::SentEvent, "data: B\n\n", 6),
        samples::part(PartKind::Event, "data: c\n\n", 7),
        samples::part(PartKind::SentEvent, "", 7),
        samples::part(PartKind::SentEvent, "data: new\n\n", 8),
        samples::part(PartKind::Event, ": \xff\n\n", 9),
    };
    const QByteArray line = toJsonLine(record);
    const QByteArray expected =
        R"("events":[{"atUs":5,"raw":"id: 1\ndata: a\n\n"},{"atUs":6,"raw":"data: b\n\n","sent":"data: B\n\n"},)"
        R"({"atUs":7,"raw":"data: c\n\n","sent":""},{"atUs":8,"raw":null,"sent":"data: new\n\n"},)"
        R"({"atUs":9,"raw":{"base64":"OiD/Cgo="}}]})";
    QVERIFY2(line.endsWith(expected), line.constData());
    read(line);
}

void RecordJsonTest::everyPart()
{
    Record record;
    for (int kind = int(PartKind::RequestHead); kind <= int(PartKind::Trailers); ++kind)
        record.parts.append(samples::part(PartKind(kind), "x"));
    record.parts.append(samples::part(PartKind::RequestBody, "y")); // came in two parts
    const QJsonObject object = read(toJsonLine(record));
    QCOMPARE(object.size(), 34 + 10); // both kinds of events are one member
    QCOMPARE(object.value("requestBody"_L1).toString(), u"xy"_s);
}

void RecordJsonTest::notes()
{
    Record record = samples::toolCall();
    QVERIFY(!toJsonLine(record).contains("\"notes\""));
    record.notes = {{NoteKind::Rule, Severity::None, "block", QStringLiteral("a \"b\" ü"), {}, -1},
                    {NoteKind::Finding, Severity::Error, "progress-backwards", QStringLiteral("x"), "/params/a~1b", 3}};
    QVERIFY(toJsonLine(record).contains(
        R"("notes":[{"kind":"rule","code":"block","text":"a \"b\" ü"},{"kind":"finding","severity":"error",)"
        R"("code":"progress-backwards","text":"x","pointer":"/params/a~1b","part":3}])"));
    QCOMPARE(notesFromJson(notesToJson(record.notes)), record.notes);
    for (int kind = int(NoteKind::Rule); kind <= int(NoteKind::Held); ++kind) {
        const QList<Note> one = {{NoteKind(kind), Severity::Info, "c", QStringLiteral("t"), "/p", 0}};
        QCOMPARE(notesFromJson(notesToJson(one)), one);
    }
    QVERIFY(notesFromJson(notesToJson({{NoteKind::Tag, Severity::None, "\xff\xfe", {}, {}, -1}})).size() == 1);
}

void RecordJsonTest::brokenNotes()
{
    for (const char *broken :
         {"", "{", "{}", "[1,null,[]]", R"([{"kind":"of the future"}])", R"([{"kind":7}])", "[[[["})
        QVERIFY2(notesFromJson(broken).isEmpty(), broken);
    const QList<Note> kept =
        notesFromJson(R"([{"kind":"nonsense"},{"kind":"tag","code":7,"part":1e99,"severity":"loud"}])");
    QCOMPARE(kept.size(), 1);
    QCOMPARE(kept.front(), (Note{NoteKind::Tag, Severity::None, {}, {}, {}, -1}));
    QByteArray many("[");
    for (int i = 0; i < 1'000; ++i)
        many.append(i ? "," : "").append(R"({"kind":"tag"})");
    QCOMPARE(notesFromJson(many.append(']')).size(), Note::kMaxPerExchange);
}

void RecordJsonTest::whatAPersonNoted()
{
    const Record record = samples::toolCall();
    QVERIFY(!read(toJsonLine(record)).contains("marked"_L1));
    QVERIFY(!read(toJsonLine(record)).contains("comment"_L1));
    const QJsonObject object = read(toJsonLine(record, {true, u"slow, \"again\"\nGrüße"_s}));
    QCOMPARE(object.value("marked"_L1), QJsonValue(true));
    QCOMPARE(object.value("comment"_L1).toString(), u"slow, \"again\"\nGrüße"_s);
    QCOMPARE(object.value("requestBody"_L1), read(toJsonLine(record)).value("requestBody"_L1));
    QVERIFY(!read(toJsonLine(record, {false, u"x"_s})).contains("marked"_L1));
}

void RecordJsonTest::hostileMetadata()
{
    Record record;
    const QByteArray hostile("\xff\"\n\0", 4);
    record.client = record.httpMethod = record.target = record.sessionId = record.protocolVersion = record.peerName =
        hostile;
    record.method = record.name = hostile;
    record.route = record.failure = u"\"\n\u0000\u2028"_s + QChar(0xD800);
    record.rpcId = mcp::RequestId::string(hostile);
    const QByteArray line = toJsonLine(record);
    QVERIFY(line.isValidUtf8());
    QVERIFY(!line.contains('\n'));
    const QJsonObject object = read(line);
    QCOMPARE(bytesOf(object.value("method"_L1)), hostile);
    QCOMPARE(bytesOf(object.value("rpcId"_L1)), hostile);
}

void RecordJsonTest::largeBody()
{
    Record record;
    const QByteArray body = QByteArray("0123456789abcde\n").repeated(640 * 1024);
    record.parts = {samples::part(PartKind::ResponseBody, body)};
    QCOMPARE(bytesOf(read(toJsonLine(record)).value("responseBody"_L1)), body);
}

QTEST_GUILESS_MAIN(RecordJsonTest)
#include "tst_recordjson.moc"
