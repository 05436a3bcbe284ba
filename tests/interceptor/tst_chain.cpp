// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/chainsupport.h"
#include "interceptor/chainwalk.h"
#include "interceptor/holdqueue.h"

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

} // namespace

class TestChain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void walkOrder();
    void walkStops();
    void walkEdits();
    void holdQueue();
    void holdQueueReleasesAll();
};

void TestChain::walkOrder()
{
    mcp::MessageReader reader(256);
    QByteArray met;
    const auto named = [&met](char letter) {
        return std::make_shared<Scripted>([&met, letter](const interceptor::Context &) {
            met += letter;
            return Verdict::proceed();
        });
    };
    const auto chain = std::make_shared<InterceptorChain>(Interceptors{named('a'), named('b'), named('c')});
    ChainWalk there(chain, Way::ToServer, reader.read(kCall));
    QCOMPARE(there.advance({}, nullptr, false, reader), ChainWalk::Outcome::Passed);
    QCOMPARE(met, "abc"); // the first is nearest to the client
    ChainWalk back(chain, Way::ToClient, reader.read(kResult));
    QCOMPARE(back.advance({}, nullptr, false, reader), ChainWalk::Outcome::Passed);
    QCOMPARE(met, "abccba");
    QVERIFY(!there.edited() && !back.edited());
    ChainWalk empty(nullptr, Way::ToClient, reader.read(kResult));
    QCOMPARE(empty.advance({}, nullptr, false, reader), ChainWalk::Outcome::Passed);
}

void TestChain::walkStops()
{
    mcp::MessageReader reader(256);
    QList<Verdict> verdicts{Verdict::delay(7), Verdict::hold(QStringLiteral("why")), Verdict::proceed()};
    int calls = 0;
    const auto one = std::make_shared<Scripted>([&](const interceptor::Context &) { return verdicts.at(calls++); },
                                                QStringLiteral("stop"));
    const auto chain = std::make_shared<InterceptorChain>(Interceptors{one, one, one});
    ChainWalk walk(chain, Way::ToServer, reader.read(kCall));
    QCOMPARE(walk.advance({}, nullptr, false, reader), ChainWalk::Outcome::Delayed);
    QCOMPARE(walk.milliseconds(), 7);
    QCOMPARE(walk.advance({}, nullptr, false, reader), ChainWalk::Outcome::Held);
    QCOMPARE(walk.reason(), QStringLiteral("stop: why"));
    QCOMPARE(walk.advance({}, nullptr, false, reader), ChainWalk::Outcome::Passed);
    QCOMPARE(calls, 3);
    const QList<std::pair<Verdict, ChainWalk::Outcome>> ends{{Verdict::respond("{}"), ChainWalk::Outcome::Responded},
                                                             {Verdict::reject({}), ChainWalk::Outcome::Rejected},
                                                             {Verdict::drop(), ChainWalk::Outcome::Dropped}};
    for (const auto &[verdict, outcome] : ends) {
        verdicts = {verdict, Verdict::proceed()};
        calls = 0;
        ChainWalk ending(chain, Way::ToServer, reader.read(kCall));
        QCOMPARE(ending.advance({}, nullptr, false, reader), outcome);
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
    const auto see = std::make_shared<Scripted>([&](const interceptor::Context &context) {
        seen = context.message.envelope().name;
        return Verdict::proceed();
    });
    ChainWalk walk(std::make_shared<InterceptorChain>(Interceptors{rename, see}), Way::ToServer, reader.read(kCall));
    QCOMPARE(walk.advance({}, nullptr, false, reader), ChainWalk::Outcome::Passed);
    QCOMPARE(seen, "mul"); // read anew for the next one
    QVERIFY(walk.edited());
    QVERIFY(walk.message().raw().contains("9007199254740993"));
    ChainWalk same(std::make_shared<InterceptorChain>(Interceptors{rename}), Way::ToClient, reader.read(kResult));
    QCOMPARE(same.advance({}, nullptr, false, reader), ChainWalk::Outcome::Passed);
    QVERIFY(!same.edited()); // the same bytes are no edit
}

void TestChain::holdQueue()
{
    HoldQueue queue;
    QSignalSpy added(&queue, &HoldQueue::added);
    QSignalSpy removed(&queue, &HoldQueue::removed);
    QList<HoldDecision::Kind> decisions;
    const auto resume = [&](const HoldDecision &decision) { decisions.append(decision.kind); };
    const HoldId a = queue.add(exchange::ExchangeId(5), Way::ToServer, "m", QStringLiteral("r"), resume);
    const HoldId b = queue.add(exchange::ExchangeId(6), Way::ToClient, "n", {}, resume);
    QVERIFY(a.isValid() && b.isValid() && a != b);
    QCOMPARE(added.size(), 2);
    QCOMPARE(queue.size(), 2);
    QCOMPARE(queue.messages().front().message, "m");
    QCOMPARE(queue.messages().front().exchange, exchange::ExchangeId(5));
    QCOMPARE(queue.messages().back().way, Way::ToClient);
    QVERIFY(queue.release(a, {HoldDecision::Kind::Fail, {}, {}}));
    QVERIFY(!queue.release(a, {HoldDecision::Kind::Respond, {}, {}})); // decided once
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
        queue.add(exchange::ExchangeId(1), Way::ToServer, "m", {}, [&](const HoldDecision &) {
            ++resumed;
            queue.add(exchange::ExchangeId(1), Way::ToServer, "again", {}, [](const HoldDecision &) {});
        });
    }
    queue.releaseAll({});
    QCOMPARE(resumed, 3);
    QCOMPARE(queue.size(), 3); // those held anew wait for a decision of their own
}

QTEST_GUILESS_MAIN(TestChain)
#include "tst_chain.moc"
