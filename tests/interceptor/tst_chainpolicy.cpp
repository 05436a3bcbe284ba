// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a chain makes of its interceptors' failures, needs and speed.
#include "interceptor/chainsupport.h"

#include "base/clock.h"
#include "mcp/messagereader.h"

#include <QTest>

#include <stdexcept>

using namespace sightglass;
using namespace sightglass::test;
using interceptor::Context;
using interceptor::FailureKind;
using interceptor::FailureMode;
using interceptor::InterceptorChain;
using interceptor::Traits;
using interceptor::Verdict;
using interceptor::Way;
using Fate = Verdict::Fate;
using Interceptors = std::vector<std::shared_ptr<interceptor::Interceptor>>;

Q_DECLARE_METATYPE(sightglass::interceptor::FailureKind)
Q_DECLARE_METATYPE(sightglass::interceptor::FailureMode)

namespace {

const QByteArray kCall = R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"add"}})";

std::shared_ptr<Scripted> scripted(const QString &name, const Traits &traits, Scripted::Function function)
{
    auto one = std::make_shared<Scripted>(std::move(function), name);
    one->setTraits(traits);
    return one;
}

} // namespace

class TestChainPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void failures_data();
    void failures();
    void retryAfterIsOver();
    void exceptionsAreFailures();
    void failuresAreCountedPerLink();
    void namesAreUnique();
    void dependencies_data();
    void dependencies();
    void versions_data();
    void versions();
    void emptyMessages();
    void budgets();

private:
    Verdict ask(const InterceptorChain &chain, const QByteArray &bytes = kCall)
    {
        const mcp::Message message = bytes.isEmpty() ? mcp::Message() : m_reader.read(bytes);
        return chain.ask(0, Context{m_record, Way::ToServer, message});
    }
    mcp::MessageReader m_reader{256};
    exchange::Record m_record;
};

void TestChainPolicy::failures_data()
{
    QTest::addColumn<FailureKind>("kind");
    QTest::addColumn<FailureMode>("mode");
    QTest::addColumn<Fate>("now");
    QTest::addColumn<Fate>("later");
    QTest::addColumn<int>("calls"); // of two messages
    QTest::addColumn<bool>("off");
    QTest::addColumn<int>("status"); // of the second one's rejection
    const auto row = [](const char *name, FailureKind kind, FailureMode mode, Fate now, Fate later, int calls, bool off,
                        int status = 0) {
        QTest::newRow(name) << kind << mode << now << later << calls << off << status;
    };
    using K = FailureKind;
    using M = FailureMode;
    row("recoverable, open", K::Recoverable, M::Open, Fate::Continue, Fate::Continue, 2, false);
    row("recoverable, closed", K::Recoverable, M::Closed, Fate::Reject, Fate::Reject, 2, false);
    row("retry after, open", K::RetryAfter, M::Open, Fate::Continue, Fate::Continue, 1, false);
    row("retry after, closed", K::RetryAfter, M::Closed, Fate::Reject, Fate::Reject, 1, false, 503);
    row("skip, open", K::Skip, M::Open, Fate::Continue, Fate::Continue, 2, false);
    row("skip, closed", K::Skip, M::Closed, Fate::Continue, Fate::Continue, 2, false);
    row("configuration, open", K::Configuration, M::Open, Fate::Continue, Fate::Continue, 1, true);
    row("configuration, closed", K::Configuration, M::Closed, Fate::Reject, Fate::Reject, 1, true);
    row("fatal, open", K::Fatal, M::Open, Fate::Continue, Fate::Continue, 1, true);
    row("fatal, closed", K::Fatal, M::Closed, Fate::Reject, Fate::Reject, 1, true);
}

