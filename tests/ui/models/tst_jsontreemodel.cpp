// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/jsontreemodel.h"

#include <QAbstractItemModelTester>
#include <QPoint>
#include <QTest>

using namespace sightglass;
using namespace sightglass::models;

namespace {

QString text(const QModelIndex &index, int column = JsonTreeModel::Value)
{
    return index.siblingAtColumn(column).data().toString();
}

void fetchAll(JsonTreeModel &model, const QModelIndex &parent = {})
{
    while (model.canFetchMore(parent))
        model.fetchMore(parent);
    for (int row = 0; row < model.rowCount(parent); ++row)
        fetchAll(model, model.index(row, 0, parent));
}

} // namespace

class TestJsonTreeModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsOrderSpellingAndDuplicates();
    void scalarsAndNothing();
    void brokenDocumentsShowWhatIsThere_data();
    void brokenDocumentsShowWhatIsThere();
    void childrenComeInBlocks();
    void longTextsAreCut();
    void pointers();
    void deepNesting();
    void hostileTexts();
};

void TestJsonTreeModel::keepsOrderSpellingAndDuplicates()
{
    JsonTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    tester.setUseFetchMore(false); // it would do so within the signal of a reset
    model.setDocument(R"({"z":1.0,"a":{"x":[1,"two"]},"z":"\u00e9\ud800","e":{},"big":12345678901234567890})");
    QCOMPARE(model.rootType(), JsonType::Object);
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(text(model.index(0, 0), JsonTreeModel::Key), QStringLiteral("z"));
    QCOMPARE(text(model.index(0, 0)), QStringLiteral("1.0"));
    QCOMPARE(text(model.index(2, 0)), QStringLiteral("\"\\u00e9\\ud800\""));
    QVERIFY(model.index(2, 0).data(JsonTreeModel::FullTextRole).toString().startsWith(u'é'));
    QCOMPARE(text(model.index(4, 0)), QStringLiteral("12345678901234567890"));
    QCOMPARE(text(model.index(3, 0)), QStringLiteral("{}"));
    QVERIFY(!model.hasChildren(model.index(3, 0)));
    const QModelIndex a = model.index(1, 0);
    QVERIFY(model.hasChildren(a));
    QCOMPARE(model.rowCount(a), 0); // not before somebody looks
    fetchAll(model);
    const QModelIndex two = model.index(1, 0, model.index(0, 0, a));
    QCOMPARE(text(two), QStringLiteral("\"two\""));
    QCOMPARE(text(two, JsonTreeModel::Key), QStringLiteral("[1]"));
    QCOMPARE(two.data(JsonTreeModel::PointerRole).toString(), QStringLiteral("/a/x/1"));
    QCOMPARE(a.data(JsonTreeModel::RawRole).toByteArray(), R"({"x":[1,"two"]})");
    const QPoint range = a.data(JsonTreeModel::RangeRole).toPoint();
    QCOMPARE(model.document().mid(range.x(), range.y()), R"({"x":[1,"two"]})");
}

void TestJsonTreeModel::scalarsAndNothing()
{
    JsonTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    tester.setUseFetchMore(false); // it would do so within the signal of a reset
    QCOMPARE(model.rowCount(), 0);
    model.setDocument(" 42 ");
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(text(model.index(0, 0)), QStringLiteral("42"));
    QCOMPARE(model.index(0, 0).data(JsonTreeModel::PointerRole).toString(), QString());
    model.setDocument({});
    QCOMPARE(model.rowCount(), 0);
    model.setDocument("Bad Gateway");
    QCOMPARE(model.rowCount(), 1);
    QVERIFY(model.index(0, 0).data(JsonTreeModel::ErrorRole).toBool());
    QCOMPARE(model.rootType(), JsonType::Invalid);
}

void TestJsonTreeModel::brokenDocumentsShowWhatIsThere_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<int>("rows");
    QTest::newRow("cut") << QByteArray(R"({"a":1,"b":[1,2)") << 3;
    QTest::newRow("comma") << QByteArray(R"([1,2,])") << 3;
    QTest::newRow("trailing") << QByteArray(R"([1,2] x)") << 3;
    QTest::newRow("bracket") << QByteArray(R"([1,2})") << 3;
}

