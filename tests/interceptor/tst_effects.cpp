// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a verdict may do besides a message's fate, through a running proxy, in both eras.
#include "interceptor/chainsupport.h"
#include "support/rawpeer.h"

#include <QTest>

using namespace sightglass;
using namespace sightglass::test;
using exchange::NoteKind;
using exchange::PartKind;
using exchange::State;
using interceptor::Context;
using interceptor::Traits;
using interceptor::Verdict;
using interceptor::Way;
using Connection = ScriptedServer::Connection;

namespace {

const QByteArray kCall =
    R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"add","arguments":{"a":9007199254740993}}})";
const QByteArray kModernCall =
    R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"add","arguments":{"a":9007199254740993},)"
    R"("_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}})";
const QByteArray kResult = R"({"jsonrpc":"2.0","id":1,"result":{"big":1e400}})";
const QByteArray kOther = R"({"jsonrpc":"2.0","id":1,"result":{"other":true}})";
const QByteArray kModernFields = "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call\r\nMcp-Name: add\r\n";

using Adjust = std::function<void(proxy::ProxyBuilder &)>;

Adjust with(std::shared_ptr<Scripted> one)
{
    return [=](proxy::ProxyBuilder &builder) { builder.intercept(one); };
}

std::shared_ptr<Scripted> wantingAll(Scripted::Function function)
{
    auto one = std::make_shared<Scripted>(std::move(function));
    Traits traits = one->traits();
    traits.emptyMessages = traits.streamHeads = true;
    one->setTraits(traits);
    return one;
}

QByteArray progressEvent(int i)
{
    return sseEvent(R"({"jsonrpc":"2.0","method":"notifications/progress","params":{"progress":)"
                    + QByteArray::number(i) + "}}");
}

qsizetype countOf(const exchange::Record &record, NoteKind kind)
{
    return std::count_if(record.notes.begin(), record.notes.end(), [&](const auto &note) { return note.kind == kind; });
}

} // namespace

class TestEffects : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requestHeaders_data();
    void requestHeaders();
    void editsWinOverTheRoute();
    void editedMessageKeepsItsBytes();
    void independentHeaders();
    void explicitMirroredHeaderWins();
    void answerHeaders();
    void answerThatIsNoJson();
    void streamHeaders();
    void streamIsReplaced_data();
    void streamIsReplaced();
    void delayedStreamHead();
    void redirects();
    void redirectToNowhere();
    void rejections_data();
    void rejections();
    void requestsWithoutBody_data();
    void requestsWithoutBody();
    void notesAreRecorded();
    void failingInterceptorIsNoFailingProxy();
};

void TestEffects::requestHeaders_data()
{
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<QByteArray>("fields");
    QTest::newRow("legacy") << kCall << QByteArray("MCP-Protocol-Version: 2025-11-25\r\nMcp-Session-Id: s\r\n");
    QTest::newRow("modern") << kModernCall << kModernFields;
}

void TestEffects::requestHeaders()
{
    QFETCH(QByteArray, call);
    QFETCH(QByteArray, fields);
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    ProxyFixture proxy(server.url(), with(onText(Way::ToServer, "add",
                                                 Verdict()
                                                     .withHeader("X-Kept", "edited")
                                                     .withHeader("X-New", "there")
                                                     .withoutHeader("authorization")
                                                     .withHeader("Content-Length", "1")
                                                     .withHeader("Host", "elsewhere")
                                                     .withHeader("Connection", "close")
                                                     .withHeader("X-Split", "a\r\nX-Evil: 1"))));
    RawClient client(proxy.port());
    client.send(post(call, fields + "X-Kept: 1\r\nAuthorization: Bearer t\r\nX-After: 2\r\n"));
    TRY_COMPARE(client.received(), jsonAnswer(kResult));
    const QByteArray request = server.requests().constFirst();
    QVERIFY(request.endsWith(fields + "X-Kept: edited\r\nX-After: 2\r\nX-New: there\r\nContent-Length: "
                             + QByteArray::number(call.size()) + "\r\n\r\n" + call));
    QVERIFY(!request.contains("Bearer") && !request.contains("Evil") && !request.contains("elsewhere"));
    TRY_COMPARE(proxy.ended().size(), 1);
    const exchange::Record record = proxy.ended().constFirst();
    QVERIFY(record.edited);
    QVERIFY(joined(record, PartKind::SentRequestHead).contains("\r\nX-New: there\r\n"));
    QVERIFY(joined(record, PartKind::SentRequestBody).isEmpty());
    QCOMPARE(countOf(record, NoteKind::Trouble), 4); // each edit that is not theirs
}

