// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/copyformats.h"

#include "ui/models/jsonscan.h"
#include "ui/models/modelfixture.h"

#include <QProcess>
#include <QStandardPaths>

using namespace sightglass;
using namespace sightglass::models;
using exchange::Part;
using exchange::PartKind;

namespace {

const QUrl kUrl(QStringLiteral("http://127.0.0.1:8808/mcp"));

QList<Part> callParts(const QByteArray &body = R"({"jsonrpc":"2.0","id":1,"method":"tools/list"})")
{
    return {{PartKind::RequestHead, 0,
             "POST /mcp?x=1 HTTP/1.1\r\nHost: elsewhere\r\nAuthorization: Bearer secret\r\nContent-Length: "
             "5\r\nX-Empty:\r\n"
             "X-Quote: it's\r\n\r\n"},
            {PartKind::RequestBody, 0, body},
            {PartKind::ResponseHead, 0, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"},
            {PartKind::ResponseBody, 0, R"({"ok":true})"}};
}

exchange::Record call()
{
    exchange::Record record = callRecord(12);
    record.target = "/mcp?x=1";
    return record;
}

} // namespace

class TestCopyFormats : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void json();
    void curl();
    void curlOfOtherBodies();
    void shellReadsWhatWeQuote();
    void bodies();
    void names();
};

void TestCopyFormats::json()
{
    const QByteArray redacted = asJson(call(), callParts());
    QVERIFY(jsonRoot(redacted).value && !jsonRoot(redacted).fault);
    QVERIFY(!redacted.contains("Bearer secret"));
    QVERIFY(redacted.contains("\n  \"id\": 12"));
    QVERIFY(asJson(call(), callParts(), Secrets::Kept).contains("Bearer secret"));
}

void TestCopyFormats::curl()
{
    const QByteArray command = asCurl(call(), callParts(), kUrl, Secrets::Kept);
    QVERIFY(command.startsWith("curl "));
    QVERIFY(command.contains("'http://127.0.0.1:8808/mcp?x=1'"));
    QVERIFY(command.contains("-H 'Authorization: Bearer secret'"));
    QVERIFY(command.contains("-H 'X-Quote: it'\\''s'"));
    QVERIFY(command.contains("-H 'X-Empty;'"));
    QVERIFY(!command.contains("Host"));
    QVERIFY(!command.contains("Content-Length"));
    QVERIFY(command.contains("--data-raw '{\"jsonrpc\""));
    QVERIFY(!command.contains("-X"));
    QVERIFY(!asCurl(call(), callParts(), kUrl).contains("Bearer secret"));
}

void TestCopyFormats::curlOfOtherBodies()
{
    const QByteArray binary = asCurl(call(), callParts(QByteArray("\0\xff", 2)), kUrl);
    QVERIFY(binary.startsWith("printf %s AP8= | base64 -d | curl"));
    QVERIFY(binary.contains("--data-binary @-"));
    exchange::Record stream = call();
    stream.httpMethod = "GET";
    const QByteArray get =
        asCurl(stream, {{PartKind::RequestHead, 0, "GET /mcp HTTP/1.1\r\nAccept: text/event-stream\r\n\r\n"}}, kUrl);
    QVERIFY(!get.contains("-X") && !get.contains("--data"));
    stream.httpMethod = "DELETE";
    QVERIFY(asCurl(stream, {}, kUrl).contains("-X DELETE"));
}

void TestCopyFormats::shellReadsWhatWeQuote()
{
    const QString shell = QStandardPaths::findExecutable(QStringLiteral("sh"));
    if (shell.isEmpty())
        QSKIP("no sh");
    for (const QByteArray &text :
         QByteArrayList{"", "a b", "it's", "$HOME `x` \\ \"", "line\nline", "ü*?[]", "-n", "'''"}) {
        QProcess process;
        process.start(shell, {QStringLiteral("-c"), QString::fromUtf8("printf '%s' " + shellQuoted(text))});
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.readAllStandardOutput(), text);
    }
}

void TestCopyFormats::bodies()
{
    QList<Part> parts = callParts();
    QCOMPARE(requestBody(parts, true), requestBody(parts));
    QCOMPARE(responseBody(parts), R"({"ok":true})");
    QVERIFY(!hasSentRequest(parts) && !hasSentResponse(parts));
    parts.append({PartKind::SentRequestBody, 0, "edited"});
    parts.append({PartKind::ResponseBody, 0, "more"});
    QCOMPARE(requestBody(parts, true), "edited");
    QVERIFY(requestBody(parts).startsWith('{'));
    QCOMPARE(responseBody(parts), R"({"ok":true}more)");
    QVERIFY(hasSentRequest(parts));
    const QList<Part> stream = {{PartKind::ResponseHead, 0, "HTTP/1.1 200 OK\r\n\r\n"},
                                {PartKind::Event, 0, ": ping\n\n"},
                                {PartKind::Event, 0, "data: 1\n\n"},
                                {PartKind::Event, 0, "data: 2\n\n"},
                                {PartKind::SentEvent, 0, "data: two\n\n"},
                                {PartKind::Event, 0, "data: 3\n\n"},
                                {PartKind::SentEvent, 0, {}}};
    QCOMPARE(responseBody(stream), "1\n2\n3");
    QCOMPARE(responseBody(stream, true), "1\ntwo");
    QVERIFY(hasSentResponse(stream));
}

void TestCopyFormats::names()
{
    QCOMPARE(bodyFileName(call(), callParts(), false), QStringLiteral("12-tools-call-search.response.json"));
    QCOMPARE(bodyFileName(call(), callParts("no json"), true), QStringLiteral("12-tools-call-search.request.txt"));
    exchange::Record hostile = call();
    hostile.name = "../../etc/passwd\n";
    QVERIFY(!bodyFileName(hostile, callParts(), true).contains(u'/'));
    QCOMPARE(asSightglassCommand(call(), QStringLiteral("sqlite:/tmp/a b.sqlite")),
             "sightglass export --store 'sqlite:/tmp/a b.sqlite' --filter exchange:12");
    QCOMPARE(asRow(call()).count('\t'), 15);
}

QTEST_GUILESS_MAIN(TestCopyFormats)
#include "tst_copyformats.moc"
