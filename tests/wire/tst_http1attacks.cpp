// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What must be refused, and what looks like an attack but must not be. Each is fed whole, byte by byte and cut in two
// everywhere, with the same outcome.
#include "wire/httprecorder.h"

#include <QTest>

using namespace sightglass::wire;
using namespace sightglass::wire::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray withNul(const char *before, const char *after)
{
    return QByteArray(before) + '\0' + after;
}

QByteArray post(const QByteArray &fields, const QByteArray &body = {})
{
    return "POST /mcp HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n" + body;
}

QByteArray chunked(const QByteArray &body)
{
    return post("Transfer-Encoding: chunked\r\n", body);
}

QByteArray response(const QByteArray &fields, const QByteArray &body = {})
{
    return "HTTP/1.1 200 OK\r\n" + fields + "\r\n" + body;
}

} // namespace

class TestHttp1Attacks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusedRequests_data();
    void refusedRequests();
    void refusedResponses_data();
    void refusedResponses();
    void acceptedRequests_data();
    void acceptedRequests();
    void limits_data();
    void limits();
    void limitsAreExact();
    void incompleteHeadIsRefusedEarly();
    void bodyLimitComesBeforeTheHead();
    void chunkedLimitIsRunning();
    void nothingAfterAnError();
    void textsNeverEchoMuch();
};

