// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/language.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QLocale>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::Literals::StringLiterals;
using sightglass::ui::Language;

namespace {

struct Entry {
    QString source;
    QString state; // unfinished, vanished, obsolete; empty: fine
    QStringList forms;
    bool plural = false;
};

QList<Entry> entriesOf(const QString &path)
{
    QFile file(path);
    QList<Entry> entries;
    if (!file.open(QIODevice::ReadOnly))
        return entries;
    QXmlStreamReader xml(&file);
    Entry entry;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement() && xml.name() == u"message") {
            entry = {};
            entry.plural = xml.attributes().value(u"numerus"_s) == u"yes";
        } else if (xml.isStartElement() && xml.name() == u"source") {
            entry.source = xml.readElementText();
        } else if (xml.isStartElement() && xml.name() == u"translation") {
            entry.state = xml.attributes().value(u"type"_s).toString();
            if (!entry.plural)
                entry.forms = {xml.readElementText()};
        } else if (xml.isStartElement() && xml.name() == u"numerusform") {
            entry.forms.append(xml.readElementText());
        } else if (xml.isEndElement() && xml.name() == u"message") {
            entries.append(entry);
        }
    }
    return xml.hasError() ? QList<Entry>() : entries;
}

QStringList markers(const QString &text, const QString &pattern)
{
    QStringList found;
    for (auto matches = QRegularExpression(pattern).globalMatch(text); matches.hasNext();)
        found.append(matches.next().captured());
    found.sort();
    found.removeDuplicates();
    return found;
}

qsizetype accelerators(QString text)
{
    return text.remove(u"&&"_s).count(QRegularExpression(u"&\\w"_s));
}

QString edges(const QString &text)
{
    const QString trimmed = text.trimmed();
    return text.isEmpty() ? QString()
                          : text.first(text.indexOf(trimmed.isEmpty() ? text : trimmed.first(1))) + u'|'
                                + text.sliced(text.lastIndexOf(trimmed.isEmpty() ? text : trimmed.last(1)) + 1);
}

/// What is wrong with a translation; empty: nothing.
QString fault(const Entry &entry)
{
    if (!entry.state.isEmpty())
        return entry.state;
    if (entry.forms.size() != (entry.plural ? 2 : 1)) // the languages at hand have one and many
        return u"wrong number of plurals"_s;
    for (const QString &form : entry.forms) {
        if (form.trimmed().isEmpty())
            return u"empty"_s;
        if (markers(form, u"%(\\d+|n|L\\d+)"_s) != markers(entry.source, u"%(\\d+|n|L\\d+)"_s))
            return u"other place markers"_s;
        if (accelerators(entry.source) == 0 && accelerators(form) != 0)
            return u"an accelerator that the text has not"_s;
        if (accelerators(form) > 1)
            return u"two accelerators"_s;
        if (edges(form) != edges(entry.source))
            return u"other white space around it"_s;
    }
    return {};
}

} // namespace

class TranslationsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyEntryIsFinished_data()
    {
        QTest::addColumn<QString>("path");
        const QDir folder(QStringLiteral(SIGHTGLASS_TEST_DATA "/../../translations"));
        for (const QString &name : folder.entryList({u"*.ts"_s}))
            QTest::newRow(qPrintable(name)) << folder.filePath(name);
        QVERIFY(folder.exists(u"sightglass_de.ts"_s));
    }
    void everyEntryIsFinished()
    {
        QFETCH(QString, path);
        const QList<Entry> entries = entriesOf(path);
        QVERIFY(entries.size() > 500);
        QStringList faults;
        for (const Entry &entry : entries) {
            if (const QString wrong = fault(entry); !wrong.isEmpty())
                faults.append(u"%1: \"%2\" -> \"%3\""_s.arg(wrong, entry.source, entry.forms.join(u" | "_s)));
        }
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    }

    void faultsAreSeen()
    {
        QCOMPARE(fault({u"a %1"_s, {}, {u"ein %1"_s}, false}), QString());
        QVERIFY(!fault({u"a %1"_s, {}, {u"ein %2"_s}, false}).isEmpty());
        QVERIFY(!fault({u"a"_s, u"unfinished"_s, {u"ein"_s}, false}).isEmpty());
        QVERIFY(!fault({u"%n a"_s, {}, {u"%n"_s}, true}).isEmpty());
        QVERIFY(!fault({u" a"_s, {}, {u"ein"_s}, false}).isEmpty());
        QVERIFY(!fault({u"a"_s, {}, {u"&ein"_s}, false}).isEmpty());
    }

    void theWindowSpeaksIt()
    {
        if (!Language::codes().contains(u"de"_s))
            QSKIP("built without Qt's LinguistTools");
        const auto text = [] {
            return QCoreApplication::translate("sightglass::ui::WelcomePage", "Ready for traffic");
        };
        const QLocale before;
        QCOMPARE(text(), u"Ready for traffic"_s);
        {
            const Language german(*qApp, u"de"_s);
            QCOMPARE(text(), u"Bereit für Verkehr"_s);
            QCOMPARE(QLocale().language(), QLocale::German);
            // By the bare name of its class, too.
            QCOMPARE(QCoreApplication::translate("some::where::ExchangeText", "client to server"),
                     u"Client an Server"_s);
            QCOMPARE(QCoreApplication::translate("some::where", "no such text"), u"no such text"_s);
        }
        QCOMPARE(text(), u"Ready for traffic"_s);
        {
            const Language english(*qApp, u"en"_s);
            QCOMPARE(text(), u"Ready for traffic"_s);
        }
        {
            QLocale::setDefault(QLocale(u"de_AT"_s));
            const Language system(*qApp, QString());
            QCOMPARE(text(), u"Bereit für Verkehr"_s);
        }
        QLocale::setDefault(before);
        QCOMPARE(Language::name(u"de"_s), u"Deutsch"_s);
    }
};

QTEST_GUILESS_MAIN(TranslationsTest)
#include "tst_translations.moc"
