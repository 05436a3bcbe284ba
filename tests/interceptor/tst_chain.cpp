// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/chainsupport.h"
#include "interceptor/chainwalk.h"
#include "interceptor/headeditor.h"
#include "interceptor/holdqueue.h"
#include "interceptor/noting.h"

#include <QSignalSpy>
#include <QTest>

using namespace sightglass;
using namespace sightglass::test;
using interceptor::ChainWalk;
using interceptor::HoldDecision;
using interceptor::HoldId;
using interceptor::HoldQueue;
using interceptor::InterceptorChain;
using interceptor::Verdict;
using interceptor::Way;

namespace {

const QByteArray kCall =
    R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"add","arguments":{"a":9007199254740993}}})";
const QByteArray kResult = R"({"jsonrpc":"2.0","id":1,"result":{"big":1e400}})";

using Interceptors = std::vector<std::shared_ptr<interceptor::Interceptor>>;

interceptor::HeldMessage held(quint64 exchange, Way way, const QByteArray &bytes)
{
    interceptor::HeldMessage message;
    message.exchange = exchange::ExchangeId(exchange);
    message.way = way;
    message.message = bytes;
    return message;
}

} // namespace

class TestChain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void walkOrder();
    void walkStops();
    void walkEdits();
    void stagesKeepTheirOrder();
    void effectsAreCarriedAlong();
    void endsCarryTheirEffects();
    void headEdits_data();
    void headEdits();
    void notesAreCapped();
    void holdQueue();
    void holdQueueReleasesAll();
};

void TestChain::walkOrder()
{
    mcp::MessageReader reader(256);
    QByteArray met;
    const auto named = [&met](char letter) {
        return std::make_shared<Scripted>(
            [&met, letter](const interceptor::Context &) {
                met += letter;
                return Verdict::proceed();
            },
            QString(QLatin1Char(letter)));
    };
    const auto chain = std::make_shared<InterceptorChain>(Interceptors{named('a'), named('b'), named('c')});
    exchange::Record record;
    const mcp::Message call = reader.read(kCall);
    const mcp::Message result = reader.read(kResult);
    ChainWalk there(*chain, Way::ToServer, call);
    QCOMPARE(there.advance({record}, reader), ChainWalk::Outcome::Passed);
    QCOMPARE(met, "abc"); // the first is nearest to the client
    ChainWalk back(*chain, Way::ToClient, result);
    QCOMPARE(back.advance({record}, reader), ChainWalk::Outcome::Passed);
    QCOMPARE(met, "abccba");
    QVERIFY(!there.edited() && !back.edited());
    const InterceptorChain none;
    ChainWalk empty(none, Way::ToClient, result);
    QCOMPARE(empty.advance({record}, reader), ChainWalk::Outcome::Passed);
}

void TestChain::walkStops()
{
    mcp::MessageReader reader(256);
    QList<Verdict> verdicts{Verdict::delay(7), Verdict::hold(QStringLiteral("why")), Verdict::proceed()};
    int calls = 0;
    const auto one = [&](const QString &name) {
        return std::make_shared<Scripted>([&](const interceptor::Context &) { return verdicts.at(calls++); }, name);
    };
    const auto chain = std::make_shared<InterceptorChain>(
        Interceptors{one(QStringLiteral("first")), one(QStringLiteral("stop")), one(QStringLiteral("last"))});
    exchange::Record record;
    const mcp::Message call = reader.read(kCall);
    ChainWalk walk(*chain, Way::ToServer, call);
    QCOMPARE(walk.advance({record}, reader), ChainWalk::Outcome::Delayed);
    QCOMPARE(walk.milliseconds(), 7);
    QCOMPARE(walk.advance({record}, reader), ChainWalk::Outcome::Held);
    QCOMPARE(walk.reason(), QStringLiteral("stop: why"));
    QCOMPARE(walk.advance({record}, reader), ChainWalk::Outcome::Passed);
    QCOMPARE(calls, 3);
    const QList<std::pair<Verdict, ChainWalk::Outcome>> ends{{Verdict::respond("{}"), ChainWalk::Outcome::Responded},
                                                             {Verdict::reject({}), ChainWalk::Outcome::Rejected},
                                                             {Verdict::drop(), ChainWalk::Outcome::Dropped}};
    for (const auto &[verdict, outcome] : ends) {
        verdicts = {verdict, Verdict::proceed()};
        calls = 0;
        ChainWalk ending(*chain, Way::ToServer, call);
        QCOMPARE(ending.advance({record}, reader), outcome);
        QCOMPARE(calls, 1);
    }
}