void TestHttp1Attacks::refusedRequests_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("text"); // a part of it
    const auto row = [](const char *name, const QByteArray &bytes, int status, const char *text) {
        QTest::newRow(name) << bytes << status << QString::fromUtf8(text);
    };
    // Lengths
    row("two equal lengths", post("Content-Length: 3\r\nContent-Length: 3\r\n", "abc"), 400, "2 Content-Length");
    row("two lengths", post("Content-Length: 3\r\ncontent-length: 4\r\n", "abcd"), 400, "2 Content-Length");
    row("length list, equal", post("Content-Length: 3, 3\r\n", "abc"), 400, "\"3, 3\"");
    row("length list", post("Content-Length: 3,4\r\n", "abc"), 400, "Content-Length is not");
    row("length empty", post("Content-Length:\r\n"), 400, "Content-Length is not");
    row("length blank", post("Content-Length:  \t\r\n"), 400, "Content-Length is not");
    row("length negative", post("Content-Length: -1\r\n"), 400, "\"-1\"");
    row("length plus", post("Content-Length: +3\r\n", "abc"), 400, "\"+3\"");
    row("length hex", post("Content-Length: 0x3\r\n", "abc"), 400, "\"0x3\"");
    row("length float", post("Content-Length: 3.0\r\n", "abc"), 400, "\"3.0\"");
    row("length inner space", post("Content-Length: 1 2\r\n", "abc"), 400, "\"1 2\"");
    row("length quoted", post("Content-Length: \"3\"\r\n", "abc"), 400, "Content-Length is not");
    row("length overflow", post("Content-Length: 18446744073709551616\r\n"), 400, "18446744073709551616");
    row("length wraps to 3", post("Content-Length: 18446744073709551619\r\n", "abc"), 400, "Content-Length is not");
    row("length too long", post("Content-Length: 18446744073709551615\r\n"), 413, "more than 16777216");
    // Transfer codings
    row("length then chunked", post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400,
        "both Content-Length and Transfer-Encoding");
    row("chunked then length", post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n"), 400,
        "both Content-Length and Transfer-Encoding");
    row("length and identity", post("Content-Length: 5\r\nTransfer-Encoding: identity\r\n", "abcde"), 400,
        "both Content-Length and Transfer-Encoding");
    row("coding gzip", post("Transfer-Encoding: gzip\r\n"), 501, "\"gzip\"");
    row("coding list", post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), 501, "\"gzip, chunked\"");
    row("coding chunked twice", post("Transfer-Encoding: chunked, chunked\r\n", "0\r\n\r\n"), 501, "not chunked but");
    row("coding chunked first", post("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"), 501, "not chunked but");
    row("coding two fields", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400,
        "2 Transfer-Encoding");
    row("coding two kinds", post("Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400,
        "2 Transfer-Encoding");
    row("coding prefixed", post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"), 501, "\"xchunked\"");
    row("coding quoted", post("Transfer-Encoding: \"chunked\"\r\n", "0\r\n\r\n"), 501, "not chunked but");
    row("coding with parameter", post("Transfer-Encoding: chunked;q=1\r\n", "0\r\n\r\n"), 501, "not chunked but");
    row("coding vertical tab", post("Transfer-Encoding: \vchunked\r\n", "0\r\n\r\n"), 400, "control character");
    row("coding empty", post("Transfer-Encoding:\r\n"), 501, "not chunked but");
    row("coding in 1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, "HTTP/1.0");
    // Chunks
    row("chunk size letters", chunked("xyz\r\n"), 400, "chunk 1 of the body: its size begins with \"x\"");
    row("chunk size empty", chunked("\r\nabc"), 400, "its size begins with \"\\x0d\"");
    row("chunk size extension only", chunked(";a=b\r\n"), 400, "its size begins with");
    row("chunk size space before", chunked(" 3\r\nabc\r\n"), 400, "its size begins with");
    row("chunk size plus", chunked("+3\r\nabc\r\n"), 400, "its size begins with \"+\"");
    row("chunk size minus", chunked("-3\r\nabc\r\n"), 400, "its size begins with \"-\"");
    row("chunk size 0x", chunked("0x3\r\nabc\r\n"), 400, "its size is followed by \"x\"");
    row("chunk size underscore", chunked("1_0\r\n"), 400, "its size is followed by \"_\"");
    row("chunk size space after", chunked("3 \r\nabc\r\n"), 400, "its size is followed by");
    row("chunk size two numbers", chunked("3 3\r\nabc\r\n"), 400, "its size is followed by");
    row("chunk size overflow", chunked("10000000000000000\r\n"), 400, "more than 16 digits");
    row("chunk size many zeros", chunked("00000000000000003\r\nabc\r\n0\r\n\r\n"), 400, "more than 16 digits");
    row("chunk size max", chunked("ffffffffffffffff\r\n"), 413, "body longer than 16777216");
    row("chunk size LF", chunked("3\nabc\r\n"), 400, "its size is followed by \"\\x0a\"");
    row("chunk size CR only", chunked("3\rabc\r\n"), 400, "CR without LF");
    row("chunk extension LF", chunked("3;a\nabc\r\n"), 400, "control character in its extension");
    row("chunk extension NUL", chunked(withNul("3;a", "b\r\nabc\r\n")), 400, "control character in its extension");
    row("chunk extension CR", chunked("3;a\rb\r\nabc\r\n"), 400, "CR without LF");
    row("chunk too long", chunked("3\r\nabcd\r\n"), 400, "no CRLF after its data, but \"d\"");
    row("chunk too short", chunked("3\r\nab\r\n0\r\n\r\n"), 400, "no CRLF after its data");
    row("chunk ends with LF", chunked("3\r\nabc\n0\r\n\r\n"), 400, "no CRLF after its data, but \"\\x0a\"");
    row("chunk ends with CR", chunked("3\r\nabc\r0\r\n\r\n"), 400, "no CRLF after its data, but \"0\"");
    row("second chunk bad", chunked("3\r\nabc\r\nzz\r\n"), 400, "chunk 2 of the body");
    row("trailer LF", chunked("0\r\nA: b\n\r\n"), 400, "trailer line 1 ends with a bare LF");
    row("trailer end LF", chunked("0\r\n\n"), 400, "trailer line 1 ends with a bare LF");
    row("trailer folded", chunked("0\r\nA: b\r\n c\r\n\r\n"), 400, "trailer line 2 is folded");
    row("trailer no colon", chunked("0\r\nA\r\n\r\n"), 400, "trailer line 1: no colon");
    row("trailer space before colon", chunked("0\r\nA : b\r\n\r\n"), 400, "trailer line 1: white space");
    row("trailer smuggles a request", chunked("0\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"), 400,
        "trailer line 1: no colon");
    row("trailer NUL", chunked(withNul("0\r\nA: b", "\r\n\r\n")), 400, "trailer line 1: control character");
    // Field lines
    row("obs-fold space", post("A: b\r\n c\r\n"), 400, "line 4 is folded");
    row("obs-fold tab", post("A: b\r\n\tc\r\n"), 400, "line 4 is folded");
    row("fold after request line", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400, "line 2 is folded");
    row("blank line of spaces", "GET / HTTP/1.1\r\nHost: a\r\n \r\n\r\n", 400, "line 3 is folded");
    row("space before colon", post("Content-Length : 3\r\n", "abc"), 400, "line 3: white space between field name");
    row("tab before colon", post("A\t: b\r\n"), 400, "line 3: white space between field name");
    row("space in name", post("A B: c\r\n"), 400, "line 3: the field name is no token: \"A B\"");
    row("no colon", post("Abc\r\n"), 400, "line 3: no colon in field line \"Abc\"");
    row("empty name", post(": b\r\n"), 400, "line 3: empty field name");
    row("NUL in name", post(withNul("A", "B: c\r\n")), 400, "\"A\\x00B\"");
    row("high byte in name", post("\xc3\xa4: c\r\n"), 400, "\"\\xc3\\xa4\"");
    row("parenthesis in name", post("A(b): c\r\n"), 400, "the field name is no token");
    row("CR in name", post("A\rB: c\r\n"), 400, "the field name is no token");
    row("bare CR in value", post("A: b\rContent-Length: 3\r\n"), 400,
        "line 3: control character in the value of \"A\"");
    row("bare LF in value", post("A: b\nContent-Length: 3\r\n"), 400, "line 3 ends with a bare LF");
    row("NUL in value", post(withNul("A: b", "c\r\n")), 400, "control character in the value of \"A\"");
    row("escape in value", post("A: \x1b[2J\r\n"), 400, "control character in the value");
    row("DEL in value", post("A: b\x7f\r\n"), 400, "control character in the value");
    row("form feed in value", post("A: \f\r\n"), 400, "control character in the value");
    row("CR CR LF", post("A: b\r\r\n"), 400, "control character in the value");
    row("LF LF ends head", "GET / HTTP/1.1\nHost: a\n\n", 400, "line 1 ends with a bare LF");
    row("mixed end of head", "GET / HTTP/1.1\r\nHost: a\r\n\n", 400, "line 3 ends with a bare LF");
    row("Connection no list", post("Connection: a b(\r\n"), 400, "malformed head");
    // Host
    row("no host", "GET / HTTP/1.1\r\n\r\n", 400, "no Host");
    row("two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400, "2 Host");
    row("two hosts in 1.0", "GET / HTTP/1.0\r\nHost: a\r\nhost: b\r\n\r\n", 400, "2 Host");
    row("absolute without host", "GET http://a/ HTTP/1.1\r\n\r\n", 400, "no Host");
    // Request line
    row("bad method", "G@T / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "line 1: the method is no token: \"G@T\"");
    row("method only", "GET\r\nHost: a\r\n\r\n", 400, "line 1: not a method, a target and a version");
    row("HTTP/0.9", "GET /\r\n\r\n", 400, "line 1: not a method, a target and a version");
    row("space first", " GET / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "line 1 begins no HTTP/1 message");
    row("two spaces", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "line 1: bad request target");
    row("space in target", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400, "line 1: bad HTTP version");
    row("tab as separator", "GET\t/\tHTTP/1.1\r\nHost: a\r\n\r\n", 400, "line 1");
    row("trailing space", "GET / HTTP/1.1 \r\nHost: a\r\n\r\n", 400, "line 1: bad HTTP version \"HTTP/1.1 \"");
    row("CR in target", "GET /\rx HTTP/1.1\r\nHost: a\r\n\r\n", 400, "line 1: bad request target");
    row("NUL in target", withNul("GET /", " HTTP/1.1\r\nHost: a\r\n\r\n"), 400, "bad request target \"/\\x00\"");
    row("DEL in target", "GET /\x7f HTTP/1.1\r\nHost: a\r\n\r\n", 400, "bad request target");
    row("LF in request line", "GET /\nHost: a\r\n\r\n", 400, "line 1 ends with a bare LF");
    row("no version", "GET / \r\nHost: a\r\n\r\n", 400, "bad HTTP version \"\"");
    row("lower case version", "GET / http/1.1\r\nHost: a\r\n\r\n", 400, "bad HTTP version");
    row("version text", "GET / HTTP/one\r\nHost: a\r\n\r\n", 400, "bad HTTP version");
    row("version long", "GET / HTTP/1.10\r\nHost: a\r\n\r\n", 400, "bad HTTP version");
    row("version other protocol", "GET / ICAP/1.0\r\nHost: a\r\n\r\n", 400, "bad HTTP version");
    row("version 2", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505, "\"HTTP/2.0\"");
    row("version 3", "GET / HTTP/3.0\r\nHost: a\r\n\r\n", 505, "\"HTTP/3.0\"");
    row("version 1.2", "GET / HTTP/1.2\r\nHost: a\r\n\r\n", 505, "\"HTTP/1.2\"");
    row("version 0.9", "GET / HTTP/0.9\r\n\r\n", 505, "\"HTTP/0.9\"");
    row("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "\"HTTP/2.0\"");
    // Other protocols
    row("TLS hello", QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc", 9), 400, "begins no HTTP/1 message: \"\\x16\"");
    row("NUL", QByteArray(16, '\0'), 400, "begins no HTTP/1 message: \"\\x00\"");
    row("JSON", "{\"jsonrpc\":\"2.0\"}\n", 400, "begins no HTTP/1 message: \"{\"");
    row("LF first", "\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "begins no HTTP/1 message");
    row("three empty lines first", "\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "begins no HTTP/1 message");
    row("CR first", "\rGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "a CR without LF before the request line");
    // After a good one
    row("garbage after a message", "GET / HTTP/1.1\r\nHost: a\r\n\r\n\x01", 400, "begins no HTTP/1 message");
    row("body longer than declared", post("Content-Length: 3\r\n", "abc{\"a\":1}"), 400, "begins no HTTP/1 message");
}

void TestHttp1Attacks::refusedRequests()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    QFETCH(QString, text);
    const Setup setup;
    const Outcome outcome = feedWhole(setup, bytes);
    QCOMPARE(outcome.status, status);
    QVERIFY2(outcome.text.contains(text), qPrintable(outcome.text));
    QCOMPARE(differenceWhenCut(setup, bytes, outcome), QByteArray());
}

void TestHttp1Attacks::refusedResponses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const QByteArray &bytes, const char *text) {
        QTest::newRow(name) << bytes << QString::fromUtf8(text);
    };
    row("two lengths", response("Content-Length: 1\r\nContent-Length: 1\r\n", "a"), "2 Content-Length");
    row("length and chunked", response("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n", "a"), "both");
    row("coding gzip", response("Transfer-Encoding: gzip\r\n"), "\"gzip\"");
    row("coding in 1.0", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "HTTP/1.0");
    row("length and chunked in 304", "HTTP/1.1 304 x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "both");
    row("bad length in 204", "HTTP/1.1 204 x\r\nContent-Length: -1\r\n\r\n", "\"-1\"");
    row("folded", response("A: b\r\n c\r\n"), "line 3 is folded");
    row("bare LF", "HTTP/1.1 200 OK\nA: b\n\n", "line 1 ends with a bare LF");
    row("control in reason", "HTTP/1.1 200 O\x01K\r\n\r\n", "control character in the reason phrase");
    row("CR in reason", "HTTP/1.1 200 O\rK\r\n\r\n", "control character in the reason phrase");
    row("splitting", response("A: b\rSet-Cookie: c\r\n"), "control character in the value of \"A\"");
    row("status two digits", "HTTP/1.1 20 OK\r\n\r\n", "three digits");
    row("status four digits", "HTTP/1.1 2000 OK\r\n\r\n", "three digits");
    row("status letters", "HTTP/1.1 2xx OK\r\n\r\n", "three digits");
    row("status zero", "HTTP/1.1 000 OK\r\n\r\n", "three digits");
    row("status 099", "HTTP/1.1 099 OK\r\n\r\n", "three digits");
    row("no status", "HTTP/1.1\r\n\r\n", "three digits");
    row("version 2", "HTTP/2.0 200 OK\r\n\r\n", "\"HTTP/2.0\"");
    row("version garbage", "HTTP/x 200 OK\r\n\r\n", "bad HTTP version");
    row("a request", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "begins no HTTP/1 message: \"G\"");
    row("HTTP/0.9 page", "<html>", "begins no HTTP/1 message: \"<\"");
    row("almost HTTP", "HTTQ/1.1 200 OK\r\n\r\n", "begins no HTTP/1 message: \"HTTQ\"");
    row("leading empty line", "\r\nHTTP/1.1 200 OK\r\n\r\n", "begins no HTTP/1 message");
    row("chunk garbage", response("Transfer-Encoding: chunked\r\n", "hello"), "chunk 1 of the body");
    row("ssh", "SSH-2.0-OpenSSH_9.2\r\n", "begins no HTTP/1 message: \"S\"");
}

void TestHttp1Attacks::refusedResponses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, text);
    Setup setup;
    setup.role = Role::Response;
    const Outcome outcome = feedWhole(setup, bytes);
    QVERIFY(outcome.status != 0);
    QVERIFY2(outcome.text.contains(text), qPrintable(outcome.text));
    QCOMPARE(differenceWhenCut(setup, bytes, outcome), QByteArray());
}

void TestHttp1Attacks::acceptedRequests_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, const QByteArray &bytes, const QByteArray &body = {}) {
        QTest::newRow(name) << bytes << body;
    };
    row("absolute target", "GET http://a:8808/mcp HTTP/1.1\r\nHost: a:8808\r\n\r\n");
    row("asterisk target", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n");
    row("authority target", "CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n");
    row("empty host", "GET / HTTP/1.1\r\nHost:\r\n\r\n");
    row("1.0 without host", "GET / HTTP/1.0\r\n\r\n");
    row("length zero", post("Content-Length: 0\r\n"));
    row("length with leading zeros", post("Content-Length: 0003\r\n", "abc"), "abc");
    row("chunked in capitals", post("TRANSFER-ENCODING: CHUNKED\r\n", "3\r\nabc\r\n0\r\n\r\n"), "abc");
    row("value with tab and obs-text", post("A: b\tc \xe4\r\n"));
    row("empty value", post("A:\r\nB: \t \r\n"));
    row("strange method", "M-SEARCH * HTTP/1.1\r\nHost: a\r\n\r\n");
    row("utf-8 target", "GET /\xc3\xa4 HTTP/1.1\r\nHost: a\r\n\r\n");
    row("two empty lines first", "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
    row("chunk extensions", chunked("3;a;b=c; d=\"e;f\"\r\nabc\r\n0;z\r\n\r\n"), "abc");
    row("blank before extension", chunked("3 \t;a\r\nabc\r\n0\r\n\r\n"), "abc");
    row("leading zeros in size", chunked("0000000000000003\r\nabc\r\n000\r\n\r\n"), "abc");
    row("forbidden trailer", chunked("3\r\nabc\r\n0\r\nContent-Length: 99\r\nHost: evil\r\n\r\n"), "abc");
    row("length-like header", post("X-Content-Length: 99\r\nContent-Lengthy: 7\r\n"));
    row("body with CRLFCRLF", post("Content-Length: 8\r\n", "\r\n\r\n\r\n\r\n"), "\r\n\r\n\r\n\r\n");
    row("body of NULs", post("Content-Length: 3\r\n", QByteArray(3, '\0')), QByteArray(3, '\0'));
}

void TestHttp1Attacks::acceptedRequests()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, body);
    const Setup setup;
    const Outcome outcome = feedWhole(setup, bytes);
    QCOMPARE(outcome.text, QString());
    QCOMPARE(outcome.messages.size(), 1);
    QVERIFY(outcome.messages[0].ended && outcome.idle && outcome.finished);
    QCOMPARE(outcome.messages[0].body, body);
    QCOMPARE(outcome.messages[0].trailers, QByteArray());
    QCOMPARE(differenceWhenCut(setup, bytes, outcome), QByteArray());
}