void TestEffects::editsWinOverTheRoute()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    proxy::RouteConfig route;
    route.upstream = server.url();
    route.headers = {{"Authorization", "Bearer route"}, {"X-Route", "1"}};
    ProxyFixture proxy({}, [&](proxy::ProxyBuilder &builder) {
        builder.route(route);
        builder.intercept(onText(Way::ToServer, "add", Verdict().withHeader("authorization", "Bearer rule")));
    });
    RawClient client(proxy.port());
    client.send(post(kCall, "Authorization: Bearer client\r\n"));
    TRY_COMPARE(client.received(), jsonAnswer(kResult));
    const QByteArray request = server.requests().constFirst();
    QCOMPARE(request.count("Bearer"), 1);
    QVERIFY(request.contains("\r\nauthorization: Bearer rule\r\n") && request.contains("\r\nX-Route: 1\r\n"));
}

// After an edit the modern era's mirrored headers follow the body; every other byte stays.
void TestEffects::editedMessageKeepsItsBytes()
{
    const QByteArray edited = QByteArray(kModernCall).replace("\"add\"", "\"sub\"");
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    ProxyFixture proxy(server.url(), with(onText(Way::ToServer, "add", Verdict::replace(edited))));
    RawClient client(proxy.port());
    client.send(post(kModernCall, kModernFields));
    TRY_COMPARE(client.received(), jsonAnswer(kResult));
    QVERIFY(server.requests().constFirst().contains("\r\nMcp-Name: sub\r\n"));
    QVERIFY(server.requests().constFirst().endsWith("\r\n\r\n" + edited));
}

void TestEffects::independentHeaders()
{
    const QByteArray edited = QByteArray(kModernCall).replace("\"add\"", "\"sub\"");
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    ProxyFixture proxy(server.url(),
                       with(onText(Way::ToServer, "add", Verdict::replace(edited).withIndependentHeaders())));
    RawClient client(proxy.port());
    client.send(post(kModernCall, kModernFields));
    TRY_COMPARE(client.received(), jsonAnswer(kResult));
    QVERIFY(server.requests().constFirst().contains("\r\nMcp-Name: add\r\n")); // what a server answers with -32020
    QVERIFY(server.requests().constFirst().endsWith("\r\n\r\n" + edited));
}

void TestEffects::explicitMirroredHeaderWins()
{
    const QByteArray edited = QByteArray(kModernCall).replace("\"add\"", "\"sub\"");
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    ProxyFixture proxy(server.url(),
                       with(onText(Way::ToServer, "add", Verdict::replace(edited).withHeader("Mcp-Name", "mul"))));
    RawClient client(proxy.port());
    client.send(post(kModernCall, kModernFields));
    TRY_COMPARE(client.received(), jsonAnswer(kResult));
    QCOMPARE(server.requests().constFirst().count("Mcp-Name"), 1);
    QVERIFY(server.requests().constFirst().contains("\r\nMcp-Name: mul\r\n"));
    QVERIFY(server.requests().constFirst().contains("\r\nMcp-Method: tools/call\r\n"));
}

void TestEffects::answerHeaders()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kResult, "X-Kept: 1\r\nX-Gone: 2\r\nMcp-Session-Id: s\r\n"));
    ProxyFixture proxy(server.url(), with(onText(Way::ToClient, "1e400",
                                                 Verdict()
                                                     .withHeader("X-Kept", "edited")
                                                     .withoutHeader("X-Gone")
                                                     .withHeader("Content-Length", "1")
                                                     .withHeader("Transfer-Encoding", "chunked"))));
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_COMPARE(client.received(), jsonAnswer(kResult, "X-Kept: edited\r\nMcp-Session-Id: s\r\n"));
    TRY_COMPARE(proxy.ended().size(), 1);
    const exchange::Record record = proxy.ended().constFirst();
    QVERIFY(record.edited);
    QVERIFY(joined(record, PartKind::SentResponseHead).contains("X-Kept: edited"));
    QVERIFY(joined(record, PartKind::ResponseHead).contains("X-Gone: 2"));
    QCOMPARE(countOf(record, NoteKind::Trouble), 2);
}

