// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Random expressions on random records: what is printed reads as the same filter, and a filter's verdict is that of its
// terms put together by and, or and not.
#include "exchange/filter.h"
#include "exchange/filterfields.h"
#include "samplerecords.h"

#include <QRandomGenerator>
#include <QTest>

#include <array>

using namespace sightglass;
using namespace sightglass::exchange;
using namespace Qt::Literals::StringLiterals;

class FilterPropertiesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFieldIsWritten();
    void printedIsTheSame();
    void verdictIsThatOfTheTerms();
    void lessIsNeverWrong();
    void requiredTextIsThere();
    void requiredDurationIsThere();
};

namespace {

constexpr int kFilters = 400;
constexpr int kRecords = 40;

class Random
{
public:
    explicit Random(quint32 seed) : m_random(seed) {}
    int below(qsizetype bound) { return int(m_random.bounded(quint32(bound))); }
    template <typename List>
    auto one(const List &list)
    {
        return list[decltype(list.size())(below(qsizetype(list.size())))];
    }

private:
    QRandomGenerator m_random;
};

const QList<QByteArray> kMethods{"tools/call", "tools/list", "resources/read", "prompts/get", "ping", "initialize", ""};
const QList<QByteArray> kNames{"search_files", "Shell", "file:///a/b", "Grüße", ""};

Record randomRecord(Random &random)
{
    Record record = samples::toolCall();
    record.id = ExchangeId(quint64(random.below(30)));
    record.state = State(random.below(5));
    record.kind = Kind(random.below(8));
    record.direction = Direction(random.below(2));
    record.era = mcp::Era(random.below(3));
    record.endUs = random.below(4) ? random.below(2'000'000) : -1;
    record.status = random.one(QList<int>{0, 200, 202, 404, 502});
    record.method = random.one(kMethods);
    record.name = random.one(kNames);
    record.route = random.one(QList<QString>{u"default"_s, u"Other"_s, QString()});
    record.sessionId = random.one(QList<QByteArray>{"Session-1", "s2", ""});
    record.client = random.one(QList<QByteArray>{"127.0.0.1:50000", "[::1]:1", ""});
    record.peerName = random.one(QList<QByteArray>{"demo", "claude-code", ""});
    record.rpcId = random.below(3) ? mcp::RequestId::number(QByteArray::number(random.below(9))) : mcp::RequestId();
    record.errorCode = random.below(3) ? std::nullopt : std::optional<qint64>(-32600 - random.below(4));
    record.toolError = random.below(4) == 0;
    record.requestBytes = random.below(3000);
    if (random.below(2))
        record.notes.append(
            {NoteKind::Rule, Severity::None, random.one(QList<QByteArray>{"block", "r2"}), u"x"_s, {}, 1});
    if (random.below(2))
        record.notes.append(
            {NoteKind::Tag, Severity::None, random.one(QList<QByteArray>{"slow", "odd one"}), {}, {}, -1});
    if (random.below(2))
        record.notes.append({NoteKind::Finding, Severity(1 + random.below(3)), "header-mismatch", u"y"_s, {}, -1});
    const auto body = [&random] {
        return random.one(QList<QByteArray>{R"({"text":"Two Hits"})", "{\"q\":\"Grüße\"}", "\xff\x00 or \"and\"", ""});
    };
    record.parts[1].bytes = body();
    record.parts[3].bytes = body();
    if (random.below(3) == 0)
        record.parts.append(samples::part(PartKind::Event, "data: " + body() + "\n\n", 260'000));
    return record;
}

// A term as a person may write it, for the field's every kind of value.
QString randomTerm(Random &random)
{
    static const QList<QString> terms{
        u"method:tools/*"_s,
        u"Method:tools/call,ping"_s,
        u"method:/^res|PING/i"_s,
        u"method:\"tools/call\""_s,
        u"tool:s*"_s,
        u"tool:shell"_s,
        u"tool:?earch*,x"_s,
        u"resource:\"file:///a/b\""_s,
        u"prompt:gr*"_s,
        u"prompt:/üß/"_s,
        u"id:7"_s,
        u"id:*"_s,
        u"exchange:>10"_s,
        u"#<=5,12"_s,
        u"session:*"_s,
        u"session:s2"_s,
        u"client:demo"_s,
        u"client:127.*"_s,
        u"address:*:1"_s,
        u"route:other"_s,
        u"era:modern"_s,
        u"era:legacy,unknown"_s,
        u"kind:request,batch"_s,
        u"KIND:http"_s,
        u"dir:s2c"_s,
        u"dir:client"_s,
        u"status:ok"_s,
        u"status:>=400"_s,
        u"status:4xx,dropped"_s,
        u"status:open,error"_s,
        u"code:*"_s,
        u"code:-32601"_s,
        u"duration:>200ms"_s,
        u"duration:<=1.5s,>1900ms"_s,
        u"size:<1kB"_s,
        u"size:>=0.5KiB"_s,
        u"rule:block"_s,
        u"rule:*"_s,
        u"tag:\"odd one\""_s,
        u"lint:error"_s,
        u"lint:header-*"_s,
        u"text:hits"_s,
        u"text:/Two\\s+H/"_s,
        u"text:GRÜSSE,"_s,
        u"text:grüße"_s,
        u"header:accept"_s,
        u"header:accept=*event-stream*"_s,
        u"header:/^x-/=/node/"_s,
        u"header:nothing"_s,
        u"hits"_s,
        u"\"two hits\""_s,
        u"\"and\""_s,
        u"\"\\\"and\\\"\""_s,
        u"/t[wv]o/i"_s,
        u"search"_s,
        u"grüße"_s,
        u"\"a:b (c)\""_s,
        u"notify"_s,
        u"text:\"\\\\\""_s,
        u"client:*"_s,
    };
    return random.one(terms);
}

struct Tree {
    enum class Kind { Term, Not, All, Any };
    Kind kind = Kind::Term;
    QString term;
    std::vector<Tree> children;

    // Written with as many or as few signs as the grammar allows.
    QString written(Random &random, bool needsParentheses = false) const
    {
        const auto sp = [&random] { return random.one(QList<QString>{u" "_s, u"  "_s, u"\t"_s, u"\u00a0"_s}); };
        QString text;
        switch (kind) {
        case Kind::Term:
            text = term;
            break;
        case Kind::Not:
            text = random.one(QList<QString>{u"not "_s, u"-"_s, u"NOT "_s}) + children[0].written(random, true);
            break;
        case Kind::All:
            for (const Tree &child : children) {
                if (!text.isEmpty())
                    text += random.one(QList<QString>{sp(), sp() + u"and"_s + sp(), sp() + u"AND"_s + sp()});
                text += child.written(random, child.kind == Kind::Any || random.below(8) == 0);
            }
            break;
        case Kind::Any:
            for (const Tree &child : children) {
                if (!text.isEmpty())
                    text += sp() + random.one(QList<QString>{u"or"_s, u"OR"_s}) + sp();
                text += child.written(random, random.below(8) == 0);
            }
            break;
        }
        const bool isGroup = kind == Kind::All || kind == Kind::Any;
        const bool wrap = (needsParentheses && (isGroup || random.below(4) == 0)) || random.below(16) == 0;
        return wrap ? u'(' + (random.below(2) ? sp() : QString()) + text + u')' : text;
    }

    bool verdict(const Record &record) const
    {
        const auto holds = [&record](const Tree &child) { return child.verdict(record); };
        switch (kind) {
        case Kind::Term:
            return Filter::parse(term)->matches(record);
        case Kind::Not:
            return !children[0].verdict(record);
        case Kind::All:
            return std::all_of(children.begin(), children.end(), holds);
        case Kind::Any:
            break;
        }
        return std::any_of(children.begin(), children.end(), holds);
    }
};

Tree randomTree(Random &random, int depth)
{
    Tree tree;
    tree.kind = depth > 0 ? Tree::Kind(random.below(4)) : Tree::Kind::Term;
    if (tree.kind == Tree::Kind::Term) {
        tree.term = randomTerm(random);
        return tree;
    }
    const int count = tree.kind == Tree::Kind::Not ? 1 : 2 + random.below(3);
    for (int i = 0; i < count; ++i)
        tree.children.push_back(randomTree(random, depth - 1));
    return tree;
}

} // namespace

// Each field of the language is among the terms, so that a new one is not forgotten here.
void FilterPropertiesTest::everyFieldIsWritten()
{
    Random random(1);
    QString all;
    for (int i = 0; i < 5000; ++i)
        all += u' ' + randomTerm(random).toLower();
    for (const FilterField &field : filterFields()) {
        const bool isWritten = all.contains(u' ' + QString(field.name) + u':');
        QVERIFY2(isWritten, field.name.data());
    }
}

void FilterPropertiesTest::printedIsTheSame()
{
    Random random(2);
    for (int i = 0; i < kFilters * 5; ++i) {
        const QString text = randomTree(random, 4).written(random);
        const auto filter = Filter::parse(text);
        QVERIFY2(filter, qPrintable(text + u'\n' + (filter ? QString() : filter.error().text())));
        const QString printed = filter->toString();
        const auto again = Filter::parse(printed);
        QVERIFY2(again, qPrintable(text + u'\n' + printed));
        QCOMPARE(again->toString(), printed);
        QCOMPARE(again->needsParts(), filter->needsParts());
        QCOMPARE(again->requiredText(), filter->requiredText());
    }
}

void FilterPropertiesTest::verdictIsThatOfTheTerms()
{
    Random random(3);
    int matched = 0;
    for (int i = 0; i < kFilters; ++i) {
        const Tree tree = randomTree(random, 3);
        const QString text = tree.written(random);
        const auto filter = Filter::parse(text);
        QVERIFY2(filter, qPrintable(text));
        const auto again = Filter::parse(filter->toString());
        QVERIFY(again);
        for (int j = 0; j < kRecords; ++j) {
            const Record record = randomRecord(random);
            const bool expected = tree.verdict(record);
            matched += expected;
            QVERIFY2(filter->matches(record) == expected, qPrintable(text));
            QVERIFY2(again->matches(record) == expected, qPrintable(filter->toString()));
        }
    }
    // The two answers are both tried.
    QVERIFY(matched > kFilters * kRecords / 10 && matched < kFilters * kRecords * 9 / 10);
}

// Looking at a part of the record either decides rightly or not at all.
void FilterPropertiesTest::lessIsNeverWrong()
{
    Random random(4);
    constexpr std::array kScopes{FilterScope::Names, FilterScope::Request, FilterScope::Facts, FilterScope::Whole};
    std::array<int, kScopes.size()> decided{};
    for (int i = 0; i < kFilters; ++i) {
        const QString text = randomTree(random, 3).written(random);
        const auto filter = Filter::parse(text);
        QVERIFY2(filter, qPrintable(text));
        for (int j = 0; j < kRecords; ++j) {
            const Record record = randomRecord(random);
            const bool matches = filter->matches(record);
            for (std::size_t k = 0; k < kScopes.size(); ++k) {
                const auto verdict = filter->test(record, kScopes[k]);
                decided[k] += verdict.has_value();
                QVERIFY2(!verdict || *verdict == matches, qPrintable(text));
            }
            QCOMPARE(filter->test(record, FilterScope::Whole), std::optional(matches));
            const auto without = filter->matchesWithoutParts(samples::withoutParts(record));
            QVERIFY2(!without || *without == matches, qPrintable(text));
            QVERIFY2(without || filter->needsParts(), qPrintable(text));
        }
    }
    // More is never less decided.
    QVERIFY(decided[0] > 0 && decided[0] < decided[1] && decided[1] < decided[2] && decided[2] < decided[3]);
}

void FilterPropertiesTest::requiredTextIsThere()
{
    Random random(5);
    int checked = 0;
    for (int i = 0; i < kFilters; ++i) {
        const QString text = randomTree(random, 2).written(random);
        const auto filter = Filter::parse(text);
        QVERIFY2(filter, qPrintable(text));
        for (int j = 0; j < kRecords; ++j) {
            const Record record = randomRecord(random);
            if (!filter->matches(record))
                continue;
            QByteArray all =
                record.method + '\n' + record.name + '\n' + record.sessionId + '\n' + record.route.toUtf8();
            for (const Part &part : record.parts)
                all += '\n' + part.bytes;
            for (const QByteArray &needed : filter->requiredText()) {
                ++checked;
                QVERIFY2(all.toLower().contains(needed), qPrintable(text + u'\n' + QString::fromUtf8(needed)));
            }
        }
    }
    QVERIFY(checked > 0);
}

void FilterPropertiesTest::requiredDurationIsThere()
{
    Random random(6);
    int checked = 0;
    for (int i = 0; i < kFilters; ++i) {
        const QString text = randomTree(random, 2).written(random);
        const auto filter = Filter::parse(text);
        QVERIFY2(filter, qPrintable(text));
        for (int j = 0; j < kRecords && filter->requiredDurationUs() >= 0; ++j) {
            const Record record = randomRecord(random);
            if (!filter->matches(record))
                continue;
            ++checked;
            QVERIFY2(record.endUs >= filter->requiredDurationUs(), qPrintable(text));
        }
    }
    QVERIFY(checked > 0);
}

QTEST_GUILESS_MAIN(FilterPropertiesTest)
#include "tst_filterproperties.moc"