void TestChainPolicy::failures()
{
    QFETCH(FailureKind, kind);
    QFETCH(FailureMode, mode);
    QFETCH(Fate, now);
    QFETCH(Fate, later);
    QFETCH(int, calls);
    QFETCH(bool, off);
    QFETCH(int, status);
    Traits traits;
    traits.onFailure = mode;
    const InterceptorChain chain(Interceptors{scripted(QStringLiteral("breaks"), traits, [&](const Context &) {
        return Verdict::fail({kind, QStringLiteral("broken"), 60'000});
    })});
    const Verdict first = ask(chain);
    QCOMPARE(first.fate(), now);
    const bool skipped = kind == FailureKind::Skip;
    QCOMPARE(first.effects() ? first.effects()->notes.size() : 0, skipped ? 0 : 1);
    if (!skipped) {
        const exchange::Note &note = first.effects()->notes.constFirst();
        QCOMPARE(note.kind, exchange::NoteKind::Trouble);
        QCOMPARE(note.severity, exchange::Severity::Error);
        QCOMPARE(note.code, "breaks");
        QCOMPARE(note.text, QStringLiteral("broken"));
    }
    const Verdict second = ask(chain);
    QCOMPARE(second.fate(), later);
    if (later == Fate::Reject) {
        QCOMPARE(second.effects()->reason, QStringLiteral("broken"));
        QCOMPARE(second.effects()->httpStatus, status);
        QCOMPARE(second.effects()->retryAfterSeconds > 0, kind == FailureKind::RetryAfter);
        QVERIFY(second.effects()->retryAfterSeconds <= 60);
    }
    const auto link = chain.status().front();
    QCOMPARE(link.name, QStringLiteral("breaks"));
    QCOMPARE(link.calls, quint64(calls));
    QCOMPARE(link.failures, skipped ? quint64(0) : quint64(calls));
    QCOMPARE(link.off, off);
    QCOMPARE(link.lastFailure, skipped ? QString() : QStringLiteral("broken"));
}

void TestChainPolicy::retryAfterIsOver()
{
    int calls = 0;
    const InterceptorChain chain(Interceptors{scripted(QStringLiteral("rests"), {}, [&](const Context &) {
        return ++calls == 1 ? Verdict::fail({FailureKind::RetryAfter, QStringLiteral("later"), 30})
                            : Verdict::reject(QStringLiteral("works"));
    })});
    QCOMPARE(ask(chain).fate(), Fate::Continue);
    QCOMPARE(calls, 1);
    QTRY_VERIFY(ask(chain).fate() == Fate::Reject); // asked again …
    const int before = calls;
    QCOMPARE(ask(chain).fate(), Fate::Reject);
    QCOMPARE(calls, before + 1); // … and from then on each time
}

void TestChainPolicy::exceptionsAreFailures()
{
    Traits closed;
    closed.onFailure = FailureMode::Closed;
    bool standard = true;
    const InterceptorChain chain(
        Interceptors{scripted(QStringLiteral("throws"), closed, [&](const Context &) -> Verdict {
            if (standard)
                throw std::runtime_error("out of paper");
            throw 7;
        })});
    Verdict verdict = ask(chain);
    QCOMPARE(verdict.fate(), Fate::Reject);
    QCOMPARE(verdict.effects()->reason, QStringLiteral("out of paper"));
    standard = false;
    verdict = ask(chain);
    QCOMPARE(verdict.fate(), Fate::Reject);
    QVERIFY(!verdict.effects()->reason.isEmpty());
    QCOMPARE(chain.status().front().failures, quint64(2)); // asked again: recoverable
}

void TestChainPolicy::failuresAreCountedPerLink()
{
    const InterceptorChain chain(
        Interceptors{scripted(QStringLiteral("good"), {}, [](const Context &) { return Verdict::proceed(); }),
                     scripted(QStringLiteral("bad"), {}, [](const Context &) {
                         return Verdict::fail({FailureKind::Fatal, QStringLiteral("broken"), 0});
                     })});
    const mcp::Message message = m_reader.read(kCall);
    QCOMPARE(chain.nameAt(Way::ToServer, 0), QStringLiteral("good"));
    QCOMPARE(chain.nameAt(Way::ToClient, 0), QStringLiteral("bad"));
    for (int i = 0; i < 3; ++i) {
        for (const Way way : {Way::ToServer, Way::ToClient}) {
            for (std::size_t step = 0; step < chain.size(); ++step)
                QCOMPARE(chain.ask(step, Context{m_record, way, message}).fate(), Fate::Continue);
        }
    }
    QCOMPARE(chain.status()[0].calls, quint64(6));
    QVERIFY(!chain.status()[0].off);
    QCOMPARE(chain.status()[1].calls, quint64(1));
    QVERIFY(chain.status()[1].off);
}

void TestChainPolicy::namesAreUnique()
{
    const auto pass = [](const Context &) { return Verdict::proceed(); };
    const auto twice = InterceptorChain::build(
        Interceptors{scripted(QStringLiteral("a"), {}, pass), scripted(QStringLiteral("a"), {}, pass)});
    QVERIFY(!twice);
    QCOMPARE(twice.error().code, ErrorCode::InvalidArgument);
    QVERIFY(twice.error().text.contains(QStringLiteral("'a'")));
    QVERIFY(!InterceptorChain::build(Interceptors{nullptr}));
    const auto none = InterceptorChain::build({});
    QVERIFY(none && (*none)->isEmpty());
}

void TestChainPolicy::dependencies_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QStringList>("behind"); // of the one called "needs"
    QTest::addColumn<QString>("error");      // empty: it fits
    const QStringList none;
    QTest::newRow("nothing needed") << QStringList{QStringLiteral("needs")} << none << QString();
    QTest::newRow("there") << QStringList{QStringLiteral("a"), QStringLiteral("needs")}
                           << QStringList{QStringLiteral("a")} << QString();
    QTest::newRow("further away") << QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("needs")}
                                  << QStringList{QStringLiteral("b"), QStringLiteral("a")} << QString();
    QTest::newRow("missing") << QStringList{QStringLiteral("b"), QStringLiteral("needs")}
                             << QStringList{QStringLiteral("a")} << QStringLiteral("'a'");
    QTest::newRow("on the wrong side") << QStringList{QStringLiteral("needs"), QStringLiteral("a")}
                                       << QStringList{QStringLiteral("a")} << QStringLiteral("'a'");
    QTest::newRow("itself") << QStringList{QStringLiteral("needs")} << QStringList{QStringLiteral("needs")}
                            << QStringLiteral("'needs'");
}

