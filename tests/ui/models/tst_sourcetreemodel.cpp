// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/sourcetreemodel.h"

#include "exchange/names.h"
#include "ui/models/modelfixture.h"

#include <QSignalSpy>

using namespace sightglass;
using namespace sightglass::models;
using exchange::Record;

namespace {

/// Every node's counts are what its filter finds.
void compare(const SourceTreeModel &tree, const ExchangeListModel &list, const QModelIndex &parent = {})
{
    int below = 0;
    for (int row = 0; row < tree.rowCount(parent); ++row) {
        const QModelIndex node = tree.index(row, 0, parent);
        const QString text = node.data(SourceTreeModel::FilterTextRole).toString();
        const exchange::Filter filter = filterOf(qPrintable(text));
        int total = 0;
        int errors = 0;
        int open = 0;
        for (int i = 0; i < list.rowCount(); ++i) {
            const Record &record = list.record(i);
            if (!filter.matches(record))
                continue;
            ++total;
            errors +=
                record.state == exchange::State::Failed || exchange::outcomeOf(record) == QLatin1StringView("error");
            open += !record.ended();
        }
        QVERIFY2(node.data(SourceTreeModel::TotalRole).toInt() == total, qPrintable(text));
        QCOMPARE(node.data(SourceTreeModel::ErrorsRole).toInt(), errors);
        QCOMPARE(node.data(SourceTreeModel::OpenRole).toInt(), open);
        QVERIFY(!text.isEmpty() || total == list.rowCount());
        QVERIFY(total > 0 || text.isEmpty());
        QCOMPARE(tree.indexOf(text), node);
        if (!text.isEmpty())
            below += total;
        compare(tree, list, node);
        if (QTest::currentTestFailed())
            return;
    }
    if (tree.rowCount(parent) > 0)
        QCOMPARE(below, parent.isValid() ? parent.data(SourceTreeModel::TotalRole).toInt() : list.rowCount());
}

} // namespace

class TestSourceTreeModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsRoutesAndSessions();
    void randomTraffic_data();
    void randomTraffic();
    void manySessions();
    void modernTrafficIsByClient();
    void manyClients();
};

void TestSourceTreeModel::showsRoutesAndSessions()
{
    ExchangeListModel list;
    SourceTreeModel tree(&list);
    QAbstractItemModelTester tester(&tree, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QCOMPARE(tree.rowCount(), 1);
    Record first = callRecord(1);
    first.peerName = "claude-code";
    Record modern = callRecord(2);
    modern.sessionId.clear();
    modern.era = mcp::Era::Modern;
    list.apply({batchOf({share(first), share(modern)})});
    QCOMPARE(tree.rowCount(), 2);
    const QModelIndex route = tree.index(1, 0);
    QCOMPARE(route.data().toString(), QStringLiteral("default"));
    QCOMPARE(route.data(SourceTreeModel::FilterTextRole).toString(), QStringLiteral("route:default"));
    QCOMPARE(tree.rowCount(route), 2);
    QCOMPARE(tree.index(0, 0, route).data().toString(), QStringLiteral("claude-code session-1"));
    QCOMPARE(tree.index(1, 0, route).data().toString(), QStringLiteral("Modern clients"));
    QVERIFY(tree.index(0, 0).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("2 exchange")));
    compare(tree, list);
    list.clear();
    QCOMPARE(tree.rowCount(), 1);
    QCOMPARE(tree.index(0, 0).data(SourceTreeModel::TotalRole).toInt(), 0);
}

void TestSourceTreeModel::randomTraffic_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 5; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestSourceTreeModel::randomTraffic()
{
    QFETCH(quint32, seed);
    ExchangeListModel list;
    list.setCapacity(seed % 2 == 0 ? 30 : 500); // in a small one, routes and sessions come and go
    SourceTreeModel tree(&list);
    QAbstractItemModelTester tester(&tree, QAbstractItemModelTester::FailureReportingMode::Fatal);
    RandomCapture capture(seed);
    for (int step = 0; step < 60; ++step) {
        if (capture.below(20) == 0)
            list.clear();
        else
            list.apply({batchOf(capture.batch(capture.below(40)))});
        compare(tree, list);
        if (QTest::currentTestFailed())
            return;
    }
    const SourceTreeModel later(&list);
    compare(later, list);
}

