// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Well-formed messages: what the parser makes of them, and that it does not matter how the bytes were cut.
#include "wire/httprecorder.h"

#include <QTest>

using namespace sightglass::wire;
using namespace sightglass::wire::test;
using namespace Qt::Literals::StringLiterals;

Q_DECLARE_METATYPE(sightglass::wire::Framing)

class TestHttp1Parser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void request();
    void response();
    void responseBodies_data();
    void responseBodies();
    void pipelinedRequests();
    void interimResponses();
    void answerToHead();
    void switchingProtocolsLeavesTheRest();
    void trailers();
    void keepAlive_data();
    void keepAlive();
    void closedTooEarly_data();
    void closedTooEarly();
    void untilCloseLimit();
    void bodyLimitRaisedInOnHead();
    void phases();
    void stopFeedingAndGoOn();
    void manyFields();
    void headIsAValue();
    void tokens_data();
    void tokens();
    void parseStoredHead();
    void parseStoredHeadFails_data();
    void parseStoredHeadFails();
};

namespace {

const QByteArray kPost(
    "POST /mcp?x=1 HTTP/1.1\r\nHost: 127.0.0.1:8808\r\nContent-Type: application/json\r\n"
    "Accept:  application/json, text/event-stream \t\r\nContent-Length: 14\r\n\r\n{\"id\":1,\"a\":2}");

Outcome checked(const Setup &setup, const QByteArray &bytes)
{
    Outcome outcome = feedWhole(setup, bytes);
    if (const QByteArray difference = differenceWhenCut(setup, bytes, outcome); !difference.isEmpty())
        outcome.text = QString::fromUtf8(difference);
    return outcome;
}

Setup responses(bool noBody = false)
{
    Setup setup;
    setup.role = Role::Response;
    setup.noBody = noBody;
    return setup;
}

} // namespace

void TestHttp1Parser::request()
{
    const QByteArray bytes = kPost;
    const Outcome outcome = checked(Setup(), bytes);
    QCOMPARE(outcome.text, QString());
    QCOMPARE(outcome.messages.size(), 1);
    const Message &message = outcome.messages[0];
    const HttpHead &head = message.head;
    QCOMPARE(head.block() + message.body, bytes);
    QCOMPARE(head.method(), "POST");
    QCOMPARE(head.target(), "/mcp?x=1");
    QCOMPARE(head.versionMinor(), 1);
    QCOMPARE(head.fieldCount(), 4);
    QCOMPARE(head.name(1), "Content-Type");
    QCOMPARE(head.value(2), "application/json, text/event-stream");
    QCOMPARE(head.find("host").value_or("none"), "127.0.0.1:8808");
    QVERIFY(!head.find("Hos"));
    QCOMPARE(head.framing(), Framing::Length);
    QCOMPARE(head.contentLength(), std::optional<quint64>(14));
    QVERIFY(head.keepAlive());
    QVERIFY(message.ended);
}

void TestHttp1Parser::response()
{
    const QByteArray bytes("HTTP/1.0 404 Not  Found \r\nServer:x\r\nContent-Length: 2\r\n\r\nno");
    const Outcome outcome = checked(responses(), bytes);
    QCOMPARE(outcome.text, QString());
    const HttpHead &head = outcome.messages.at(0).head;
    QCOMPARE(head.status(), 404);
    QCOMPARE(head.reason(), "Not  Found ");
    QCOMPARE(head.versionMinor(), 0);
    QCOMPARE(head.value(0), "x");
    QVERIFY(head.method().isEmpty() && head.target().isEmpty());
    QVERIFY(!head.keepAlive());
    QCOMPARE(outcome.messages[0].body, "no");
}

void TestHttp1Parser::responseBodies_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("wireBody");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Framing>("framing");
    const auto row = [](const char *name, const QByteArray &head, const QByteArray &wire, const QByteArray &body,
                        Framing framing) { QTest::newRow(name) << head << wire << body << framing; };
    row("length", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n", "abc", "abc", Framing::Length);
    row("length zero", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "", "", Framing::Length);
    row("empty reason", "HTTP/1.1 200 \r\nContent-Length: 1\r\n\r\n", "a", "a", Framing::Length);
    row("chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "3\r\nabc\r\n0A\r\n0123456789\r\n0\r\n\r\n",
        "abc0123456789", Framing::Chunked);
    row("chunked, empty", "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n", "0\r\n\r\n", "", Framing::Chunked);
    row("until close", "HTTP/1.1 200 OK\r\n\r\n", "abc\r\n\r\nHTTP/1.1", "abc\r\n\r\nHTTP/1.1", Framing::UntilClose);
    row("until close, empty", "HTTP/1.1 200 OK\r\n\r\n", "", "", Framing::UntilClose);
    row("204", "HTTP/1.1 204 No Content\r\n\r\n", "", "", Framing::None);
    row("204 with length", "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n", "", "", Framing::None);
    row("304 with length", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", "", "", Framing::None);
    row("304 chunked", "HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n", "", "", Framing::None);
    row("202 of a notification", "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n", "", "", Framing::Length);
}

void TestHttp1Parser::responseBodies()
{
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, wireBody);
    QFETCH(QByteArray, body);
    QFETCH(Framing, framing);
    const Outcome outcome = checked(responses(), head + wireBody);
    QCOMPARE(outcome.text, QString());
    QCOMPARE(outcome.messages.size(), 1);
    QCOMPARE(outcome.messages[0].body, body);
    QCOMPARE(outcome.messages[0].head.framing(), framing);
    QCOMPARE(outcome.messages[0].head.block(), head);
    QCOMPARE(outcome.messages[0].head.keepAlive(), framing != Framing::UntilClose);
    QVERIFY(outcome.messages[0].ended && outcome.finished);
}

