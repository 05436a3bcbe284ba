// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/messagereader.h"

#include <QTest>

#include <algorithm>

using namespace sightglass::mcp;
using namespace Qt::Literals::StringLiterals;

class MessageReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kinds_data();
    void kinds();
    void names_data();
    void names();
    void requestFields();
    void initialize();
    void responseFields();
    void errorFields_data();
    void errorFields();
    void notifications();
    void orderOfMembersIsFree();
    void lastOfDuplicatesCounts();
    void ids_data();
    void ids();
    void payloadIsNobodysBusiness_data();
    void payloadIsNobodysBusiness();
    void invalid_data();
    void invalid();
    void batches();
    void largeBatch();
    void depth();
    void largeMessage();
    void readerIsReusable();
    void truncatedAnywhere();
};

void MessageReaderTest::kinds_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("kind");
    const auto row = [](const QByteArray &json, MessageKind kind) {
        QTest::newRow(json.constData()) << json << int(kind);
    };
    row(R"({"jsonrpc":"2.0","id":1,"method":"ping"})", MessageKind::Request);
    row(R"({"jsonrpc":"2.0","id":"","method":"ping"})", MessageKind::Request);
    row(R"({"jsonrpc":"2.0","method":"ping"})", MessageKind::Notification);
    row(R"({"jsonrpc":"2.0","method":"ping","id":null})", MessageKind::Notification);
    row(R"({"jsonrpc":"2.0","id":1,"result":{}})", MessageKind::Response);
    row(R"({"jsonrpc":"2.0","id":1,"result":null})", MessageKind::Response);
    row(R"({"jsonrpc":"2.0","id":1,"error":{"code":-1,"message":"x"}})", MessageKind::Response);
    row(R"({"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"x"}})", MessageKind::Response);
    row(R"( {"jsonrpc" : "2.0" , "id" : 1 , "method" : "ping"} )", MessageKind::Request);
    row(R"({"jsonrpc":"\u0032.0","id":1,"method":"ping"})", MessageKind::Request);
    row(R"([{"jsonrpc":"2.0","method":"ping"}])", MessageKind::Batch);
}

void MessageReaderTest::kinds()
{
    QFETCH(QByteArray, json);
    QFETCH(int, kind);
    MessageReader reader;
    const Message message = reader.read(json);
    QCOMPARE(int(message.kind()), kind);
    QCOMPARE(message.raw(), json);
    QVERIFY(message.error().isEmpty());
}

void MessageReaderTest::names_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("name");
    const auto row = [](const QByteArray &method, const QByteArray &name) {
        QTest::newRow(method.constData()) << method << name;
    };
    row("tools/call", "N");
    row("prompts/get", "N");
    row("resources/read", "U");
    row("resources/subscribe", "U");
    row("resources/unsubscribe", "U");
    row("notifications/resources/updated", "U");
    row("tasks/get", "T");
    row("tasks/cancel", "T");
    row("notifications/tasks/status", "T");
    row("completion/complete", "R");
    row("tools/list", "");
    row("logging/setLevel", "");
}

void MessageReaderTest::names()
{
    QFETCH(QByteArray, method);
    MessageReader reader;
    const Message message =
        reader.read(R"({"jsonrpc":"2.0","id":1,"method":")" + method
                    + R"(","params":{"name":"N","uri":"U","taskId":"T","ref":{"type":"x","name":"R"}}})");
    QCOMPARE(message.envelope().method, method);
    QTEST(message.envelope().name, "name");
}

void MessageReaderTest::requestFields()
{
    MessageReader reader;
    const Message message = reader.read(
        R"({"jsonrpc":"2.0","id":"a\u0062","method":"tools\/call","params":{"arguments":{"name":"no","_meta":{"progressToken":9}},)"
        R"("name":"\u0074ool","_meta":{"progressToken":"tok","io.modelcontextprotocol/protocolVersion":"2026-07-28",)"
        R"("io.modelcontextprotocol/clientInfo":{"version":"1","name":"cli"},)"
        R"("io.modelcontextprotocol/subscriptionId":5,"other":{"name":"no"}}}})");
    const Envelope &envelope = message.envelope();
    QCOMPARE(int(message.kind()), int(MessageKind::Request));
    QVERIFY(envelope.id == RequestId::string("ab"));
    QCOMPARE(envelope.method, QByteArray("tools/call"));
    QCOMPARE(envelope.name, QByteArray("tool"));
    QCOMPARE(envelope.metaVersion, QByteArray("2026-07-28"));
    QCOMPARE(envelope.peerName, QByteArray("cli"));
    QVERIFY(envelope.progressToken == RequestId::string("tok"));
    QVERIFY(envelope.subscriptionId == RequestId::number("5"));
    QVERIFY(!envelope.errorCode);
    QVERIFY(!envelope.hasResult);
}