void TestHttp1Attacks::limits_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("text");
    const QByteArray longValue(70'000, 'a');
    QByteArray many;
    for (int i = 0; i < 200; ++i)
        many += "a:\r\n";
    const auto row = [](const char *name, const QByteArray &bytes, int status, const char *text) {
        QTest::newRow(name) << bytes << status << QString::fromUtf8(text);
    };
    row("long target", "GET /" + longValue + " HTTP/1.1\r\nHost: a\r\n\r\n", 414, "request line longer than 65536");
    row("endless target", "GET /" + longValue, 414, "request line longer than 65536");
    row("long value", post("A: " + longValue + "\r\n"), 431, "head longer than 65536 bytes, in line 3");
    row("endless value", "GET / HTTP/1.1\r\nHost: a\r\nA: " + longValue, 431, "in line 3");
    row("long name", post(longValue + ": b\r\n"), 431, "in line 3");
    row("many fields", post(many), 431, "more than 128 header fields");
    row("many fields, no end", "GET / HTTP/1.1\r\n" + many, 431, "more than 128 header fields");
    row("long trailer", chunked("0\r\nA: " + longValue + "\r\n\r\n"), 431, "trailers longer than 65536");
    row("endless trailer", chunked("0\r\n" + longValue), 431, "trailers longer than 65536");
    row("many trailers", chunked("0\r\n" + many + "\r\n"), 431, "more than 128 trailer fields");
    row("many forbidden trailers", chunked("0\r\n" + QByteArray("TE:\r\n").repeated(200) + "\r\n"), 431,
        "more than 128 trailer fields");
    row("long extension", chunked("3;" + longValue + "\r\nabc\r\n"), 431, "more than 4096 bytes of chunk extensions");
    row("endless extension", chunked("3;" + longValue), 431, "more than 4096 bytes of chunk extensions");
    row("many extensions", chunked(QByteArray("1;" + QByteArray(100, 'e') + "\r\na\r\n").repeated(50)), 431,
        "chunk 41 of the body: more than 4096 bytes of chunk extensions");
    row("endless blanks", chunked("3" + QByteArray(5000, ' ')), 431, "more than 4096 bytes of chunk extensions");
    row("long length", post("Content-Length: 16777217\r\n", "a"), 413, "Content-Length 16777217 is more than 16777216");
    row("long chunk", chunked("1000001\r\na"), 413, "chunk 1 of the body: body longer than 16777216");
}

