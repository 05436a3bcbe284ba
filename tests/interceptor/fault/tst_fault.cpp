// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "../contextbench.h"
#include "interceptor/fault/faultinterceptor.h"

#include <QTest>

#include <bit>

using namespace sightglass;
using namespace sightglass::interceptor;
using fault::Fault;
using fault::FaultConfig;
using fault::FaultInterceptor;
using fault::Profile;
using Kind = Fault::Kind;

namespace {

const QByteArray kCall = R"({"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo"}})";
const QByteArray kAnswer = R"({"jsonrpc":"2.0","id":7,"result":{"content":[]}})";
const QByteArray kProgress = R"({"jsonrpc":"2.0","method":"notifications/progress","params":{"progress":1}})";

Fault of(Kind kind)
{
    Fault fault;
    fault.kind = kind;
    fault.directions = {true, true, true};
    return fault;
}

FaultConfig with(QList<Fault> faults, quint64 seed = 1)
{
    FaultConfig config;
    config.enabled = true;
    config.seed = seed;
    config.faults = std::move(faults);
    return config;
}

QByteArray messageOf(const Verdict &verdict)
{
    return verdict.effects() && verdict.effects()->message ? *verdict.effects()->message : QByteArray("(unchanged)");
}

} // namespace

class FaultTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void delay();
    void errors();
    void drop();
    void truncate();
    void flip();
    void wrongId();
    void wrongType();
    void deliveries_data();
    void deliveries();
    void onlyWhereTheyBelong();
    void severalAddUp();
    void filters();
    void seedsRepeat();
    void oneFaultsLuckIsItsOwn();
    void probability();
    void profiles_data();
    void profiles();
    void hostileMessages();
};

void FaultTest::delay()
{
    Fault fault = of(Kind::Delay);
    fault.minMs = 100;
    fault.maxMs = 300;
    FaultInterceptor faults(with({fault}));
    test::ContextBench bench;
    int least = 1000;
    int most = 0;
    for (int i = 0; i < 200; ++i) {
        const Verdict verdict = faults.intercept(bench.context(Way::ToClient, kAnswer));
        least = std::min(least, verdict.effects()->delayMs);
        most = std::max(most, verdict.effects()->delayMs);
        QCOMPARE(verdict.fate(), Verdict::Fate::Continue);
        QCOMPARE(verdict.effects()->notes.size(), 1);
        QCOMPARE(verdict.effects()->notes[0].code, QByteArray("delay"));
    }
    QVERIFY(least >= 100 && least < 120);
    QVERIFY(most <= 300 && most > 280);
}

void FaultTest::errors()
{
    Fault fault = of(Kind::Error);
    fault.code = -32050;
    fault.text = QStringLiteral("say \"no\"");
    test::ContextBench bench;
    const QByteArray expected = R"({"jsonrpc":"2.0","id":7,"error":{"code":-32050,"message":"say \"no\""}})";
    FaultInterceptor faults(with({fault}));
    for (const auto &[way, message] : {std::pair(Way::ToServer, kCall), std::pair(Way::ToClient, kAnswer)}) {
        const Verdict verdict = faults.intercept(bench.context(way, message));
        QCOMPARE(verdict.fate(), Verdict::Fate::Respond);
        QCOMPARE(messageOf(verdict), expected);
    }
    // Nobody waits for an answer to these.
    for (const QByteArray &message : {kProgress, QByteArray(), kCall}) {
        const Verdict verdict = faults.intercept(bench.context(Way::ToClient, message, true));
        QCOMPARE(verdict.fate(), Verdict::Fate::Continue);
        QVERIFY(!verdict.effects());
    }
    fault.httpStatus = 503;
    FaultInterceptor refusals(with({fault}));
    const Verdict verdict = refusals.intercept(bench.context(Way::ToServer, {}));
    QCOMPARE(verdict.fate(), Verdict::Fate::Reject);
    QCOMPARE(verdict.effects()->httpStatus, 503);
}