void MessageReaderTest::initialize()
{
    MessageReader reader;
    const Envelope request =
        reader
            .read(
                R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{"x":{"name":"no"}},)"
                R"("clientInfo":{"name":"cli","title":"no"}}})")
            .envelope();
    QCOMPARE(request.negotiatedVersion, QByteArray("2025-11-25"));
    QCOMPARE(request.peerName, QByteArray("cli"));
    QCOMPARE(request.metaVersion, QByteArray());
    const Envelope response =
        reader
            .read(
                R"({"jsonrpc":"2.0","id":0,"result":{"serverInfo":{"name":"srv"},"protocolVersion":"2025-06-18","capabilities":{}}})")
            .envelope();
    QVERIFY(response.hasResult);
    QCOMPARE(response.negotiatedVersion, QByteArray("2025-06-18"));
    QCOMPARE(response.peerName, QByteArray("srv"));
}

void MessageReaderTest::responseFields()
{
    MessageReader reader;
    const Envelope plain =
        reader.read(R"({"jsonrpc":"2.0","id":1,"result":{"content":[{"isError":true}]}})").envelope();
    QVERIFY(plain.hasResult && !plain.toolError && !plain.inputRequired);
    QVERIFY(reader.read(R"({"jsonrpc":"2.0","id":1,"result":{"isError":true}})").envelope().toolError);
    QVERIFY(!reader.read(R"({"jsonrpc":"2.0","id":1,"result":{"isError":false}})").envelope().toolError);
    QVERIFY(!reader.read(R"({"jsonrpc":"2.0","id":1,"result":{"isError":"true"}})").envelope().toolError);
    QVERIFY(
        reader.read(R"({"jsonrpc":"2.0","id":1,"result":{"resultType":"input_required"}})").envelope().inputRequired);
    QVERIFY(!reader.read(R"({"jsonrpc":"2.0","id":1,"result":{"resultType":"complete"}})").envelope().inputRequired);
    const Envelope meta =
        reader
            .read(R"({"jsonrpc":"2.0","id":1,"result":{"_meta":{"io.modelcontextprotocol/serverInfo":{"name":"srv"},)"
                  R"("io.modelcontextprotocol/subscriptionId":"s"}}})")
            .envelope();
    QCOMPARE(meta.peerName, QByteArray("srv"));
    QVERIFY(meta.subscriptionId == RequestId::string("s"));
}

void MessageReaderTest::errorFields_data()
{
    QTest::addColumn<QByteArray>("error");
    QTest::addColumn<qint64>("code");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("usual") << QByteArray(R"({"code":-32601,"message":"Method not found","data":{"code":5}})")
                           << qint64(-32601) << QByteArray("Method not found");
    QTest::newRow("other order") << QByteArray(R"({"message":"\u0041","code" : 7 })") << qint64(7) << QByteArray("A");
    QTest::newRow("no code") << QByteArray(R"({"message":"x"})") << qint64(0) << QByteArray("x");
    QTest::newRow("a string") << QByteArray(R"("oops")") << qint64(0) << QByteArray();
    QTest::newRow("odd code") << QByteArray(R"({"code":"7"})") << qint64(0) << QByteArray();
    QTest::newRow("float code") << QByteArray(R"({"code":-32601.0})") << qint64(-32601) << QByteArray();
}

void MessageReaderTest::errorFields()
{
    QFETCH(QByteArray, error);
    QFETCH(qint64, code);
    MessageReader reader;
    const Message message = reader.read(R"({"jsonrpc":"2.0","id":1,"error":)" + error + '}');
    QCOMPARE(int(message.kind()), int(MessageKind::Response));
    QVERIFY(message.envelope().errorCode.has_value());
    QCOMPARE(*message.envelope().errorCode, code);
    QTEST(message.envelope().errorMessage, "text");
    QVERIFY(!message.envelope().hasResult);
}

