// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/headermirror.h"
#include "mcp/messagereader.h"

#include <QTest>

using namespace sightglass::mcp;

namespace {

QByteArray toolsList(const QByteArray &schema, const QByteArray &name = "weather")
{
    return R"({"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":")" + name + R"(","inputSchema":)" + schema + "}]}}";
}

QByteArray call(const QByteArray &arguments, const QByteArray &name = "\"weather\"")
{
    return R"({"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"},)"
           R"("name":)"
           + name + R"(,"arguments":)" + arguments + "}}";
}

} // namespace

class HeaderMirrorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void encode_data();
    void encode();
    void decodeLeavesWhatIsNoSentinel();
    void learns();
    void brokenAnnotationsAreNotLearnt_data();
    void brokenAnnotationsAreNotLearnt();
    void learnsAnew();
    void ignoresWhatIsNoToolsList();
    void derivesNames_data();
    void derivesNames();
    void derivesArguments();
    void legacyNeedsNone();
};

void HeaderMirrorTest::encode_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const QByteArray &value, const QByteArray &text) {
        QTest::newRow(name) << value << text;
    };
    row("plain", "Rome, IT", "Rome, IT");
    row("inner tab", "a\tb", "a\tb");
    row("empty", "", "");
    row("all that may stand as it is", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");
    row("leading blank", " a", "=?base64?IGE=?=");
    row("trailing tab", "a\t", "=?base64?YQk=?=");
    row("line break", "a\r\nX: y", "=?base64?YQ0KWDogeQ==?=");
    row("unicode", "Zürich", "=?base64?WsO8cmljaA==?=");
    row("delete", "\x7f", "=?base64?fw==?=");
    row("NUL", QByteArray("\0", 1), "=?base64?AA==?=");
    row("looks like the sentinel", "=?base64?YQ==?=", "=?base64?PT9iYXNlNjQ/WVE9PT89?=");
    row("half a sentinel", "=?base64?YQ==", "=?base64?YQ==");
    row("other case is no sentinel", "=?BASE64?YQ==?=", "=?BASE64?YQ==?=");
}

void HeaderMirrorTest::encode()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, text);
    QCOMPARE(HeaderMirror::encodeValue(value), text);
    QCOMPARE(HeaderMirror::decodeValue(text), value);
}

void HeaderMirrorTest::decodeLeavesWhatIsNoSentinel()
{
    for (const QByteArray &text :
         {QByteArray("=?base64?"), QByteArray("=?base64?="), QByteArray("=?base64?*?="), QByteArray("abc?=")})
        QCOMPARE(HeaderMirror::decodeValue(text), text);
    QCOMPARE(HeaderMirror::decodeValue("=?base64?"
                                       "?="),
             QByteArray());
}

void HeaderMirrorTest::learns()
{
    HeaderMirror mirror;
    mirror.learn(toolsList(R"({"type":"object","properties":{
        "city":{"type":"string","x-mcp-header":"City"},
        "plain":{"type":"string"},
        "deep":{"type":"object","properties":{"days":{"type":"integer","x-mcp-header":"Days"},
                                              "x/y~z":{"type":"boolean","x-mcp-header":"Odd"}}},
        "list":{"type":"array","items":{"properties":{"no":{"type":"string","x-mcp-header":"Unreachable"}}}}}})"));
    const QList<MirroredArgument> expected = {
        {"City", {"city"}}, {"Days", {"deep", "days"}}, {"Odd", {"deep", "x/y~z"}}};
    QCOMPARE(mirror.argumentsOf("weather"), expected);
    QVERIFY(mirror.argumentsOf("other").isEmpty());
}

void HeaderMirrorTest::brokenAnnotationsAreNotLearnt_data()
{
    QTest::addColumn<QByteArray>("properties");
    QTest::newRow("number") << QByteArray(R"("a":{"type":"number","x-mcp-header":"A"})");
    QTest::newRow("object") << QByteArray(R"("a":{"type":"object","x-mcp-header":"A"})");
    QTest::newRow("no type") << QByteArray(R"("a":{"x-mcp-header":"A"})");
    QTest::newRow("list of types") << QByteArray(R"("a":{"type":["string","null"],"x-mcp-header":"A"})");
    QTest::newRow("empty name") << QByteArray(R"("a":{"type":"string","x-mcp-header":""})");
    QTest::newRow("no token") << QByteArray(R"("a":{"type":"string","x-mcp-header":"A B"})");
    QTest::newRow("injection") << QByteArray(R"("a":{"type":"string","x-mcp-header":"A\r\nB"})");
    QTest::newRow("no string") << QByteArray(R"("a":{"type":"string","x-mcp-header":true})");
    QTest::newRow("taken twice") << QByteArray(
        R"("a":{"type":"string","x-mcp-header":"A"},"b":{"type":"string","x-mcp-header":"a"})");
}

void HeaderMirrorTest::brokenAnnotationsAreNotLearnt()
{
    QFETCH(QByteArray, properties);
    HeaderMirror mirror;
    mirror.learn(toolsList(R"({"properties":{"ok":{"type":"string","x-mcp-header":"Ok"},)" + properties + "}}"));
    QVERIFY(mirror.argumentsOf("weather").isEmpty());
}

void HeaderMirrorTest::learnsAnew()
{
    HeaderMirror mirror;
    const QByteArray annotated = R"({"properties":{"a":{"type":"string","x-mcp-header":"A"}}})";
    mirror.learn(toolsList(annotated, "one"));
    mirror.learn(toolsList(annotated, "two")); // the next page adds to it
    QCOMPARE(mirror.argumentsOf("one").size(), 1);
    QCOMPARE(mirror.argumentsOf("two").size(), 1);
    mirror.learn(toolsList("{}", "one"));
    QVERIFY(mirror.argumentsOf("one").isEmpty());
    QCOMPARE(mirror.argumentsOf("two").size(), 1);
}

