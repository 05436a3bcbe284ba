// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/rules/rulefile.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace sightglass;
using interceptor::rules::RuleFile;
using interceptor::rules::RuleSet;

namespace {

QByteArray rulesText(int count)
{
    QByteArray text = R"({"formatVersion":1,"rules":[)";
    for (int i = 0; i < count; ++i)
        text += QByteArray(i == 0 ? "" : ",") + R"({"actions":[{"drop":true}]})";
    return text + "]}";
}

void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(text), text.size());
}

// As most editors do: another file is put in its place.
void replaceBy(const QString &path, const QByteArray &text)
{
    write(path + QStringLiteral(".new"), text);
    QVERIFY(::rename(QFile::encodeName(path + QStringLiteral(".new")).constData(), QFile::encodeName(path).constData())
            == 0);
}

} // namespace

class TestRuleFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void reads();
    void followsWriting();
    void followsReplacement();
    void followsRemovalAndReturn();
    void madeLater();
    void keepsTheLastGoodSet();
    void saves();
    void cannotBeRead();

private:
    QString path() const { return m_folder->filePath(QStringLiteral("rules.jsonc")); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

#define COMPARE_RULES(file, count) QTRY_COMPARE(qsizetype((file).rules()->rules().size()), qsizetype(count))

void TestRuleFile::reads()
{
    write(path(), rulesText(2));
    RuleFile file(path());
    QVERIFY(file.rules());
    QVERIFY(file.rules()->rules().empty());
    QSignalSpy changed(&file, &RuleFile::changed);
    file.load();
    QCOMPARE(changed.size(), 1);
    QCOMPARE(file.rules()->rules().size(), 2u);
    QCOMPARE(file.text(), rulesText(2));
    QVERIFY(file.error().isEmpty());
    file.load();
    QCOMPARE(changed.size(), 1); // nothing new
}

void TestRuleFile::followsWriting()
{
    write(path(), rulesText(1));
    RuleFile file(path());
    file.load();
    for (int count = 2; count < 5; ++count) {
        write(path(), rulesText(count));
        COMPARE_RULES(file, count);
    }
}

void TestRuleFile::followsReplacement()
{
    write(path(), rulesText(1));
    RuleFile file(path());
    file.load();
    for (int count = 2; count < 5; ++count) {
        replaceBy(path(), rulesText(count));
        COMPARE_RULES(file, count);
    }
    write(path(), rulesText(7)); // the new file is watched as the old one was
    COMPARE_RULES(file, 7);
}

void TestRuleFile::followsRemovalAndReturn()
{
    write(path(), rulesText(1));
    RuleFile file(path());
    file.load();
    QVERIFY(QFile::remove(path()));
    COMPARE_RULES(file, 0);
    QVERIFY(file.error().isEmpty());
    write(path(), rulesText(3));
    COMPARE_RULES(file, 3);
}

void TestRuleFile::madeLater()
{
    const QString deep = m_folder->filePath(QStringLiteral("a/b/rules.jsonc"));
    RuleFile file(deep);
    file.load();
    QVERIFY(file.error().isEmpty());
    QVERIFY(file.rules()->rules().empty());
    QVERIFY(QDir().mkpath(m_folder->filePath(QStringLiteral("a/b"))));
    write(deep, rulesText(2));
    COMPARE_RULES(file, 2);
}

void TestRuleFile::keepsTheLastGoodSet()
{
    write(path(), rulesText(2));
    RuleFile file(path());
    file.load();
    QSignalSpy changed(&file, &RuleFile::changed);
    write(path(), "{\n oops");
    QTRY_VERIFY(!file.error().isEmpty());
    QVERIFY2(file.error().startsWith(QStringLiteral("line 2, column 2: ")), qPrintable(file.error()));
    QCOMPARE(file.rules()->rules().size(), 2u);
    QCOMPARE(file.text(), "{\n oops"); // what an editor shows
    QVERIFY(!changed.isEmpty());
    write(path(), {});
    QTRY_VERIFY(file.error().startsWith(QStringLiteral("line 1, column 1: ")));
    write(path(), rulesText(1));
    COMPARE_RULES(file, 1);
    QVERIFY(file.error().isEmpty());
    QFile large(path());
    QVERIFY(large.resize(RuleSet::kMaxFileBytes + 1));
    QTRY_VERIFY(file.error().contains(QStringLiteral("larger than")));
    QCOMPARE(file.rules()->rules().size(), 1u);
}

void TestRuleFile::saves()
{
    const QString deep = m_folder->filePath(QStringLiteral("new/rules.jsonc"));
    RuleFile file(deep);
    file.load();
    QSignalSpy changed(&file, &RuleFile::changed);
    QVERIFY(file.save(rulesText(2)));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(file.rules()->rules().size(), 2u);
    QFile onDisk(deep);
    QVERIFY(onDisk.open(QIODevice::ReadOnly));
    QCOMPARE(onDisk.readAll(), rulesText(2));
    write(deep, rulesText(3)); // still watched
    COMPARE_RULES(file, 3);
    QVERIFY(file.save("{"));
    QVERIFY(!file.error().isEmpty());
    QCOMPARE(file.rules()->rules().size(), 3u);
    const auto tooLarge = file.save(QByteArray(RuleSet::kMaxFileBytes + 1, ' '));
    QVERIFY(!tooLarge);
    QCOMPARE(tooLarge.error().code, ErrorCode::LimitExceeded);
}

void TestRuleFile::cannotBeRead()
{
    QVERIFY(QDir().mkpath(path())); // a folder in the file's place
    RuleFile file(path());
    file.load();
    QVERIFY(!file.error().isEmpty());
    QVERIFY(!file.save(rulesText(1)));
}

QTEST_GUILESS_MAIN(TestRuleFile)
#include "tst_rulefile.moc"