void MessageReaderTest::notifications()
{
    MessageReader reader;
    const Envelope progress =
        reader
            .read(
                R"({"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":0,"progress":1e400}})")
            .envelope();
    QVERIFY(progress.progressToken == RequestId::number("0"));
    const Envelope cancelled =
        reader.read(R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"r","reason":"x"}})")
            .envelope();
    QVERIFY(cancelled.cancelledId == RequestId::string("r"));
}

void MessageReaderTest::orderOfMembersIsFree()
{
    QList<QByteArray> members = {R"("jsonrpc":"2.0")", R"("id":1)", R"("method":"tools/call")",
                                 R"("params":{"_meta":{"progressToken":2},"name":"t"})"};
    std::sort(members.begin(), members.end());
    MessageReader reader;
    do {
        const Envelope envelope = reader.read('{' + members.join(',') + '}').envelope();
        QCOMPARE(int(envelope.kind), int(MessageKind::Request));
        QCOMPARE(envelope.name, QByteArray("t"));
        QVERIFY(envelope.progressToken == RequestId::number("2"));
    } while (std::next_permutation(members.begin(), members.end()));
}

// As in JSON.parse: of two members of one name the last one counts, and counts whole.
void MessageReaderTest::lastOfDuplicatesCounts()
{
    MessageReader reader;
    const Envelope request =
        reader
            .read(
                R"({"jsonrpc":"1.0","id":1,"method":"tools/list","params":{"name":"a","uri":"b","clientInfo":{"name":"x"},"requestId":4,)"
                R"("protocolVersion":"y","_meta":{"progressToken":7,"io.modelcontextprotocol/protocolVersion":"2026-07-28"}},)"
                R"("params":{"name":"c","name":"d"},"method":"tools/call","id":"2","jsonrpc":"2.0"})")
            .envelope();
    QCOMPARE(int(request.kind), int(MessageKind::Request));
    QVERIFY(request.id == RequestId::string("2"));
    QCOMPARE(request.method, QByteArray("tools/call"));
    QCOMPARE(request.name, QByteArray("d"));
    QCOMPARE(request.metaVersion, QByteArray());
    QCOMPARE(request.peerName, QByteArray());
    QCOMPARE(request.negotiatedVersion, QByteArray());
    QVERIFY(!request.progressToken.isPresent());
    QVERIFY(!request.cancelledId.isPresent());
    const Envelope result =
        reader.read(R"({"jsonrpc":"2.0","id":1,"result":{"isError":true,"resultType":"input_required"},"result":{}})")
            .envelope();
    QVERIFY(!result.toolError && !result.inputRequired);
    QVERIFY(reader.read(R"({"jsonrpc":"2.0","id":1,"method":"a","method":7,"result":1})").envelope().method.isEmpty());
    QCOMPARE(reader.read(R"({"jsonrpc":"2.0","method":"a","\u006dethod":"b"})").envelope().method, QByteArray("b"));
}

void MessageReaderTest::ids_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("expected"); // as JSON; empty: none
    const auto row = [](const QByteArray &id, const QByteArray &expected) {
        QTest::newRow(id.constData()) << id << expected;
    };
    row("1", "1");
    row("9007199254740993", "9007199254740993");
    row("1e400", "1e400");
    row("-0", "-0");
    row("\"\"", "\"\"");
    row(R"("\ud800")", "\"\xed\xa0\x80\"");
    row(R"("a\/b")", R"("a/b")");
    row("null", "null");
    row("true", "");
    row("{\"a\":1}", "");
    row("[1]", "");
}

void MessageReaderTest::ids()
{
    QFETCH(QByteArray, id);
    MessageReader reader;
    QTEST(reader.read(R"({"jsonrpc":"2.0","id":)" + id + R"(,"method":"ping"})").envelope().id.toJson(), "expected");
    QTEST(reader.read(R"({"jsonrpc":"2.0","method":"ping","id": )" + id + " \n}").envelope().id.toJson(), "expected");
}

void MessageReaderTest::payloadIsNobodysBusiness_data()
{
    QTest::addColumn<QByteArray>("value");
    for (const char *value : {"1e400", "9007199254740993", "-0.000", R"("\ud800")", R"({"a":1,"a":2})", R"("\u0000")",
                              "[[[]]]", "\"\xf0\x9f\x98\x80\"", R"({"\ud800":1})", "123456789012345678901234567890"})
        QTest::newRow(value) << QByteArray(value);
}