void TestHttp1Attacks::limits()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    QFETCH(QString, text);
    const Setup setup;
    const Outcome outcome = feedWhole(setup, bytes);
    QCOMPARE(outcome.status, status);
    QVERIFY2(outcome.text.contains(text), qPrintable(outcome.text));
    QCOMPARE(differenceWhenCut(setup, bytes, outcome), QByteArray());
}

void TestHttp1Attacks::limitsAreExact()
{
    const QByteArray head = post("A: b\r\n");
    const auto statusWith = [&](auto change, const QByteArray &bytes) {
        Setup setup;
        change(setup.limits);
        const Outcome outcome = feedWhole(setup, bytes);
        return differenceWhenCut(setup, bytes, outcome).isEmpty() ? outcome.status : -1;
    };
    QCOMPARE(statusWith([&](HttpLimits &l) { l.headerBytes = head.size(); }, head), 0);
    QCOMPARE(statusWith([&](HttpLimits &l) { l.headerBytes = head.size() - 1; }, head), 431);
    QCOMPARE(statusWith([](HttpLimits &l) { l.headerCount = 2; }, head), 0);
    QCOMPARE(statusWith([](HttpLimits &l) { l.headerCount = 1; }, head), 431);
    const QByteArray length = post("Content-Length: 3\r\n", "abc");
    QCOMPARE(statusWith([](HttpLimits &l) { l.bodyBytes = 3; }, length), 0);
    QCOMPARE(statusWith([](HttpLimits &l) { l.bodyBytes = 2; }, length), 413);
    const QByteArray chunks = chunked("2;x\r\nab\r\n1;y\r\nc\r\n0\r\nT: u\r\n\r\n");
    QCOMPARE(statusWith([](HttpLimits &l) { l.bodyBytes = 3; }, chunks), 0);
    QCOMPARE(statusWith([](HttpLimits &l) { l.bodyBytes = 2; }, chunks), 413);
    QCOMPARE(statusWith([](HttpLimits &l) { l.chunkExtensionBytes = 4; }, chunks), 0);
    QCOMPARE(statusWith([](HttpLimits &l) { l.chunkExtensionBytes = 3; }, chunks), 431);
}