void TestEffects::answerThatIsNoJson()
{
    ScriptedServer server;
    server.answer("HTTP/1.1 500 Oops\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nOops");
    mcp::MessageKind kind = mcp::MessageKind::Request;
    ProxyFixture proxy(server.url(), with(std::make_shared<Scripted>([&](const Context &context) {
                           if (context.way == Way::ToServer)
                               return Verdict::proceed();
                           kind = context.message.kind();
                           return context.message.raw() == "Oops" ? Verdict::proceed().withHeader("X-Seen", "1")
                                                                  : Verdict::proceed();
                       })));
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(client.received(),
             "HTTP/1.1 500 Oops\r\nContent-Type: text/plain\r\nX-Seen: 1\r\nContent-Length: 4\r\n\r\nOops");
    proxy.stop();
    QCOMPARE(kind, mcp::MessageKind::Invalid);
}

void TestEffects::streamHeaders()
{
    ScriptedServer server;
    server.answer(sseHead("X-Gone: 1\r\n") + chunk(progressEvent(1) + sseEvent(kResult)) + "0\r\n\r\n");
    ProxyFixture proxy(server.url(), with(wantingAll([](const Context &context) {
                           if (context.isStreamHead)
                               return Verdict::proceed().withoutHeader("X-Gone").withHeader("X-New", "1");
                           return context.isEvent ? Verdict::proceed().withHeader("X-Late", "1") : Verdict::proceed();
                       })));
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    const Answer answer = firstAnswer(client.received());
    QCOMPARE(answer.body, progressEvent(1) + sseEvent(kResult));
    QVERIFY(answer.field("X-Gone").isEmpty());
    QCOMPARE(answer.field("X-New"), "1");
    QVERIFY(answer.field("X-Late").isEmpty());
    TRY_COMPARE(proxy.ended().size(), 1);
    QCOMPARE(countOf(proxy.ended().constFirst(), NoteKind::Trouble), 2); // an event has no headers of its own
}

void TestEffects::streamIsReplaced_data()
{
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<int>("status"); // 0: the connection closes
    QTest::addColumn<State>("state");
    QTest::newRow("respond") << Verdict::respond(kOther) << 200 << State::Completed;
    QTest::newRow("replace") << Verdict::replace(kOther) << 200 << State::Completed;
    QTest::newRow("reject") << Verdict::reject(QStringLiteral("no"), 503, 9) << 503 << State::Failed;
    QTest::newRow("drop") << Verdict::drop() << 0 << State::Dropped;
}

void TestEffects::streamIsReplaced()
{
    QFETCH(Verdict, verdict);
    QFETCH(int, status);
    QFETCH(State, state);
    ScriptedServer server;
    server.answer(sseHead() + chunk(progressEvent(1))); // and never ends
    ProxyFixture proxy(server.url(), with(wantingAll([=](const Context &context) {
                           return context.way == Way::ToClient ? verdict : Verdict::proceed();
                       })));
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_COMPARE(proxy.ended().size(), 1);
    QCOMPARE(proxy.ended().constFirst().state, state);
    TRY_VERIFY(server.connection(0).closed); // the stream is not wanted any more
    if (status == 0) {
        TRY_VERIFY(client.closed());
        QVERIFY(client.received().isEmpty());
    } else {
        TRY_VERIFY(firstAnswer(client.received()).whole);
        QCOMPARE(firstAnswer(client.received()).status, status);
        if (status == 200)
            QCOMPARE(firstAnswer(client.received()).body, kOther);
        else
            QCOMPARE(firstAnswer(client.received()).field("Retry-After"), "9");
    }
    QVERIFY(proxy.isQuiet());
}