void TestHttp1Parser::pipelinedRequests()
{
    const QByteArray get("GET /a HTTP/1.1\r\nHost: a\r\n\r\n");
    const QByteArray chunked("POST /b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n");
    const Outcome outcome = checked(Setup(), get + kPost + "\r\n" + chunked + get);
    QCOMPARE(outcome.text, QString());
    QCOMPARE(outcome.messages.size(), 4);
    QCOMPARE(outcome.messages[1].body, kPost.last(14));
    QCOMPARE(outcome.messages[2].body, "hi");
    QCOMPARE(outcome.messages[3].head.block(), get);

    // One feed never reads beyond its message.
    QList<Message> messages;
    Recorder recorder(messages);
    Http1Parser parser(Role::Request);
    QCOMPARE(parser.feed(get + get, recorder).value_or(-1), get.size());
    QVERIFY(parser.done());
    QCOMPARE(parser.feed(get, recorder).value_or(-1), 0);
    QCOMPARE(messages.size(), 1);
}

void TestHttp1Parser::interimResponses()
{
    const QByteArray bytes(
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\nContent-Length: 9\r\n\r\n"
        "HTTP/1.1 102 x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    const Outcome outcome = checked(responses(), bytes);
    QCOMPARE(outcome.text, QString());
    QCOMPARE(outcome.messages.size(), 4);
    QCOMPARE(outcome.messages[1].head.status(), 103);
    QVERIFY(outcome.messages[1].ended && outcome.messages[1].body.isEmpty());
    QCOMPARE(outcome.messages[3].body, "ok");
}

void TestHttp1Parser::answerToHead()
{
    // noBody stays over reset(), since the interim response comes first.
    const QByteArray bytes("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n"
                           "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nHTTP/1.1 200 OK\r\n\r\n");
    const Outcome outcome = checked(responses(true), bytes);
    QCOMPARE(outcome.text, QString());
    QCOMPARE(outcome.messages.size(), 4);
    for (const Message &message : outcome.messages) {
        QVERIFY(message.ended && message.body.isEmpty());
        QCOMPARE(message.head.framing(), Framing::None);
        QVERIFY(message.head.keepAlive());
    }
    QCOMPARE(outcome.messages[1].head.contentLength(), std::optional<quint64>(5000));
}

void TestHttp1Parser::switchingProtocolsLeavesTheRest()
{
    QList<Message> messages;
    Recorder recorder(messages);
    Http1Parser parser(Role::Response);
    const QByteArray head("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    QCOMPARE(parser.feed(head + "\x81\x05hello", recorder).value_or(-1), head.size());
    QVERIFY(parser.done());
    QCOMPARE(messages.at(0).head.status(), 101);
}

void TestHttp1Parser::trailers()
{
    const QByteArray bytes("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n"
                           "X-Sum:  1\r\nContent-Length: 7\r\nx-more: \xe4\r\ntransfer-encoding: gzip\r\n\r\n");
    const Outcome outcome = checked(Setup(), bytes);
    QCOMPARE(outcome.text, QString());
    QCOMPARE(outcome.messages.at(0).trailers, "X-Sum:  1\r\nx-more: \xe4\r\n");
    QCOMPARE(outcome.messages[0].body, "a");
    QVERIFY(outcome.messages[0].ended);
}

void TestHttp1Parser::keepAlive_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<bool>("keep");
    QTest::newRow("1.1") << QByteArray("GET / HTTP/1.1\r\nHost: a\r\n\r\n") << true;
    QTest::newRow("1.1 close") << QByteArray("GET / HTTP/1.1\r\nHost: a\r\nConnection: x, Close\r\n\r\n") << false;
    QTest::newRow("1.1 keep-alive") << QByteArray("GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\n\r\n")
                                    << true;
    QTest::newRow("1.0") << QByteArray("GET / HTTP/1.0\r\n\r\n") << false;
    QTest::newRow("1.0 keep-alive") << QByteArray("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n") << true;
}

void TestHttp1Parser::keepAlive()
{
    QFETCH(QByteArray, head);
    QFETCH(bool, keep);
    QCOMPARE(checked(Setup(), head).messages.at(0).head.keepAlive(), keep);
}

void TestHttp1Parser::closedTooEarly_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("head") << QByteArray("HTTP/1.1 200 OK\r\nA:") << u"inside the head, after 19 bytes"_s;
    QTest::newRow("first byte") << QByteArray("H") << u"inside the head, after 1 bytes"_s;
    QTest::newRow("length") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc")
                            << u"with 2 bytes of the body missing"_s;
    QTest::newRow("length, none") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")
                                  << u"with 5 bytes of the body missing"_s;
    const QByteArray chunked("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    QTest::newRow("chunks") << chunked << u"inside a chunked body, after 0 bytes"_s;
    QTest::newRow("chunk") << QByteArray(chunked + "3\r\nab") << u"inside a chunked body, after 2 bytes"_s;
    QTest::newRow("last chunk") << QByteArray(chunked + "3\r\nabc\r\n0\r\n")
                                << u"inside a chunked body, after 3 bytes"_s;
}

void TestHttp1Parser::closedTooEarly()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, text);
    const Outcome outcome = feedWhole(responses(), bytes);
    QVERIFY(!outcome.finished);
    QVERIFY2(outcome.text.contains(text), qPrintable(outcome.text));
    QCOMPARE(differenceWhenCut(responses(), bytes, outcome), QByteArray());
}