void TestChain::walkEdits()
{
    mcp::MessageReader reader(256);
    const auto rename = std::make_shared<Scripted>([](const interceptor::Context &context) {
        return Verdict::replace(QByteArray(context.message.raw()).replace("add", "mul"));
    });
    QByteArray seen;
    const auto see = std::make_shared<Scripted>(
        [&](const interceptor::Context &context) {
            seen = context.message.envelope().name;
            return Verdict::proceed();
        },
        QStringLiteral("see"));
    exchange::Record record;
    const mcp::Message call = reader.read(kCall);
    const mcp::Message result = reader.read(kResult);
    const InterceptorChain both(Interceptors{rename, see});
    ChainWalk walk(both, Way::ToServer, call);
    QCOMPARE(walk.advance({record}, reader), ChainWalk::Outcome::Passed);
    QCOMPARE(seen, "mul"); // read anew for the next one
    QVERIFY(walk.edited());
    QVERIFY(walk.message().raw().contains("9007199254740993"));
    const InterceptorChain renaming(Interceptors{rename});
    ChainWalk same(renaming, Way::ToClient, result);
    QCOMPARE(same.advance({record}, reader), ChainWalk::Outcome::Passed);
    QVERIFY(!same.edited()); // the same bytes are no edit
}

// Bytes and headers are there before the delay, the delay passes before the hold, the next one is asked last.
void TestChain::stagesKeepTheirOrder()
{
    mcp::MessageReader reader(256);
    const auto all = std::make_shared<Scripted>(
        [](const interceptor::Context &) {
            return Verdict::hold(QStringLiteral("why")).withDelay(3).withDelay(4).withMessage(kResult);
        },
        QStringLiteral("all"));
    int calls = 0;
    const auto next = std::make_shared<Scripted>([&](const interceptor::Context &) {
        ++calls;
        return Verdict::proceed();
    });
    exchange::Record record;
    const mcp::Message call = reader.read(kCall);
    const InterceptorChain chain(Interceptors{all, next});
    ChainWalk walk(chain, Way::ToServer, call);
    QCOMPARE(walk.advance({record}, reader), ChainWalk::Outcome::Delayed);
    QCOMPARE(walk.milliseconds(), 7);
    QCOMPARE(walk.message().raw(), kResult);
    QCOMPARE(walk.advance({record}, reader), ChainWalk::Outcome::Held);
    QCOMPARE(walk.reason(), QStringLiteral("all: why"));
    QCOMPARE(calls, 0);
    walk.replace(kCall, reader);
    QCOMPARE(walk.advance({record}, reader), ChainWalk::Outcome::Passed);
    QCOMPARE(calls, 1);
    QCOMPARE(walk.message().raw(), kCall);
    // A rejection waits too, but is never held.
    const auto late = std::make_shared<Scripted>([](const interceptor::Context &) {
        Verdict verdict = Verdict::reject(QStringLiteral("no")).withDelay(5);
        verdict.mutableEffects().hold = true;
        return verdict;
    });
    const InterceptorChain rejecting(Interceptors{late});
    ChainWalk rejected(rejecting, Way::ToServer, call);
    QCOMPARE(rejected.advance({record}, reader), ChainWalk::Outcome::Delayed);
    QCOMPARE(rejected.advance({record}, reader), ChainWalk::Outcome::Rejected);
    QCOMPARE(rejected.reason(), QStringLiteral("scripted: no"));
}

