// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/filter/filtercompletion.h"

#include "exchange/filter.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace sightglass;
using ui::FilterCompletion;
using ui::FilterSuggestion;

namespace {

QStringList values(QStringView field)
{
    if (field == u"tool")
        return {u"search"_s, u"two words"_s, u"say \"hi\""_s, u"research"_s};
    return field == u"route" ? QStringList{u"default"_s} : QStringList();
}

QStringList labels(const QString &text, bool explicitly = false)
{
    QStringList found;
    for (const FilterSuggestion &one : FilterCompletion::suggestions(text, text.size(), values, explicitly))
        found.append(one.label);
    return found;
}

/// \a text after the suggestion \a label was taken at its end.
QString taken(QString text, const QString &label)
{
    for (const FilterSuggestion &one : FilterCompletion::suggestions(text, text.size(), values, true)) {
        if (one.label == label)
            return text.replace(one.from, one.length, one.insert);
    }
    return u"no such suggestion"_s;
}

} // namespace

class FilterCompletionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fieldsByTheirBeginning()
    {
        QCOMPARE(labels(u"me"_s).front(), u"method:"_s);
        QVERIFY(labels(u"SESS"_s).contains(u"session:"_s));
        QCOMPARE(taken(u"tool:x and du"_s, u"duration:"_s), u"tool:x and duration:"_s);
    }

    void everyFieldIsOfferedWhenAsked()
    {
        QVERIFY(labels({}).isEmpty());
        const QStringList all = labels({}, true);
        for (const exchange::FilterField &field : exchange::filterFields())
            QVERIFY2(all.contains(QString(field.name) + u':'), field.name.latin1());
        QVERIFY(all.contains(u"not"_s));
        QVERIFY(!all.contains(u"and"_s)); // nothing to join yet
        QVERIFY(labels(u"tool:x "_s, true).contains(u"and"_s));
    }

    void wordsOfAField()
    {
        QCOMPARE(labels(u"era:"_s), (QStringList{u"legacy"_s, u"modern"_s, u"unknown"_s}));
        QCOMPARE(labels(u"kind:not"_s), QStringList{u"notification"_s});
        QCOMPARE(taken(u"status:ok,fa"_s, u"failed"_s), u"status:ok,failed"_s);
    }

    void valuesThatWereSeen()
    {
        QCOMPARE(labels(u"tool:se"_s), (QStringList{u"search"_s, u"research"_s})); // beginning before containing
        QCOMPARE(taken(u"not tool:"_s, u"two words"_s), u"not tool:\"two words\""_s);
        QCOMPARE(taken(u"-tool:sea"_s, u"search"_s), u"-tool:search"_s);
        QCOMPARE(taken(u"(tool:sea"_s, u"search"_s), u"(tool:search"_s);
        QCOMPARE(taken(u"tool:\"two w"_s, u"two words"_s), u"tool:\"two words\""_s);
    }

    void nothingForWhatIsComplete()
    {
        QVERIFY(labels(u"route:default"_s).isEmpty());
        QVERIFY(labels(u"nofield:x"_s).isEmpty());
        QVERIFY(labels(u"\"me"_s).isEmpty()); // within quotes
    }

    void whatIsInsertedCanBeRead()
    {
        for (const QString &value : {u"plain"_s, u"two words"_s, u"a\"b\\c"_s, u"/etc/hosts"_s, u"a*b?"_s, u"x,y"_s,
                                     u"file:///a b"_s, u"(x)"_s, u"-minus"_s, u"Grüße"_s, u">5"_s}) {
            const auto filter = exchange::Filter::parse(u"tool:"_s + FilterCompletion::quoted(value));
            QVERIFY2(filter.has_value(), qPrintable(value));
            exchange::Record record;
            record.method = "tools/call";
            record.name = value.toUtf8();
            QVERIFY2(filter->matches(record), qPrintable(value));
            record.name = value.toUtf8() + "x";
            QVERIFY2(!filter->matches(record), qPrintable(value));
        }
    }
};

QTEST_GUILESS_MAIN(FilterCompletionTest)
#include "tst_filtercompletion.moc"