void HeaderMirrorTest::ignoresWhatIsNoToolsList()
{
    HeaderMirror mirror;
    for (const char *text :
         {"", "{", "[]", "7", R"({"result":{"tools":{}}})", R"({"result":{"tools":[7,{"name":1},{}]}})",
          R"({"result":{"tools":[{"name":"x","inputSchema":7}]}})",
          R"({"result":{"tools":[{"name":"x","inputSchema":{"properties":[1]}}]}})",
          R"({"result":{"tools":[{"name":"x","inputSchema":{"properties":{"a":7}}}]}})"})
        mirror.learn(text);
    QVERIFY(mirror.argumentsOf("x").isEmpty());
}

void HeaderMirrorTest::derivesNames_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("params");
    QTest::addColumn<QByteArray>("name"); // null: no Mcp-Name
    QTest::newRow("tool") << QByteArray("tools/call") << QByteArray(R"("name":"t")") << QByteArray("t");
    QTest::newRow("odd tool") << QByteArray("tools/call") << QByteArray(R"("name":"té")")
                              << QByteArray("=?base64?dMOp?=");
    QTest::newRow("prompt") << QByteArray("prompts/get") << QByteArray(R"("name":"p")") << QByteArray("p");
    QTest::newRow("resource") << QByteArray("resources/read") << QByteArray(R"("uri":"file:///a")")
                              << QByteArray("file:///a");
    QTest::newRow("task") << QByteArray("tasks/get") << QByteArray(R"("taskId":"1")") << QByteArray("1");
    QTest::newRow("list") << QByteArray("tools/list") << QByteArray(R"("cursor":"c")") << QByteArray();
    QTest::newRow("completion") << QByteArray("completion/complete") << QByteArray(R"("ref":{"name":"p"})")
                                << QByteArray();
}

void HeaderMirrorTest::derivesNames()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, params);
    QFETCH(QByteArray, name);
    MessageReader reader;
    const Message message = reader.read(R"({"jsonrpc":"2.0","id":1,"method":")" + method + R"(","params":{)" + params
                                        + R"(,"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}})");
    HeaderMirror::Headers expected = {{"MCP-Protocol-Version", "2026-07-28"}, {"Mcp-Method", method}};
    if (!name.isNull())
        expected.append({"Mcp-Name", name});
    QCOMPARE(HeaderMirror().derive(message), expected);
}

void HeaderMirrorTest::derivesArguments()
{
    HeaderMirror mirror;
    mirror.learn(toolsList(R"({"properties":{
        "s":{"type":"string","x-mcp-header":"S"},"i":{"type":"integer","x-mcp-header":"I"},
        "b":{"type":"boolean","x-mcp-header":"B"},"d":{"properties":{"e":{"type":"string","x-mcp-header":"E"}}}}})"));
    MessageReader reader;
    const auto arguments = [&](const QByteArray &json) {
        QByteArray text;
        for (const auto &[name, value] : mirror.derive(reader.read(call(json)))) {
            if (name.startsWith("Mcp-Param-"))
                text += name.sliced(10) + '=' + value + ';';
        }
        return text;
    };
    QCOMPARE(arguments(R"({"s":"Rome","i":-3,"b":true,"d":{"e":"x"}})"), QByteArray("S=Rome;I=-3;B=true;E=x;"));
    QCOMPARE(arguments(R"({"s":" ü","i":0,"b":false})"), QByteArray("S==?base64?IMO8?=;I=0;B=false;"));
    QCOMPARE(arguments(R"({"s":null,"i":null})"), QByteArray());
    QCOMPARE(arguments(R"({})"), QByteArray());
    QCOMPARE(arguments(R"({"s":7,"d":"no object"})"), QByteArray("S=7;")); // the server judges the type
    // Integers are mirrored within ±(2^53 − 1) only.
    QCOMPARE(arguments(R"({"i":9007199254740991})"), QByteArray("I=9007199254740991;"));
    QCOMPARE(arguments(R"({"i":-9007199254740991})"), QByteArray("I=-9007199254740991;"));
    QCOMPARE(arguments(R"({"i":9007199254740992})"), QByteArray());
    QCOMPARE(arguments(R"({"i":-9007199254740992})"), QByteArray());
    QCOMPARE(arguments(R"({"i":18446744073709551615})"), QByteArray());
    // What a parser would not take beside them is not theirs to care about; neither is the spelling of a name.
    QCOMPARE(arguments(R"({"x":1e400,"y":"\ud800","s":"Rome","d":{"\u0065":"x"}})"), QByteArray("S=Rome;E=x;"));
    QCOMPARE(arguments(R"({"i":1e400,"b":"\ud83d\ude00"})"), QByteArray("B==?base64?8J+YgA==?=;"));
    QCOMPARE(arguments(R"({"s":"first","d":{"e":"gone"},"s":"last","d":3})"), QByteArray("S=last;"));
    // Another tool has no such arguments.
    QCOMPARE(mirror.derive(reader.read(call(R"({"s":"Rome"})", "\"other\""))).size(), 3);
}

void HeaderMirrorTest::legacyNeedsNone()
{
    MessageReader reader;
    const HeaderMirror mirror;
    QVERIFY(mirror.derive(reader.read(R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"t"}})"))
                .isEmpty());
    QVERIFY(mirror.derive(reader.read(R"({"jsonrpc":"2.0","id":1,"result":{}})")).isEmpty());
    QVERIFY(mirror.derive(reader.read("garbage")).isEmpty());
}

QTEST_GUILESS_MAIN(HeaderMirrorTest)
#include "tst_headermirror.moc"