void TestHttp1Parser::untilCloseLimit()
{
    Setup setup = responses();
    setup.limits.bodyBytes = 3;
    const QByteArray head("HTTP/1.1 200 OK\r\n\r\n");
    QCOMPARE(checked(setup, head + "abc").text, QString());
    const Outcome outcome = feedWhole(setup, head + "abcd");
    QCOMPARE(outcome.status, 413);
    QCOMPARE(outcome.messages.at(0).body, "abc");
    QCOMPARE(differenceWhenCut(setup, head + "abcd", outcome), QByteArray());
}

void TestHttp1Parser::bodyLimitRaisedInOnHead()
{
    struct Raising final : HttpEvents {
        Http1Parser *parser = nullptr;
        qsizetype body = 0;
        void onHead(HttpHead &&) override { parser->setBodyLimit(kUnlimitedBody); }
        void onBody(QByteArrayView bytes) override { body += bytes.size(); }
        void onMessageEnd() override {}
    };
    HttpLimits small;
    small.bodyBytes = 2;
    Http1Parser parser(Role::Response, small);
    Raising events;
    events.parser = &parser;
    for (const QByteArray head :
         {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", "HTTP/1.1 200 OK\r\n\r\nabc"}) {
        events.body = 0;
        QVERIFY(parser.feed(head, events));
        QCOMPARE(events.body, 3);
        parser.reset();
    }
    // After reset() the limit is the usual one.
    QVERIFY(!parser.feed("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n", events));
}

void TestHttp1Parser::phases()
{
    QList<Message> messages;
    Recorder recorder(messages);
    Http1Parser parser(Role::Request);
    QVERIFY(parser.idle() && !parser.headComplete() && !parser.done());
    QVERIFY(parser.feed("", recorder));
    QVERIFY(parser.feed("\r\n", recorder)); // an empty line is nothing of a message yet
    QVERIFY(parser.idle());
    QVERIFY(parser.feed("P", recorder));
    QVERIFY(!parser.idle() && !parser.headComplete());
    QVERIFY(parser.feed("OST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n", recorder));
    QVERIFY(parser.headComplete() && !parser.done() && messages.size() == 1);
    QVERIFY(parser.feed("a", recorder));
    QCOMPARE(parser.bodyBytes(), quint64(1));
    QVERIFY(!parser.done());
    QVERIFY(parser.feed("b", recorder));
    QVERIFY(parser.done() && parser.headComplete() && messages[0].ended);
    QVERIFY(parser.finish(recorder));
    parser.reset();
    QVERIFY(parser.idle() && parser.finish(recorder));
    QCOMPARE(parser.bodyBytes(), quint64(0));
}

void TestHttp1Parser::stopFeedingAndGoOn()
{
    QList<Message> messages;
    Recorder recorder(messages);
    Http1Parser parser(Role::Request);
    const QByteArray bytes = kPost;
    const qsizetype pause = bytes.size() - 5;
    QCOMPARE(parser.feed(bytes.first(pause), recorder).value_or(-1), pause);
    QCOMPARE(messages.at(0).body.size(), 9);
    QCOMPARE(parser.feed(bytes.sliced(pause) + "GET", recorder).value_or(-1), 5);
    QVERIFY(parser.done());
}

void TestHttp1Parser::manyFields()
{
    QByteArray bytes("GET / HTTP/1.1\r\nHost: a\r\n");
    for (int i = 1; i < 128; ++i)
        bytes += "name" + QByteArray::number(i) + ": value" + QByteArray::number(i) + "\r\n";
    bytes += "\r\n";
    const Outcome outcome = checked(Setup(), bytes);
    QCOMPARE(outcome.text, QString());
    const HttpHead &head = outcome.messages.at(0).head;
    QCOMPARE(head.fieldCount(), 128);
    for (int i = 1; i < 128; ++i) {
        QCOMPARE(head.value(i), QByteArray("value" + QByteArray::number(i)));
        QCOMPARE(head.find("NAME" + QByteArray::number(i)).value_or(""), head.value(i));
    }
}

void TestHttp1Parser::headIsAValue()
{
    HttpHead copy;
    QVERIFY(copy.block().isEmpty() && copy.method().isEmpty() && copy.fieldCount() == 0);
    {
        const auto head = HttpHead::parse(Role::Request, "GET /x HTTP/1.1\r\nHost: a\r\nSet: 1\r\nset: 2\r\n\r\n");
        QVERIFY(head);
        copy = *head;
        QCOMPARE(copy.block().constData(), head->block().constData()); // shared, not copied
    }
    const HttpHead moved = std::move(copy);
    QCOMPARE(moved.target(), "/x");
    QCOMPARE(moved.count("SET"), 2);
    QCOMPARE(moved.count("absent"), 0);
    QCOMPARE(moved.find("set").value_or(""), "1");
}

void TestHttp1Parser::tokens_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("found");
    QTest::newRow("alone") << QByteArray("close") << true;
    QTest::newRow("capitals") << QByteArray("Close") << true;
    QTest::newRow("first") << QByteArray("close, a") << true;
    QTest::newRow("last") << QByteArray("a ,\tclose") << true;
    QTest::newRow("among empty ones") << QByteArray(",, close ,") << true;
    QTest::newRow("other") << QByteArray("closed") << false;
    QTest::newRow("part") << QByteArray("a-close") << false;
    QTest::newRow("two words") << QByteArray("close a") << false;
    QTest::newRow("empty") << QByteArray("") << false;
}