void TestEffects::delayedStreamHead()
{
    ScriptedServer server;
    server.onRequest([&](Connection &connection, const QByteArray &) {
        if (server.requestCount() == 1)
            connection.socket->write(sseHead() + chunk(progressEvent(1)) + chunk(sseEvent(kResult)) + "0\r\n\r\n");
        else if (server.requestCount() == 2) // a stream of something else
            connection.socket->write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
                                     + chunk("one") + chunk("two") + "0\r\n\r\n");
        else { // and one that breaks before anything of it went out
            connection.socket->write(sseHead() + chunk(progressEvent(1)));
            connection.socket->abort();
        }
    });
    ProxyFixture proxy(server.url(), with(wantingAll([](const Context &context) {
                           const bool isHead = context.way == Way::ToClient && context.message.raw().isEmpty();
                           return isHead ? Verdict::delay(150) : Verdict::proceed();
                       })));
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(firstAnswer(client.received()).body, progressEvent(1) + sseEvent(kResult));
    client.clear();
    client.send(post(kCall));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(firstAnswer(client.received()).body, "onetwo");
    client.clear();
    client.send(post(kCall));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(firstAnswer(client.received()).status, 502);
    TRY_COMPARE(proxy.ended().size(), 3);
    QVERIFY(proxy.isQuiet());
}

void TestEffects::redirects()
{
    ScriptedServer server;
    ScriptedServer other;
    server.answer(jsonAnswer(kResult));
    other.answer(jsonAnswer(kOther));
    ProxyFixture proxy(server.url(), [&](proxy::ProxyBuilder &builder) {
        builder.route(QStringLiteral("second"),
                      QUrl(other.url(QStringLiteral("/deep/path")).toString() + QStringLiteral("?x=1")));
        builder.intercept(onText(Way::ToServer, "add", Verdict().viaRoute(QStringLiteral("second"))));
    });
    RawClient client(proxy.port());
    client.send(post(kCall, {}, "/mcp?y=2"));
    TRY_COMPARE(client.received(), jsonAnswer(kOther));
    QCOMPARE(server.requestCount(), 0);
    QVERIFY(other.requests().constFirst().startsWith("POST /deep/path?x=1&y=2 HTTP/1.1\r\n"));
    TRY_COMPARE(proxy.ended().size(), 1);
    QCOMPARE(proxy.ended().constFirst().route, QStringLiteral("default")); // where the client asked
    QVERIFY(joined(proxy.ended().constFirst(), PartKind::SentRequestHead).startsWith("POST /deep/path"));
    client.clear();
    client.send(post(R"({"jsonrpc":"2.0","id":1,"method":"ping"})"));
    TRY_COMPARE(client.received(), jsonAnswer(kResult));
}

void TestEffects::redirectToNowhere()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    ProxyFixture proxy(server.url(), with(onText(Way::ToServer, "add", Verdict().viaRoute(QStringLiteral("nowhere")))));
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(firstAnswer(client.received()).status, 502);
    QVERIFY(firstAnswer(client.received()).body.contains("-31009"));
    QVERIFY(firstAnswer(client.received()).body.contains("'nowhere'"));
    QCOMPARE(server.requestCount(), 0);
    TRY_COMPARE(proxy.ended().size(), 1);
    QCOMPARE(proxy.ended().constFirst().state, State::Failed);
}

void TestEffects::rejections_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<int>("asked");
    QTest::addColumn<int>("status");
    QTest::newRow("request") << kCall << 0 << 200;
    QTest::newRow("notification") << QByteArray(R"({"jsonrpc":"2.0","method":"notifications/add"})") << 0 << 400;
    QTest::newRow("rate limit") << kCall << 429 << 429;
    QTest::newRow("not allowed") << kCall << 405 << 405;
    QTest::newRow("no status") << kCall << 7 << 200;
    QTest::newRow("interim") << kCall << 101 << 200;
    QTest::newRow("beyond") << kCall << 1000 << 200;
}

void TestEffects::rejections()
{
    QFETCH(QByteArray, message);
    QFETCH(int, asked);
    QFETCH(int, status);
    ScriptedServer server;
    const Verdict verdict = Verdict::reject(QStringLiteral("no"), asked, asked == 429 ? 3 : 0)
                                .withHeader("Allow", "POST")
                                .withHeader("X-Split", "a\r\nb: c");
    ProxyFixture proxy(server.url(), with(onText(Way::ToServer, "add", verdict)));
    RawClient client(proxy.port());
    client.send(post(message));
    TRY_VERIFY(firstAnswer(client.received()).whole);
    const Answer answer = firstAnswer(client.received());
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.field("Allow"), "POST");
    QVERIFY(!answer.head.contains("Split"));
    QCOMPARE(answer.field("Retry-After"), asked == 429 ? "3" : "");
    QCOMPARE(answer.field("X-Sightglass-Error"), "rejected");
    QVERIFY(answer.body.contains("-31007"));
    QCOMPARE(server.requestCount(), 0);
    TRY_COMPARE(proxy.ended().size(), 1);
    QCOMPARE(proxy.ended().constFirst().status, status);
}