void TestJsonTreeModel::brokenDocumentsShowWhatIsThere()
{
    QFETCH(QByteArray, document);
    QFETCH(int, rows);
    JsonTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    tester.setUseFetchMore(false); // it would do so within the signal of a reset
    model.setDocument(document);
    fetchAll(model);
    QCOMPARE(model.rowCount(), rows);
    const QModelIndex last = model.index(rows - 1, 0);
    QVERIFY(last.data(JsonTreeModel::ErrorRole).toBool());
    QVERIFY(text(last, JsonTreeModel::Key).contains(QStringLiteral("line 1")));
    QVERIFY(!text(last).isEmpty());
    QVERIFY(!model.hasChildren(last));
}

void TestJsonTreeModel::childrenComeInBlocks()
{
    QByteArray document("{\"list\":[0");
    for (int i = 1; i < 1234; ++i)
        document += ',' + QByteArray::number(i);
    JsonTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    tester.setUseFetchMore(false); // it would do so within the signal of a reset
    model.setDocument(document + "]}");
    const QModelIndex list = model.index(0, 0);
    QCOMPARE(text(list), QStringLiteral("[…]"));
    QVERIFY(model.canFetchMore(list));
    model.fetchMore(list);
    QCOMPARE(model.rowCount(list), JsonTreeModel::kFetchBlock);
    fetchAll(model);
    QCOMPARE(model.rowCount(list), 1234);
    QVERIFY(!model.canFetchMore(list));
    QCOMPARE(text(model.index(1233, 0, list)), QStringLiteral("1233"));
}

void TestJsonTreeModel::longTextsAreCut()
{
    JsonTreeModel model;
    model.setDocument("[\"" + QByteArray(100'000, 'x') + "\",\"a\\nb\"]");
    QCOMPARE(text(model.index(0, 0)).size(), JsonTreeModel::kMaxText);
    QVERIFY(model.index(0, 0).data(JsonTreeModel::CutRole).toBool());
    QCOMPARE(model.index(0, 0).data(JsonTreeModel::FullTextRole).toString().size(), 100'000);
    QVERIFY(!model.index(1, 0).data(JsonTreeModel::CutRole).toBool());
    QCOMPARE(model.index(1, 0).data(JsonTreeModel::FullTextRole).toString(), QStringLiteral("a\nb"));
}

void TestJsonTreeModel::pointers()
{
    JsonTreeModel model;
    QByteArray document("{\"a/b\":[");
    for (int i = 0; i < 700; ++i)
        document += "{\"~\":" + QByteArray::number(i) + "},";
    model.setDocument(document + "0]}");
    const QModelIndex found = model.indexOf("/a~1b/650/~0");
    QVERIFY(found.isValid());
    QCOMPARE(text(found), QStringLiteral("650"));
    QCOMPARE(found.data(JsonTreeModel::PointerRole).toString(), QStringLiteral("/a~1b/650/~0"));
    QVERIFY(!model.indexOf("/a~1b/701").isValid());
    QVERIFY(!model.indexOf("/nothing").isValid());
}

void TestJsonTreeModel::deepNesting()
{
    JsonTreeModel model;
    model.setDocument(QByteArray(100'000, '[') + QByteArray(100'000, ']'));
    QModelIndex index;
    for (int depth = 0; depth < 2000; ++depth) {
        model.fetchMore(index);
        index = model.index(0, 0, index);
        QVERIFY(index.isValid());
    }
    QVERIFY(index.data(JsonTreeModel::PointerRole).toString().size() > 3000);
}

void TestJsonTreeModel::hostileTexts()
{
    const QByteArrayList documents = {"{\"\xff\":\"\xff\xfe\"}",
                                      "[\"\\",
                                      "{\"a\"",
                                      "{\"a\":",
                                      "{,}",
                                      "[[[[",
                                      "}",
                                      "\"",
                                      "\xEF\xBB\xBF",
                                      QByteArray("[\0]", 3),
                                      "{\"a\\u0000\\ud83d\":1}",
                                      "[1e400,-]",
                                      "{\"k\":{\"k\":{\"k\""};
    JsonTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    tester.setUseFetchMore(false); // it would do so within the signal of a reset
    for (const QByteArray &document : documents) {
        model.setDocument(document);
        fetchAll(model);
        QVERIFY(model.rowCount() > 0);
    }
}

QTEST_GUILESS_MAIN(TestJsonTreeModel)
#include "tst_jsontreemodel.moc"
