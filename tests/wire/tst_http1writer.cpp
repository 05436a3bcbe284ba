// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/http1writer.h"
#include "wire/httprecorder.h"

#include <QTest>

using namespace sightglass::wire;
using namespace sightglass::wire::test;

class TestHttp1Writer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void request();
    void response();
    void forbiddenFields_data();
    void forbiddenFields();
    void forbiddenStartLines_data();
    void forbiddenStartLines();
    void copiedHeadIsTheSame();
    void chunksComeBack();
    void reasons();
    void hopByHop_data();
    void hopByHop();
};

void TestHttp1Writer::request()
{
    QByteArray out("before");
    HeadWriter writer(out);
    QVERIFY(writer.startRequest("POST", "/mcp"));
    QVERIFY(writer.field("Host", "a:1"));
    QVERIFY(writer.field("Empty", ""));
    QVERIFY(writer.field("Content-Length", quint64(18446744073709551615u)));
    writer.finish();
    QCOMPARE(out, "beforePOST /mcp HTTP/1.1\r\nHost: a:1\r\nEmpty: \r\nContent-Length: 18446744073709551615\r\n\r\n");
}

void TestHttp1Writer::response()
{
    QByteArray out;
    HeadWriter writer(out);
    QVERIFY(writer.startResponse(202));
    writer.finish();
    QVERIFY(writer.startResponse(200, "Fine \xe4"));
    writer.finish();
    QCOMPARE(out, "HTTP/1.1 202 Accepted\r\n\r\nHTTP/1.1 200 Fine \xe4\r\n\r\n");
}

void TestHttp1Writer::forbiddenFields_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char *what, const QByteArray &name, const QByteArray &value) {
        QTest::newRow(what) << name << value;
    };
    row("CRLF in value", "A", "b\r\nSet-Cookie: c");
    row("CR in value", "A", "b\rc");
    row("LF in value", "A", "b\nc");
    row("NUL in value", "A", QByteArray("b\0c", 3));
    row("escape in value", "A", "\x1b");
    row("DEL in value", "A", "\x7f");
    row("empty name", "", "b");
    row("colon in name", "A:", "b");
    row("space in name", "A ", "b");
    row("CRLF in name", "A\r\nB", "b");
    row("high byte in name", "\xe4", "b");
}

void TestHttp1Writer::forbiddenFields()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QByteArray out;
    HeadWriter writer(out);
    QVERIFY(!writer.field(name, value));
    QVERIFY(out.isEmpty());
}

void TestHttp1Writer::forbiddenStartLines_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    const auto row = [](const char *what, const QByteArray &method, const QByteArray &target) {
        QTest::newRow(what) << method << target;
    };
    row("empty method", "", "/");
    row("space in method", "GE T", "/");
    row("CRLF in method", "GET\r\n", "/");
    row("empty target", "GET", "");
    row("space in target", "GET", "/a b");
    row("CRLF in target", "GET", "/ HTTP/1.1\r\nA: b");
    row("DEL in target", "GET", "/\x7f");
}

void TestHttp1Writer::forbiddenStartLines()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QByteArray out;
    HeadWriter writer(out);
    QVERIFY(!writer.startRequest(method, target));
    QVERIFY(!writer.startResponse(99, "a"));
    QVERIFY(!writer.startResponse(1000, "a"));
    QVERIFY(!writer.startResponse(200, "a\r\nB: c"));
    QVERIFY(out.isEmpty());
}

void TestHttp1Writer::copiedHeadIsTheSame()
{
    const QByteArray block("POST /x HTTP/1.1\r\nhOsT: a\r\nX-\xc3: no\r\n\r\n");
    QVERIFY(!HttpHead::parse(Role::Request, block));
    const QByteArray good("POST /x HTTP/1.1\r\nhOsT: a\r\nX-Y: \xc3\xa4 \t z\r\nEmpty: \r\nContent-Length: 0\r\n\r\n");
    const auto head = HttpHead::parse(Role::Request, good);
    QVERIFY(head);
    QByteArray out;
    HeadWriter writer(out);
    QVERIFY(writer.startRequest(head->method(), head->target()));
    for (qsizetype i = 0; i < head->fieldCount(); ++i)
        writer.copyField(*head, i);
    writer.finish();
    QCOMPARE(out, good);
}

void TestHttp1Writer::chunksComeBack()
{
    QByteArray out("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    QByteArray body;
    for (const qsizetype size : {1, 0, 15, 16, 255, 4096, 0, 70'000}) {
        const QByteArray data(size, char('a' + size % 26));
        body += data;
        appendChunk(out, data);
    }
    out += kLastChunk;
    Setup setup;
    setup.role = Role::Response;
    const Outcome outcome = feedWhole(setup, out);
    QCOMPARE(outcome.text, QString());
    QCOMPARE(outcome.messages.size(), 1);
    QCOMPARE(outcome.messages[0].body, body);
    QVERIFY(outcome.messages[0].ended);
    QCOMPARE(differenceWhenCut(setup, out, outcome), QByteArray());
}

void TestHttp1Writer::reasons()
{
    QCOMPARE(defaultReason(200), "OK");
    QCOMPARE(defaultReason(502), "Bad Gateway");
    QCOMPARE(defaultReason(299), "Unknown");
    // Whatever this program answers itself has a phrase.
    for (const int status : {100, 202, 204, 400, 401, 403, 404, 405, 406, 408, 413, 414,
                             415, 417, 421, 429, 431, 500, 501, 502, 503, 504, 505})
        QVERIFY2(defaultReason(status) != "Unknown", QByteArray::number(status).constData());
}

void TestHttp1Writer::hopByHop_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("hop");
    for (const char *name : {"Connection", "keep-alive", "Proxy-Connection", "PROXY-AUTHENTICATE",
                             "Proxy-Authorization", "te", "Trailer", "Transfer-Encoding", "Upgrade"})
        QTest::newRow(name) << QByteArray(name) << true;
    for (const char *name : {"Content-Length", "Host", "Authorization", "TEE", "ET", "Trailers", "Mcp-Session-Id", ""})
        QTest::newRow(*name ? name : "empty") << QByteArray(name) << false;
}

void TestHttp1Writer::hopByHop()
{
    QFETCH(QByteArray, name);
    QFETCH(bool, hop);
    QCOMPARE(isHopByHop(name), hop);
}

QTEST_GUILESS_MAIN(TestHttp1Writer)
#include "tst_http1writer.moc"