void TestChain::effectsAreCarriedAlong()
{
    mcp::MessageReader reader(256);
    const auto first = std::make_shared<Scripted>([](const interceptor::Context &) {
        exchange::Note note;
        note.kind = exchange::NoteKind::Tag;
        note.code = "seen";
        interceptor::Delivery slow;
        slow.bytesPerSecond = 10;
        return Verdict::proceed()
            .withHeader("X-One", "1")
            .withoutHeader("x-gone")
            .viaRoute(QStringLiteral("other"))
            .withIndependentHeaders()
            .withDelivery(slow)
            .withNote(note);
    });
    QByteArray seen;
    bool tagged = false;
    const auto second = std::make_shared<Scripted>(
        [&](const interceptor::Context &context) {
            seen = context.head->block();
            tagged = context.record.notes.size() == 1;
            return Verdict::proceed().withHeader("X-Two", "2").withHeader("Content-Length", "7");
        },
        QStringLiteral("second"));
    exchange::Record record;
    const mcp::Message call = reader.read(kCall);
    const auto head = wire::HttpHead::parse(wire::Role::Request, "POST /mcp HTTP/1.1\r\nHost: h\r\nX-Gone: 1\r\n\r\n");
    const InterceptorChain chain(Interceptors{first, second});
    ChainWalk walk(chain, Way::ToServer, call);
    QCOMPARE(walk.advance({record, &*head, false, &*head, nullptr, 1}, reader), ChainWalk::Outcome::Passed);
    QCOMPARE(seen, "POST /mcp HTTP/1.1\r\nHost: h\r\nX-One: 1\r\n\r\n");
    QVERIFY(tagged); // the one behind it sees what those before it noted
    QVERIFY(walk.editedHead());
    QCOMPARE(walk.editedHead()->block(), "POST /mcp HTTP/1.1\r\nHost: h\r\nX-One: 1\r\nX-Two: 2\r\n\r\n");
    QCOMPARE(walk.headerEdits().size(), 3);
    QCOMPARE(walk.route(), QStringLiteral("other"));
    QVERIFY(walk.independentHeaders());
    QCOMPARE(walk.delivery().bytesPerSecond, qint64(10));
    QVERIFY(!walk.edited());
    QCOMPARE(record.notes.size(), 2);
    QCOMPARE(record.notes[0].part, 1);
    QCOMPARE(record.notes[1].kind, exchange::NoteKind::Trouble); // Content-Length is not theirs
    QCOMPARE(record.notes[1].code, "second");
}

void TestChain::endsCarryTheirEffects()
{
    mcp::MessageReader reader(256);
    exchange::Record record;
    const mcp::Message call = reader.read(kCall);
    const auto rejects = std::make_shared<Scripted>([](const interceptor::Context &) {
        return Verdict::reject(QStringLiteral("slowly"), 429, 7).withHeader("X-Why", "rate");
    });
    const InterceptorChain chain(Interceptors{rejects});
    ChainWalk walk(chain, Way::ToServer, call);
    QCOMPARE(walk.advance({record}, reader), ChainWalk::Outcome::Rejected);
    QCOMPARE(walk.httpStatus(), 429);
    QCOMPARE(walk.retryAfterSeconds(), 7);
    QCOMPARE(walk.answerHeaders(), (interceptor::HeaderEdits{{"X-Why", QByteArray("rate")}}));
    QVERIFY(walk.headerEdits().isEmpty() && record.notes.isEmpty());
    const Verdict copied = Verdict::respond(kResult).withHeader("A", "b");
    const InterceptorChain answering(
        Interceptors{std::make_shared<Scripted>([&](const interceptor::Context &) { return copied; })});
    for (int i = 0; i < 2; ++i) { // a verdict is a value
        ChainWalk answered(answering, Way::ToServer, call);
        QCOMPARE(answered.advance({record}, reader), ChainWalk::Outcome::Responded);
        QCOMPARE(answered.message().raw(), kResult);
        QCOMPARE(answered.answerHeaders().size(), 1);
    }
}

void TestChain::headEdits_data()
{
    QTest::addColumn<interceptor::HeaderEdits>("edits");
    QTest::addColumn<QByteArray>("fields"); // after it
    QTest::addColumn<int>("refused");
    using interceptor::HeaderEdits;
    const QByteArray before = "Host: h\r\nX-A: 1\r\nx-a: 2\r\nX-B: 3\r\n";
    const auto set = [](const char *name, const QByteArray &value) { return interceptor::HeaderEdit{name, value}; };
    const auto gone = [](const char *name) { return interceptor::HeaderEdit{name, std::nullopt}; };
    QTest::newRow("set") << HeaderEdits{set("X-A", "9")} << QByteArray("Host: h\r\nX-A: 9\r\nX-B: 3\r\n") << 0;
    QTest::newRow("its own spelling") << HeaderEdits{set("x-B", "")}
                                      << QByteArray("Host: h\r\nX-A: 1\r\nx-a: 2\r\nx-B: \r\n") << 0;
    QTest::newRow("add") << HeaderEdits{set("X-C", "4")} << before + "X-C: 4\r\n" << 0;
    QTest::newRow("remove all") << HeaderEdits{gone("X-a")} << QByteArray("Host: h\r\nX-B: 3\r\n") << 0;
    QTest::newRow("remove none") << HeaderEdits{gone("X-Z")} << before << 0;
    QTest::newRow("one after the other") << HeaderEdits{gone("X-A"), set("X-A", "5"), gone("X-B")}
                                         << QByteArray("Host: h\r\nX-A: 5\r\n") << 0;
    QTest::newRow("framing")
        << HeaderEdits{set("Content-Length", "1"), gone("host"),          set("Transfer-Encoding", "chunked"),
                       set("Connection", "close"), set("TE", "trailers"), gone("Expect")}
        << before << 6;
    QTest::newRow("splitting") << HeaderEdits{set("X-A", "1\r\nX-Evil: 1"),
                                              set("X-A", "a\nb"),
                                              set("X\r\nY", "1"),
                                              set("X A", "1"),
                                              set("", "1"),
                                              set("X-N", QByteArray("a\0b", 3))}
                               << before << 6;
    QTest::newRow("some of them") << HeaderEdits{set("Upgrade", "h2c"), set("X-B", "4")}
                                  << QByteArray("Host: h\r\nX-A: 1\r\nx-a: 2\r\nX-B: 4\r\n") << 1;
}

