// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What lint says of a modern request's _meta and headers is what our own server answers.
#include "interceptor/lint/lintbench.h"
#include "server/requestcheck.h"

#include <QTest>

using namespace sightglass;
using namespace sightglass::test;

class TestLintHeaders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameWords_data();
    void sameWords();
};

void TestLintHeaders::sameWords_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArrayList>("headers");
    const QByteArray list = R"({@J,"id":1,"method":"tools/list","params":{@M}})";
    const QByteArray call =
        R"({@J,"id":1,"method":"tools/call","params":{"name":"t","arguments":{"r":"eu","n":42,"b":true},@M}})";
    const QByteArray read = R"({@J,"id":1,"method":"resources/read","params":{"uri":"file:///ü",@M}})";
    QTest::newRow("fine") << call << QByteArrayList{};
    QTest::newRow("fine with an encoded name") << read << QByteArrayList{};
    QTest::newRow("no method") << list << QByteArrayList{"-Mcp-Method"};
    QTest::newRow("another method") << list << QByteArrayList{"Mcp-Method: tools/LIST"};
    QTest::newRow("no version") << list << QByteArrayList{"-MCP-Protocol-Version"};
    QTest::newRow("another version") << list << QByteArrayList{"MCP-Protocol-Version: 2025-11-25"};
    QTest::newRow("no name") << call << QByteArrayList{"-Mcp-Name"};
    QTest::newRow("another name") << call << QByteArrayList{"Mcp-Name: u"};
    QTest::newRow("a URI that is not encoded") << read << QByteArrayList{"Mcp-Name: file:///%C3%BC"};
    QTest::newRow("no argument") << call << QByteArrayList{"-Mcp-Param-Region"};
    QTest::newRow("another argument") << call << QByteArrayList{"Mcp-Param-Region: us"};
    QTest::newRow("bad base64") << call << QByteArrayList{"Mcp-Param-Region: =?base64?ZXU?="};
    QTest::newRow("good base64") << call << QByteArrayList{"Mcp-Param-Region: =?base64?ZXU=?="};
    QTest::newRow("a number spelt otherwise") << call << QByteArrayList{"Mcp-Param-Number: 42.0"};
    QTest::newRow("another number") << call << QByteArrayList{"Mcp-Param-Number: 43"};
    QTest::newRow("another boolean") << call << QByteArrayList{"Mcp-Param-Flag: True"};
    QTest::newRow("a header without an argument")
        << QByteArray(R"({@J,"id":1,"method":"tools/call","params":{"name":"t",@M}})")
        << QByteArrayList{"Mcp-Param-Region: eu"};
    QTest::newRow("no _meta") << QByteArray(R"({@J,"id":1,"method":"tools/list"})")
                              << QByteArrayList{"MCP-Protocol-Version: 2026-07-28", "Mcp-Method: tools/list"};
    QTest::newRow("no capabilities") << QByteArray(
        R"({@J,"id":1,"method":"tools/list","params":{"_meta":{"@/protocolVersion":"2026-07-28"}}})")
                                     << QByteArrayList{};
}

void TestLintHeaders::sameWords()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArrayList, headers);
    const QByteArray tools = LintBench::expanded(
        R"({@J,"id":1,"result":{"tools":[{"name":"t","inputSchema":{"type":"object","properties":{)"
        R"("r":{"type":"string","x-mcp-header":"Region"},"n":{"type":"integer","x-mcp-header":"Number"},"b":{"type":"boolean","x-mcp-header":"Flag"}}}}]}})");
    body = LintBench::expanded(body);
    QByteArrayList steps{R"(> {@J,"id":1,"method":"tools/list","params":{@M}})", "< " + tools};
    for (const QByteArray &header : headers)
        steps.append("h " + header);
    QString ours;
    for (const exchange::Note &note : LintBench().live(steps + QByteArrayList{"> " + body})) {
        if (note.code == "header-mismatch" || note.code == "missing-meta") {
            ours = note.text;
            break;
        }
    }

    // The same request at the server.
    mcp::HeaderMirror mirror;
    mirror.learn(tools);
    const mcp::Message message = mcp::MessageReader().read(body);
    auto wanted = mirror.derive(message);
    for (const QByteArray &text : headers) {
        const bool away = text.startsWith('-');
        const QByteArray name = away ? text.sliced(1) : text.left(text.indexOf(':'));
        wanted.removeIf([&](const auto &header) { return header.first.compare(name, Qt::CaseInsensitive) == 0; });
        if (!away)
            wanted.append({name, text.sliced(text.indexOf(':') + 1).trimmed()});
    }
    QByteArray block = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n";
    for (const auto &[name, value] : wanted)
        block += name + ": " + value + "\r\n";
    const auto head = wire::HttpHead::parse(wire::Role::Request, block + "\r\n");
    QVERIFY(head);
    const server::Json json = server::parseJson(body);
    const auto refusal = server::checkModernRequest(*head, message.envelope(), server::member(json, "params"), mirror);
    QCOMPARE(ours.isEmpty(), !refusal.has_value());
    if (refusal)
        QCOMPARE(ours, refusal->code == server::rpc::kHeaderMismatch ? QStringLiteral("-32020 ") + refusal->message
                                                                     : refusal->message);
}

QTEST_GUILESS_MAIN(TestLintHeaders)
#include "tst_lintheaders.moc"