void FaultTest::drop()
{
    FaultInterceptor faults(with({of(Kind::Drop)}));
    test::ContextBench bench;
    const Verdict verdict = faults.intercept(bench.context(Way::ToClient, kProgress, true));
    QCOMPARE(verdict.fate(), Verdict::Fate::Drop);
    QCOMPARE(verdict.effects()->notes.size(), 1);
}

void FaultTest::truncate()
{
    Fault fault = of(Kind::Truncate);
    test::ContextBench bench;
    FaultInterceptor half(with({fault}));
    QCOMPARE(messageOf(half.intercept(bench.context(Way::ToClient, kAnswer))), kAnswer.first(kAnswer.size() / 2));
    fault.bytes = 3;
    FaultInterceptor three(with({fault}));
    QCOMPARE(messageOf(three.intercept(bench.context(Way::ToClient, kAnswer))), kAnswer.chopped(3));
    fault.bytes = 1'000'000;
    FaultInterceptor all(with({fault}));
    QCOMPARE(messageOf(all.intercept(bench.context(Way::ToClient, kAnswer))), QByteArray());
}

void FaultTest::flip()
{
    FaultInterceptor faults(with({of(Kind::Flip)}));
    test::ContextBench bench;
    for (int i = 0; i < 100; ++i) {
        const QByteArray flipped = messageOf(faults.intercept(bench.context(Way::ToClient, kAnswer)));
        QCOMPARE(flipped.size(), kAnswer.size());
        int bits = 0;
        for (qsizetype at = 0; at < flipped.size(); ++at)
            bits += std::popcount(quint8(flipped[at] ^ kAnswer[at]));
        QCOMPARE(bits, 1);
    }
}

void FaultTest::wrongId()
{
    FaultInterceptor faults(with({of(Kind::WrongId)}));
    test::ContextBench bench;
    QCOMPARE(messageOf(faults.intercept(bench.context(Way::ToClient, kAnswer))),
             QByteArray(R"({"jsonrpc":"2.0","id":17,"result":{"content":[]}})"));
    QCOMPARE(messageOf(faults.intercept(bench.context(Way::ToClient, R"({"jsonrpc":"2.0", "id": "a", "result":{}})"))),
             QByteArray(R"({"jsonrpc":"2.0", "id": "a-wrong", "result":{}})"));
    QVERIFY(!faults.intercept(bench.context(Way::ToClient, kProgress, true)).effects());
}

void FaultTest::wrongType()
{
    FaultInterceptor faults(with({of(Kind::WrongType)}));
    test::ContextBench bench;
    QCOMPARE(messageOf(faults.intercept(bench.context(Way::ToClient, kAnswer))),
             QByteArray(R"({"jsonrpc":"2.0","id":7,"result":"of the wrong type"})"));
    QCOMPARE(messageOf(faults.intercept(bench.context(Way::ToServer, kCall))),
             QByteArray(R"({"jsonrpc":"2.0","id":7,"method":"tools/call","params":"of the wrong type"})"));
    QVERIFY(!faults.intercept(bench.context(Way::ToServer, R"({"jsonrpc":"2.0","id":7,"method":"ping"})")).effects());
}

void FaultTest::deliveries_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QList<qint64>>("expected"); // per second, chunk, every, cut, stall, copies, swap
    QTest::newRow("duplicate") << Kind::Duplicate << QList<qint64>{0, 0, 0, -1, -1, 3, 0};
    QTest::newRow("reorder") << Kind::Reorder << QList<qint64>{0, 0, 0, -1, -1, 1, 1};
    QTest::newRow("disconnect") << Kind::Disconnect << QList<qint64>{0, 0, 0, 40, -1, 1, 0};
    QTest::newRow("throttle") << Kind::Throttle << QList<qint64>{1000, 0, 0, -1, -1, 1, 0};
    QTest::newRow("slow drip") << Kind::SlowDrip << QList<qint64>{0, 40, 20, -1, -1, 1, 0};
    QTest::newRow("stall") << Kind::Stall << QList<qint64>{0, 0, 0, -1, 40, 1, 0};
}