void TestChainPolicy::dependencies()
{
    QFETCH(QStringList, names);
    QFETCH(QStringList, behind);
    QFETCH(QString, error);
    Interceptors all;
    for (const QString &name : names) {
        Traits traits;
        if (name == QLatin1StringView("needs"))
            traits.behind = behind;
        all.push_back(scripted(name, traits, [](const Context &) { return Verdict::proceed(); }));
    }
    const auto chain = InterceptorChain::build(std::move(all));
    QCOMPARE(chain.has_value(), error.isEmpty());
    if (!chain)
        QVERIFY(chain.error().text.contains(error) && chain.error().text.contains(QStringLiteral("needs")));
}

void TestChainPolicy::versions_data()
{
    QTest::addColumn<bool>("legacy");
    QTest::addColumn<bool>("modern");
    QTest::addColumn<QList<QByteArray>>("versions");
    QTest::addColumn<mcp::Era>("era");
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<bool>("asked");
    const auto row = [](const char *name, bool legacy, bool modern, const QList<QByteArray> &versions, mcp::Era era,
                        const char *version, bool asked) {
        QTest::newRow(name) << legacy << modern << versions << era << QByteArray(version) << asked;
    };
    using mcp::Era;
    row("all", true, true, {}, Era::Legacy, "2025-11-25", true);
    row("legacy only, legacy", true, false, {}, Era::Legacy, "2025-11-25", true);
    row("legacy only, modern", true, false, {}, Era::Modern, "2026-07-28", false);
    row("modern only, legacy", false, true, {}, Era::Legacy, "", false);
    row("modern only, modern", false, true, {}, Era::Modern, "2026-07-28", true);
    row("no JSON-RPC", false, false, {}, Era::Unknown, "", true);
    row("this version", true, true, {"2025-06-18", "2025-11-25"}, Era::Legacy, "2025-11-25", true);
    row("another version", true, true, {"2025-06-18"}, Era::Legacy, "2025-11-25", false);
    row("version unknown", true, true, {"2025-06-18"}, Era::Legacy, "", true);
    row("version yes, era no", false, true, {"2025-06-18"}, Era::Legacy, "2025-06-18", false);
}