void TestHttp1Parser::tokens()
{
    QFETCH(QByteArray, value);
    QFETCH(bool, found);
    const QByteArray block = "GET / HTTP/1.0\r\nList: other\r\nLIST: " + value + "\r\nElse: close\r\n\r\n";
    const auto head = HttpHead::parse(Role::Request, block);
    QVERIFY(head);
    QCOMPARE(head->hasToken("list", "CLOSE"), found);
    QVERIFY(head->hasToken("List", "other"));
    QVERIFY(!head->hasToken("absent", "close"));
}

void TestHttp1Parser::parseStoredHead()
{
    const QByteArray block("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n");
    const auto head = HttpHead::parse(Role::Response, block);
    QVERIFY(head); // a limit of the body is no matter of the head
    QCOMPARE(head->framing(), Framing::Length);
    QCOMPARE(head->contentLength(), std::optional<quint64>(99999999999));
    const auto toHead = HttpHead::parse(Role::Response, block, true);
    QVERIFY(toHead);
    QCOMPARE(toHead->framing(), Framing::None);
    QCOMPARE(toHead->block(), block);
}

void TestHttp1Parser::parseStoredHeadFails_data()
{
    using sightglass::ErrorCode;
    QTest::addColumn<QByteArray>("block");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, const QByteArray &block, ErrorCode code) {
        QTest::newRow(name) << block << int(code);
    };
    row("empty", "", ErrorCode::InvalidData);
    row("incomplete", "GET / HTTP/1.1\r\nHost: a\r\n", ErrorCode::InvalidData);
    row("with body", "GET / HTTP/1.1\r\nHost: a\r\n\r\nx", ErrorCode::InvalidData);
    row("no host", "GET / HTTP/1.1\r\n\r\n", ErrorCode::InvalidData);
    row("too long", "GET / HTTP/1.1\r\nA: " + QByteArray(70'000, 'a') + "\r\n\r\n", ErrorCode::LimitExceeded);
}

void TestHttp1Parser::parseStoredHeadFails()
{
    QFETCH(QByteArray, block);
    QFETCH(int, code);
    const auto head = HttpHead::parse(Role::Request, block);
    QVERIFY(!head);
    QCOMPARE(int(head.error().code), code);
    QVERIFY(!head.error().text.isEmpty());
}

QTEST_GUILESS_MAIN(TestHttp1Parser)
#include "tst_http1parser.moc"