void FaultTest::deliveries()
{
    QFETCH(Kind, kind);
    QFETCH(QList<qint64>, expected);
    Fault fault = of(kind);
    fault.bytes = 40;
    fault.bytesPerSecond = 1000;
    fault.minMs = 20;
    fault.copies = 3;
    FaultInterceptor faults(with({fault}));
    test::ContextBench bench;
    const Verdict verdict = faults.intercept(bench.context(Way::ToClient, kProgress, true));
    QVERIFY(verdict.effects());
    const Delivery &delivery = verdict.effects()->delivery;
    const QList<qint64> actual = {delivery.bytesPerSecond, delivery.chunkBytes,      delivery.chunkEveryMs,
                                  delivery.cutAfterBytes,  delivery.stallAfterBytes, delivery.copies,
                                  delivery.swapWithNext};
    QCOMPARE(actual, expected);
    QVERIFY(!delivery.isPlain());
    QVERIFY(!verdict.effects()->message);
}

void FaultTest::onlyWhereTheyBelong()
{
    test::ContextBench bench;
    FaultInterceptor reorder(with({of(Kind::Reorder)}));
    QVERIFY(!reorder.intercept(bench.context(Way::ToClient, kAnswer)).effects());
    Fault onEvents = of(Kind::Drop);
    onEvents.directions = {false, false, true};
    FaultInterceptor events(with({onEvents}));
    QCOMPARE(events.intercept(bench.context(Way::ToServer, kCall)).fate(), Verdict::Fate::Continue);
    QCOMPARE(events.intercept(bench.context(Way::ToClient, kAnswer)).fate(), Verdict::Fate::Continue);
    QCOMPARE(events.intercept(bench.context(Way::ToClient, kAnswer, true)).fate(), Verdict::Fate::Drop);
}

void FaultTest::severalAddUp()
{
    Fault slow = of(Kind::Delay);
    slow.minMs = slow.maxMs = 50;
    Fault cut = of(Kind::Truncate);
    cut.bytes = 1;
    test::ContextBench bench;
    FaultInterceptor faults(with({slow, cut, cut, of(Kind::Duplicate), slow}));
    const Verdict verdict = faults.intercept(bench.context(Way::ToClient, kAnswer));
    QCOMPARE(verdict.effects()->delayMs, 100);
    QCOMPARE(messageOf(verdict), kAnswer.chopped(2));
    QCOMPARE(verdict.effects()->delivery.copies, 2);
    QCOMPARE(verdict.effects()->notes.size(), 5);
    FaultInterceptor ending(with({slow, cut, of(Kind::Drop), slow}));
    const Verdict dropped = ending.intercept(bench.context(Way::ToClient, kAnswer));
    QCOMPARE(dropped.fate(), Verdict::Fate::Drop);
    QCOMPARE(dropped.effects()->delayMs, 50);
    QCOMPARE(dropped.effects()->notes.size(), 3);
    QVERIFY(!dropped.effects()->message);
}

void FaultTest::filters()
{
    Fault fault = of(Kind::Drop);
    fault.filter = *exchange::Filter::parse(u"tool:echo text:needle");
    FaultInterceptor faults(with({fault}));
    test::ContextBench bench;
    const auto dropped = [&](const QByteArray &message) {
        return faults.intercept(bench.context(Way::ToServer, message)).fate() == Verdict::Fate::Drop;
    };
    QVERIFY(!dropped(kCall));
    QVERIFY(dropped(R"({"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","x":"a Needle"}})"));
    QVERIFY(!dropped(R"({"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"other","x":"a Needle"}})"));
}