void TestHttp1Attacks::incompleteHeadIsRefusedEarly()
{
    QList<Message> messages;
    Recorder recorder(messages);
    Http1Parser parser(Role::Request);
    QVERIFY(parser.feed("GET / HTTP/1.1\r\nHost: a\r\n", recorder));
    for (int i = 0; i < 127; ++i)
        QVERIFY(parser.feed("A: b\r\n", recorder));
    const auto used = parser.feed("A: b\r\n", recorder);
    QVERIFY(!used);
    QCOMPARE(used.error().status, 431);
    QVERIFY(messages.isEmpty());
}

void TestHttp1Attacks::bodyLimitComesBeforeTheHead()
{
    QList<Message> messages;
    Recorder recorder(messages);
    HttpLimits small;
    small.bodyBytes = 10;
    Http1Parser parser(Role::Request, small);
    const auto used = parser.feed(post("Content-Length: 11\r\n"), recorder);
    QVERIFY(!used);
    QCOMPARE(used.error().status, 413);
    QVERIFY(messages.isEmpty());
}

void TestHttp1Attacks::chunkedLimitIsRunning()
{
    Setup setup;
    setup.limits.bodyBytes = 10;
    const QByteArray bytes = chunked("6\r\nabcdef\r\n4\r\nghij\r\n1\r\nk\r\n0\r\n\r\n");
    const Outcome outcome = feedWhole(setup, bytes);
    QCOMPARE(outcome.status, 413);
    QVERIFY(outcome.text.contains(u"chunk 3"_s));
    QCOMPARE(outcome.messages.at(0).body, QByteArray("abcdefghij"));
    QCOMPARE(differenceWhenCut(setup, bytes, outcome), QByteArray());
}