void TestSourceTreeModel::manySessions()
{
    ExchangeListModel list;
    SourceTreeModel tree(&list);
    QSignalSpy inserted(&tree, &QAbstractItemModel::rowsInserted);
    std::vector<exchange::RecordPtr> records;
    for (quint64 id = 1; id <= 2000; ++id) {
        Record record = callRecord(id);
        record.sessionId = "s" + QByteArray::number(id);
        records.push_back(share(record));
    }
    list.apply({batchOf(records)});
    QVERIFY(inserted.size() <= 2);
    const QModelIndex route = tree.index(1, 0);
    QVERIFY(tree.rowCount(route) <= SourceTreeModel::kMaxChildren);
    QCOMPARE(route.data(SourceTreeModel::TotalRole).toInt(), 2000);
    list.setCapacity(100);
    QCOMPARE(tree.rowCount(route), list.rowCount());
}

void TestSourceTreeModel::modernTrafficIsByClient()
{
    ExchangeListModel list;
    SourceTreeModel tree(&list);
    QAbstractItemModelTester tester(&tree, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QList<QByteArray> names = {"cursor",    "claude \"code\" *",   "", "CURSOR",
                                     "127.0.0.1", QByteArray(5000, 'n'), ""};
    std::vector<exchange::RecordPtr> records;
    for (qsizetype i = 0; i < names.size(); ++i) {
        Record record = callRecord(quint64(i) + 1);
        record.sessionId.clear();
        record.era = mcp::Era::Modern;
        record.peerName = names[i];
        if (i == 6)
            record.client = "[::1]:4000";
        records.push_back(share(record));
    }
    list.apply({batchOf(records)});
    const QModelIndex era = tree.index(0, 0, tree.index(1, 0));
    QCOMPARE(era.data(SourceTreeModel::NodeKindRole).toInt(), int(SourceTreeModel::NodeKind::Era));
    QCOMPARE(tree.rowCount(era), 5);
    QCOMPARE(tree.index(0, 0, era).data().toString(), QStringLiteral("cursor"));
    QCOMPARE(tree.index(0, 0, era).data(SourceTreeModel::TotalRole).toInt(), 2);
    QCOMPARE(tree.index(2, 0, era).data().toString(), QStringLiteral("127.0.0.1")); // by name and by address
    QCOMPARE(tree.index(2, 0, era).data(SourceTreeModel::TotalRole).toInt(), 2);
    QCOMPARE(tree.index(4, 0, era).data().toString(), QStringLiteral("::1"));
    compare(tree, list);
}

void TestSourceTreeModel::manyClients()
{
    ExchangeListModel list;
    SourceTreeModel tree(&list);
    QAbstractItemModelTester tester(&tree, QAbstractItemModelTester::FailureReportingMode::Fatal);
    std::vector<exchange::RecordPtr> records;
    for (quint64 id = 1; id <= 3000; ++id) {
        Record record = callRecord(id);
        record.sessionId.clear();
        record.era = mcp::Era::Modern;
        record.peerName = "c" + QByteArray::number(id);
        records.push_back(share(record));
    }
    list.apply({batchOf(records)});
    const QModelIndex era = tree.index(0, 0, tree.index(1, 0));
    QCOMPARE(tree.rowCount(era), SourceTreeModel::kMaxChildren);
    QCOMPARE(era.data(SourceTreeModel::TotalRole).toInt(), 3000);
    list.setCapacity(1000);
    QCOMPARE(era.data(SourceTreeModel::TotalRole).toInt(), list.rowCount());
    QCOMPARE(tree.rowCount(era), SourceTreeModel::kMaxChildren); // others have moved up
    list.clear();
    QCOMPARE(tree.rowCount(), 1);
}

QTEST_GUILESS_MAIN(TestSourceTreeModel)
#include "tst_sourcetreemodel.moc"
