// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/rules/ruleset.h"

#include <QFile>
#include <QTest>

using namespace sightglass;
using interceptor::rules::Action;
using interceptor::rules::Rule;
using interceptor::rules::RuleSet;

// Every example of the reference works, and every action has one.
class TestRuleDocs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void examples();
};

void TestRuleDocs::examples()
{
    QFile file(QStringLiteral(SIGHTGLASS_DOCS "/rules.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    const QByteArray begin = "```jsonc\n";
    QSet<Action::Kind> kinds;
    int count = 0;
    for (qsizetype at = text.indexOf(begin); at >= 0; at = text.indexOf(begin, at + 1)) {
        const qsizetype from = at + begin.size();
        const auto set = RuleSet::parse(text.mid(from, text.indexOf("\n```", from) - from));
        ++count;
        QVERIFY2(set, qPrintable(QStringLiteral("example %1: %2").arg(count).arg(set ? QString() : set.error().text)));
        for (const Rule &rule : (*set)->rules()) {
            QVERIFY2(rule.error.isEmpty(), qPrintable(rule.error));
            for (const Action &action : rule.actions)
                kinds.insert(action.kind);
        }
    }
    QVERIFY(count >= 8);
    QCOMPARE(kinds.size(), qsizetype(Action::Kind::RateLimit) + 1);
}

QTEST_GUILESS_MAIN(TestRuleDocs)
#include "tst_ruledocs.moc"