void MessageReaderTest::payloadIsNobodysBusiness()
{
    QFETCH(QByteArray, value);
    MessageReader reader;
    for (const QByteArray &json :
         {R"({"jsonrpc":"2.0","id":1,"params":{"arguments":)" + value + R"(,"name":"t"},"method":"tools/call"})",
          R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"t"},"extra":)" + value + "}"}) {
        const Message message = reader.read(json);
        QVERIFY2(message.error().isEmpty(), qPrintable(message.error()));
        QCOMPARE(message.envelope().name, QByteArray("t"));
        QCOMPARE(message.raw(), json);
    }
}

void MessageReaderTest::invalid_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("error"); // how it begins, where the text is ours and not the JSON reader's
    const auto row = [](const QByteArray &json, const QString &error) {
        QTest::newRow(json.constData()) << json << error;
    };
    row("", u""_s);
    row("   ", u""_s);
    row("hello", u""_s);
    row("7", u"a JSON-RPC message is an object"_s);
    row("\"x\"", u"a JSON-RPC message is an object"_s);
    row("{", u""_s);
    row(R"({"jsonrpc":"2.0","id":1,"method":"ping")", u""_s);
    row(R"({"jsonrpc":"2.0","id":1,"method":"ping"}})", u""_s);
    row(R"({"jsonrpc":"2.0","id":1,"method":"ping"}{"jsonrpc":"2.0","id":2,"method":"ping"})", u"there is more"_s);
    row(R"({"jsonrpc":"2.0","id":1,"method":"ping"} x)", u""_s); // simdjson 3.12 finds this itself, 3.0 does not
    row(R"({"jsonrpc":"2.0" "id":1})", u""_s);
    row(R"({"jsonrpc":"2.0","id":1,"method":"ping","x"})", u""_s);
    row(R"({jsonrpc:"2.0"})", u""_s);
    row("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\xff\"}", u""_s);
    row("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\nb\"}", u""_s);
    row(R"({"id":1,"method":"ping"})", u"the member \"jsonrpc\""_s);
    row(R"({"jsonrpc":2.0,"id":1,"method":"ping"})", u"the member \"jsonrpc\""_s);
    row(R"({"jsonrpc":"1.0","id":1,"method":"ping"})", u"the member \"jsonrpc\""_s);
    row(R"({"jsonrpc":"2.0","id":1})", u"neither"_s);
    row(R"({"jsonrpc":"2.0","id":1,"method":7})", u"neither"_s);
    row(R"({"jsonrpc":"2.0","id":1,"method":"ping"x})", u""_s);
    row("[]", u"a batch is never empty"_s);
    row("[7]", u"a JSON-RPC message is an object"_s);
    row(R"([{"jsonrpc":"2.0","method":"a"},7])", u"a JSON-RPC message is an object"_s);
    row(R"([{"jsonrpc":"2.0","method":"a"},])", u""_s);
    row(R"([{"jsonrpc":"2.0","method":"a"}] [])", u"there is more"_s);
    row(R"([[{"jsonrpc":"2.0","method":"a"}]])", u"a JSON-RPC message is an object"_s);
}

void MessageReaderTest::invalid()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, error);
    MessageReader reader;
    const Message message = reader.read(json);
    QCOMPARE(int(message.kind()), int(MessageKind::Invalid));
    QVERIFY2(message.error().startsWith(error) && !message.error().isEmpty(), qPrintable(message.error()));
    QCOMPARE(message.raw(), json);
    QVERIFY(!message.tooDeep());
}

void MessageReaderTest::batches()
{
    MessageReader reader;
    const Message message = reader.read(
        R"( [{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"t"}},{"jsonrpc":"2.0","method":"n"},)"
        R"({"id":"x","result":{"isError":true},"jsonrpc":"2.0"}] )");
    QCOMPARE(int(message.kind()), int(MessageKind::Batch));
    QCOMPARE(message.items().size(), 3);
    QCOMPARE(int(message.items()[0].kind), int(MessageKind::Request));
    QCOMPARE(message.items()[0].name, QByteArray("t"));
    QCOMPARE(int(message.items()[1].kind), int(MessageKind::Notification));
    QCOMPARE(int(message.items()[2].kind), int(MessageKind::Response));
    QVERIFY(message.items()[2].toolError);
}