void TestChain::headEdits()
{
    QFETCH(interceptor::HeaderEdits, edits);
    QFETCH(QByteArray, fields);
    QFETCH(int, refused);
    const auto head = wire::HttpHead::parse(wire::Role::Request,
                                            "POST /mcp HTTP/1.1\r\nHost: h\r\nX-A: 1\r\nx-a: 2\r\nX-B: 3\r\n\r\n");
    const interceptor::EditedHead edited = interceptor::editHead(wire::Role::Request, *head, edits);
    QCOMPARE(edited.head.block(), "POST /mcp HTTP/1.1\r\n" + fields + "\r\n");
    QCOMPARE(edited.refused.size(), refused);
    QCOMPARE(edited.done.size(), edits.size() - refused);
}

void TestChain::notesAreCapped()
{
    exchange::Record record;
    constexpr qsizetype most = exchange::Note::kMaxPerExchange;
    for (qsizetype i = 0; i < most + 7; ++i) {
        exchange::Note note;
        note.code = QByteArray::number(i);
        interceptor::addNote(record, note);
        QVERIFY(record.notes.size() <= most);
    }
    QCOMPARE(record.notes.size(), most);
    QCOMPARE(record.notes[most - 2].code, QByteArray::number(most - 2));
    QVERIFY(record.notes.constLast().text.startsWith(QStringLiteral("8 more ")));
}

void TestChain::holdQueue()
{
    HoldQueue queue;
    QSignalSpy added(&queue, &HoldQueue::added);
    QSignalSpy removed(&queue, &HoldQueue::removed);
    QList<HoldDecision::Kind> decisions;
    const auto resume = [&](const HoldDecision &decision, interceptor::HoldEnd) { decisions.append(decision.kind); };
    const HoldId a = queue.add(held(5, Way::ToServer, "m"), resume);
    const HoldId b = queue.add(held(6, Way::ToClient, "n"), resume);
    QVERIFY(a.isValid() && b.isValid() && a != b);
    QCOMPARE(added.size(), 2);
    QCOMPARE(queue.size(), 2);
    QCOMPARE(queue.messages().front().message, "m");
    QCOMPARE(queue.messages().front().exchange, exchange::ExchangeId(5));
    QCOMPARE(queue.messages().back().way, Way::ToClient);
    QVERIFY(queue.release(a, {HoldDecision::Kind::Fail, {}, {}, {}, false}));
    QVERIFY(!queue.release(a, {HoldDecision::Kind::Respond, {}, {}, {}, false})); // decided once
    queue.withdraw(b);
    queue.withdraw(b);
    QVERIFY(!queue.release(b, {}));
    QCOMPARE(decisions, QList{HoldDecision::Kind::Fail});
    QCOMPARE(removed.size(), 2);
    QCOMPARE(queue.size(), 0);
}

void TestChain::holdQueueReleasesAll()
{
    HoldQueue queue;
    int resumed = 0;
    for (int i = 0; i < 3; ++i) {
        queue.add(held(1, Way::ToServer, "m"), [&](const HoldDecision &, interceptor::HoldEnd) {
            ++resumed;
            queue.add(held(1, Way::ToServer, "again"), [](const HoldDecision &, interceptor::HoldEnd) {});
        });
    }
    queue.releaseAll({});
    QCOMPARE(resumed, 3);
    QCOMPARE(queue.size(), 3); // those held anew wait for a decision of their own
}

QTEST_GUILESS_MAIN(TestChain)
#include "tst_chain.moc"