void TestHttp1Attacks::nothingAfterAnError()
{
    QList<Message> messages;
    Recorder recorder(messages);
    Http1Parser parser(Role::Request);
    const QByteArray good("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    QVERIFY(!parser.feed("\x01", recorder));
    QVERIFY(!parser.feed(good, recorder));
    QVERIFY(!parser.finish(recorder));
    QVERIFY(!parser.headComplete() && !parser.done() && !parser.idle());
    QVERIFY(messages.isEmpty());
    parser.reset();
    QVERIFY(parser.feed(good, recorder));
    QVERIFY(parser.done());
}

void TestHttp1Attacks::textsNeverEchoMuch()
{
    const Outcome outcome = feedWhole(Setup(), post(QByteArray(3000, 'x') + "\r\n"));
    QCOMPARE(outcome.status, 400);
    QVERIFY(outcome.text.contains(QString(64, u'x')));
    QVERIFY(!outcome.text.contains(QString(65, u'x')));
    const Outcome escaped = feedWhole(Setup(), post("a\"<\\\x1b\xff: b\r\n"));
    QVERIFY2(escaped.text.contains(uR"("a\x22<\x5c\x1b\xff")"_s), qPrintable(escaped.text));
}

QTEST_GUILESS_MAIN(TestHttp1Attacks)
#include "tst_http1attacks.moc"