void TestChainPolicy::versions()
{
    QFETCH(bool, legacy);
    QFETCH(bool, modern);
    QFETCH(QList<QByteArray>, versions);
    QFETCH(mcp::Era, era);
    QFETCH(QByteArray, version);
    QFETCH(bool, asked);
    Traits traits;
    traits.legacy = legacy;
    traits.modern = modern;
    traits.versions = versions;
    const InterceptorChain chain(
        Interceptors{scripted(QStringLiteral("picky"), traits, [](const Context &) { return Verdict::drop(); })});
    m_record.era = era;
    m_record.protocolVersion = version;
    QCOMPARE(ask(chain).fate(), asked ? Fate::Drop : Fate::Continue);
    QCOMPARE(chain.status().front().calls, quint64(asked ? 1 : 0));
    m_record = {};
}

void TestChainPolicy::emptyMessages()
{
    Traits wants;
    wants.emptyMessages = true;
    const auto drops = [](const Context &) { return Verdict::drop(); };
    const InterceptorChain wanting(Interceptors{scripted(QStringLiteral("wants"), wants, drops)});
    QVERIFY(wanting.wantsEmptyMessages());
    QCOMPARE(ask(wanting, {}).fate(), Fate::Drop);
    const InterceptorChain other(Interceptors{scripted(QStringLiteral("other"), {}, drops)});
    QVERIFY(!other.wantsEmptyMessages());
    QCOMPARE(ask(other, {}).fate(), Fate::Continue);
    QCOMPARE(ask(other, "no JSON").fate(), Fate::Drop);
    // The head of a stream is for those who ask for it, and is no empty message.
    Traits heads;
    heads.streamHeads = true;
    const InterceptorChain both(
        Interceptors{scripted(QStringLiteral("wants"), wants, drops), scripted(QStringLiteral("heads"), heads, drops)});
    QVERIFY(both.wantsStreamHeads() && !wanting.wantsStreamHeads());
    const mcp::Message none;
    const Context head{m_record, Way::ToServer, none, nullptr, false, nullptr, nullptr, -1, true};
    QCOMPARE(both.ask(0, head).fate(), Fate::Continue);
    QCOMPARE(both.ask(1, head).fate(), Fate::Drop);
}

void TestChainPolicy::budgets()
{
    Traits traits;
    traits.budget = std::chrono::microseconds(1'000);
    bool slow = false;
    const auto dawdle = [&](const Context &) {
        for (const qint64 until = monotonicUs() + (slow ? 3'000 : 0); monotonicUs() < until;) {
        }
        return Verdict::replace("{}");
    };
    traits.budget = std::chrono::hours(1); // however busy the machine is
    const InterceptorChain generous(Interceptors{scripted(QStringLiteral("slow"), traits, dawdle)});
    slow = true;
    Verdict verdict = ask(generous);
    QVERIFY(verdict.effects()->notes.isEmpty());
    QCOMPARE(generous.status().front().overBudget, quint64(0));
    QVERIFY(generous.status().front().worstNs >= 2'900'000);
    traits.budget = std::chrono::microseconds(1'000);
    const InterceptorChain strict(Interceptors{scripted(QStringLiteral("slow"), traits, dawdle)});
    verdict = ask(strict);
    QCOMPARE(verdict.fate(), Fate::Continue);
    QCOMPARE(*verdict.effects()->message, "{}"); // counted, not cut
    QCOMPARE(verdict.effects()->notes.size(), 1);
    QCOMPARE(verdict.effects()->notes.constFirst().code, "slow");
    QCOMPARE(strict.status().front().overBudget, quint64(1));
    QCOMPARE(strict.status().front().failures, quint64(0));
}

QTEST_GUILESS_MAIN(TestChainPolicy)
#include "tst_chainpolicy.moc"