// Which of 200 messages were dropped.
static QByteArray pattern(FaultConfig config)
{
    FaultInterceptor faults(std::move(config));
    test::ContextBench bench;
    QByteArray pattern;
    for (int i = 0; i < 200; ++i) {
        const bool drop = faults.intercept(bench.context(Way::ToServer, kCall)).fate() == Verdict::Fate::Drop;
        pattern.append(drop ? 'x' : '.');
    }
    return pattern;
}

void FaultTest::seedsRepeat()
{
    Fault fault = of(Kind::Drop);
    fault.probability = 0.5;
    QCOMPARE(pattern(with({fault}, 7)), pattern(with({fault}, 7)));
    QVERIFY(pattern(with({fault}, 7)) != pattern(with({fault}, 8)));
    // The same on every platform and in every version: a run that somebody noted must repeat.
    QCOMPARE(pattern(with({fault}, 1)).first(32), QByteArray("....xxx.xx..xxx.x.xx..x.xxx.xxx."));
}

void FaultTest::oneFaultsLuckIsItsOwn()
{
    Fault drop = of(Kind::Drop);
    drop.probability = 0.5;
    Fault delay = of(Kind::Delay);
    delay.maxMs = 100;
    QCOMPARE(pattern(with({drop, delay}, 3)), pattern(with({drop}, 3)));
}

void FaultTest::probability()
{
    Fault fault = of(Kind::Drop);
    fault.probability = 0;
    QCOMPARE(pattern(with({fault})).count('x'), 0);
    fault.probability = 1;
    QCOMPARE(pattern(with({fault})).count('x'), 200);
    fault.probability = 0.25;
    const auto hits = pattern(with({fault})).count('x');
    QVERIFY2(hits > 30 && hits < 70, QByteArray::number(hits).constData());
}

void FaultTest::profiles_data()
{
    QTest::addColumn<Profile>("profile");
    QTest::addColumn<QList<double>>("expected"); // at 0, 5, 10, 15, 20 and 30 seconds of a period of 10
    QTest::newRow("steady") << Profile::Steady << QList<double>{1, 1, 1, 1, 1, 1};
    QTest::newRow("gradual") << Profile::Gradual << QList<double>{0, 0.5, 1, 1, 1, 1};
    QTest::newRow("sudden") << Profile::Sudden << QList<double>{0, 0, 1, 1, 1, 1};
    QTest::newRow("intermittent") << Profile::Intermittent << QList<double>{0, 0, 1, 1, 0, 1};
}

void FaultTest::profiles()
{
    QFETCH(Profile, profile);
    QFETCH(QList<double>, expected);
    qsizetype i = 0;
    for (const double seconds : {0.0, 5.0, 10.0, 15.0, 20.0, 30.0})
        QCOMPARE(FaultInterceptor::intensity(profile, 10, seconds), expected[i++]);
    QCOMPARE(FaultInterceptor::intensity(profile, 0, 1), 1.0);
}

void FaultTest::hostileMessages()
{
    QList<Fault> all;
    for (int kind = 0; kind <= int(Kind::Stall); ++kind) {
        if (Kind(kind) != Kind::Drop && Kind(kind) != Kind::Error)
            all.append(of(Kind(kind)));
    }
    FaultInterceptor faults(with(all));
    test::ContextBench bench;
    const QByteArrayList messages = {"",
                                     "{",
                                     "[]",
                                     "null",
                                     R"({"id":{"id":1}})",
                                     R"({"jsonrpc":"2.0","id":1e999,"result":1})",
                                     "\xff\xfe",
                                     QByteArray(300, '[')};
    for (const QByteArray &message : messages) {
        for (const Way way : {Way::ToServer, Way::ToClient})
            QVERIFY(faults.intercept(bench.context(way, message)).fate() == Verdict::Fate::Continue);
    }
}

QTEST_GUILESS_MAIN(FaultTest)
#include "tst_fault.moc"