void TestEffects::requestsWithoutBody_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<bool>("wants");
    for (const bool wants : {true, false}) {
        const QByteArray suffix = wants ? ", wanted" : ", not wanted";
        QTest::newRow(QByteArray("GET" + suffix).constData())
            << QByteArray("GET /mcp HTTP/1.1\r\nHost: localhost\r\n\r\n") << wants;
        QTest::newRow(QByteArray("DELETE" + suffix).constData())
            << QByteArray("DELETE /mcp HTTP/1.1\r\nHost: localhost\r\n\r\n") << wants;
        QTest::newRow(QByteArray("OPTIONS" + suffix).constData())
            << QByteArray("OPTIONS /mcp HTTP/1.1\r\nHost: localhost\r\n\r\n") << wants;
    }
}

void TestEffects::requestsWithoutBody()
{
    QFETCH(QByteArray, request);
    QFETCH(bool, wants);
    ScriptedServer server;
    server.answer("HTTP/1.1 204 No Content\r\nX-A: 1\r\n\r\n");
    const auto refuse = [](const Context &context) {
        const bool fits = context.way == Way::ToServer && context.message.raw().isEmpty() && context.requestHead;
        return fits ? Verdict::reject(QStringLiteral("no")) : Verdict::proceed().withHeader("X-A", "2");
    };
    ProxyFixture proxy(server.url(), with(wants ? wantingAll(refuse) : std::make_shared<Scripted>(refuse)));
    RawClient client(proxy.port());
    client.send(request);
    TRY_VERIFY(firstAnswer(client.received()).whole);
    QCOMPARE(firstAnswer(client.received()).status, wants ? 400 : 204);
    QCOMPARE(server.requestCount(), wants ? 0 : 1);
    if (!wants)
        QCOMPARE(firstAnswer(client.received()).field("X-A"), "1");
}

void TestEffects::notesAreRecorded()
{
    ScriptedServer server;
    server.answer(sseHead() + chunk(progressEvent(1) + sseEvent(kResult)) + "0\r\n\r\n");
    ProxyFixture proxy(server.url(), with(std::make_shared<Scripted>([](const Context &context) {
                           exchange::Note note;
                           note.kind = NoteKind::Tag;
                           note.code = context.way == Way::ToServer ? "there" : "back";
                           return Verdict::proceed().withNote(note);
                       })));
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_COMPARE(proxy.ended().size(), 1);
    const exchange::Record record = proxy.ended().constFirst();
    QCOMPARE(record.notes.size(), 3);
    QVERIFY(!record.edited);
    const QList<PartKind> kinds{PartKind::RequestBody, PartKind::Event, PartKind::Event};
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(record.notes[i].code, i == 0 ? "there" : "back");
        QCOMPARE(record.parts.at(record.notes[i].part).kind, kinds[i]);
    }
    QCOMPARE(record.parts.at(record.notes[1].part).bytes, progressEvent(1));
    QCOMPARE(record.parts.at(record.notes[2].part).bytes, sseEvent(kResult));
}

void TestEffects::failingInterceptorIsNoFailingProxy()
{
    ScriptedServer server;
    server.answer(jsonAnswer(kResult));
    ProxyFixture proxy(server.url(), with(std::make_shared<Scripted>([](const Context &context) -> Verdict {
                           if (context.way == Way::ToServer)
                               throw std::runtime_error("out of paper");
                           return Verdict::fail({interceptor::FailureKind::Fatal, QStringLiteral("broken"), 0});
                       })));
    RawClient client(proxy.port());
    client.send(post(kCall));
    TRY_COMPARE(client.received(), jsonAnswer(kResult));
    TRY_COMPARE(proxy.ended().size(), 1);
    QCOMPARE(countOf(proxy.ended().constFirst(), NoteKind::Trouble), 2);
    const auto status = proxy.server().interceptorStatus();
    QCOMPARE(status.size(), std::size_t(1));
    QCOMPARE(status.front().failures, quint64(2));
    QVERIFY(status.front().off);
}

QTEST_GUILESS_MAIN(TestEffects)
#include "tst_effects.moc"