void MessageReaderTest::largeBatch()
{
    MessageReader reader;
    const QByteArray item = R"({"jsonrpc":"2.0","method":"n"},)";
    const Message message = reader.read('[' + item.repeated(5000).chopped(1) + ']');
    QCOMPARE(int(message.kind()), int(MessageKind::Batch));
    QCOMPARE(message.items().size(), qsizetype(kMaxBatchItems));
}

void MessageReaderTest::depth()
{
    const auto nested = [](int levels) {
        return R"({"jsonrpc":"2.0","id":1,"method":"ping","params":)" + QByteArray("[").repeated(levels - 1)
               + QByteArray("]").repeated(levels - 1) + '}';
    };
    MessageReader reader;
    QCOMPARE(int(reader.read(nested(kMaxJsonDepth)).kind()), int(MessageKind::Request));
    const Message tooDeep = reader.read(nested(kMaxJsonDepth + 1));
    QVERIFY(tooDeep.tooDeep());
    QCOMPARE(int(tooDeep.kind()), int(MessageKind::Invalid));
    QCOMPARE(tooDeep.error(), u"JSON is nested 257 deep; the limit is 256"_s);
    QVERIFY(reader.read(QByteArray("[").repeated(1'000'000)).tooDeep());
    QVERIFY(reader.read(R"({"a":)" + QByteArray("{\"a\":").repeated(1000)).tooDeep());
    // Brackets in strings are text.
    const QByteArray inStrings = R"({"a":"[[[[\"[[[","b":["\\"]})";
    QCOMPARE(jsonDepth(inStrings), 2);
    QCOMPARE(jsonDepth("\"[[["), 0);
    QCOMPARE(jsonDepth("\"\\"), 0);
    QCOMPARE(jsonDepth(""), 0);
    // What is closed too often hides nothing that is opened afterwards.
    QCOMPARE(jsonDepth("]]]]{{"), 2);
    MessageReader shallow(2);
    QVERIFY(!shallow.read(R"({"a":[]})").tooDeep());
    QVERIFY(shallow.read(R"({"a":[[]]})").tooDeep());
}

void MessageReaderTest::largeMessage()
{
    MessageReader reader;
    const QByteArray large = R"({"jsonrpc":"2.0","id":9007199254740993,"result":{"text":")"
                             + QByteArray("x\\n").repeated(3'500'000) + R"(","isError":true}})";
    const Message message = reader.read(large);
    QVERIFY(message.envelope().toolError);
    QVERIFY(message.raw().isSharedWith(large)); // read, not copied
    QCOMPARE(reader.read(R"({"jsonrpc":"2.0","method":"small"})").envelope().method, QByteArray("small"));
}

void MessageReaderTest::readerIsReusable()
{
    MessageReader reader;
    reader.read(R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"t"}})");
    reader.read("{broken");
    reader.read(R"([{"jsonrpc":"2.0")");
    const Envelope envelope = reader.read(R"({"jsonrpc":"2.0","id":2,"result":{}})").envelope();
    QCOMPARE(int(envelope.kind), int(MessageKind::Response));
    QVERIFY(envelope.name.isEmpty());
    QVERIFY(envelope.method.isEmpty());
}

// No part of a message is a message.
void MessageReaderTest::truncatedAnywhere()
{
    const QByteArray json =
        R"({"jsonrpc":"2.0","id":"a\"b","method":"tools/call","params":{"name":"t","_meta":{"progressToken":[1,{}]}}})";
    MessageReader reader;
    for (qsizetype size = 0; size < json.size(); ++size) {
        QCOMPARE(int(reader.read(json.first(size)).kind()), int(MessageKind::Invalid));
        QCOMPARE(int(reader.read('[' + json.first(size)).kind()), int(MessageKind::Invalid));
        QCOMPARE(int(reader.read('[' + json.first(size) + ']').kind()), int(MessageKind::Invalid));
    }
    QCOMPARE(int(reader.read(json).kind()), int(MessageKind::Request));
}

QTEST_GUILESS_MAIN(MessageReaderTest)
#include "tst_messagereader.moc"
