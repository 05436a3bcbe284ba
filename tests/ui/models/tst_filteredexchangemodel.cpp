// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/filteredexchangemodel.h"

#include "ui/models/modelfixture.h"
#include "ui/models/payloadsource.h"

#include <QSignalSpy>

using namespace sightglass;
using namespace sightglass::models;
using exchange::ExchangeId;
using exchange::Record;
using exchange::RecordPtr;

namespace {

std::vector<quint64> shownIds(const FilteredExchangeModel &model)
{
    std::vector<quint64> ids;
    for (int row = 0; row < model.rowCount(); ++row)
        ids.push_back(model.idAt(row).value());
    return ids;
}

std::vector<quint64> wantedIds(const ExchangeListModel &list, const exchange::Filter &filter,
                               const exchange::Filter &extra)
{
    std::vector<quint64> ids;
    for (int row = 0; row < list.rowCount(); ++row) {
        if (filter.matches(list.record(row)) && extra.matches(list.record(row)))
            ids.push_back(list.idAt(row).value());
    }
    return ids;
}

bool isSorted(const FilteredExchangeModel &model)
{
    const auto key = [&](int row) {
        return std::pair(ExchangeListModel::sortKey(model.record(row), model.sortColumn()), model.idAt(row).value());
    };
    for (int row = 1; row < model.rowCount(); ++row) {
        const bool rising = model.sortOrder() == Qt::AscendingOrder || key(row - 1).first == key(row).first;
        if (rising ? key(row - 1) > key(row) : key(row - 1).first < key(row).first)
            return false;
    }
    return true;
}

void fill(ExchangeListModel &list, quint64 first, quint64 last)
{
    std::vector<RecordPtr> records;
    for (quint64 id = first; id <= last; ++id)
        records.push_back(share(callRecord(id, id % 10 == 0 ? "weather" : "search")));
    list.apply({batchOf(records)});
}

} // namespace

class TestFilteredExchangeModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void filters();
    void randomTraffic_data();
    void randomTraffic();
    void longListsAreFilteredAside();
    void changesDuringAScan();
    void longLists_data();
    void longLists();
    void selectionSurvivesAMerge();
    void sorts();
    void selectionSurvivesSorting();
    void payloadTellsTheRest();
    void payloadAnswersThatComeTooLate();
    void finds();
    void timeSinceTheRowAbove();
};

void TestFilteredExchangeModel::filters()
{
    ExchangeListModel list;
    FilteredExchangeModel model(&list);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    fill(list, 1, 100);
    QCOMPARE(model.rowCount(), 100);
    QSignalSpy counted(&model, &FilteredExchangeModel::countChanged);
    model.setFilter(filterOf("tool:weather"));
    QCOMPARE(model.rowCount(), 10);
    QVERIFY(!model.isFiltering());
    QCOMPARE(counted.size(), 1);
    model.setExtraFilter(filterOf("exchange:>50"));
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(model.idAt(0).value(), 60u);
    QCOMPARE(model.rowOf(ExchangeId(60)), 0);
    QCOMPARE(model.rowOf(ExchangeId(50)), -1);
    QCOMPARE(model.nearestRow(ExchangeId(61)), 1);
    QCOMPARE(model.nearestRow(ExchangeId(1000)), 4);
    QCOMPARE(model.sourceRow(0), 59);
    fill(list, 101, 120);
    QCOMPARE(model.rowCount(), 7);
    list.clear();
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.nearestRow(ExchangeId(1)), -1);
}

void TestFilteredExchangeModel::randomTraffic_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 8; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestFilteredExchangeModel::randomTraffic()
{
    QFETCH(quint32, seed);
    const char *const filters[] = {
        "",          "tool:weather", "status:error", "status:open", "route:other and not status:open", "duration:>50ms",
        "session:s1"};
    ExchangeListModel list;
    list.setCapacity(seed % 2 == 0 ? 60 : 250);
    FilteredExchangeModel model(&list);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    RandomCapture capture(seed);
    exchange::Filter filter;
    exchange::Filter extra;
    for (int step = 0; step < 80; ++step) {
        switch (capture.below(16)) {
        case 0:
            filter = filterOf(filters[capture.below(7)]);
            model.setFilter(filter);
            break;
        case 1:
            extra = filterOf(filters[capture.below(7)]);
            model.setExtraFilter(extra);
            break;
        case 2:
            if (capture.below(4) == 0)
                list.clear();
            break;
        case 3:
            model.sortBy(capture.below(3) - 1 < 0 ? -1
                         : capture.below(2) == 0  ? ExchangeListModel::Duration
                                                  : ExchangeListModel::Size,
                         capture.below(2) == 0 ? Qt::AscendingOrder : Qt::DescendingOrder);
            break;
        case 4:
            if (!list.isEmpty() && list.firstId().value() > 20) {
                std::vector<RecordPtr> older;
                for (quint64 id = list.firstId().value() - 10; id < list.firstId().value(); ++id)
                    older.push_back(capture.snapshot(id));
                list.prepend(older);
            }
            break;
        case 5:
            if (!list.isEmpty())
                list.setMarked(list.idAt(capture.below(list.rowCount())), capture.below(2) == 0);
            break;
        default:
            list.apply({batchOf(capture.batch(capture.below(80)))});
        }
        std::vector<quint64> shown = shownIds(model);
        if (model.sortColumn() < 0)
            QVERIFY(std::is_sorted(shown.begin(), shown.end()));
        std::sort(shown.begin(), shown.end());
        QVERIFY(shown == wantedIds(list, filter, extra));
        for (std::size_t i = 0; i < shown.size(); i += 1 + shown.size() / 20)
            QCOMPARE(model.idAt(model.rowOf(ExchangeId(shown[i]))).value(), shown[i]);
        if (model.sortColumn() >= 0 && step % 10 == 0)
            QTRY_VERIFY(isSorted(model));
    }
}

void TestFilteredExchangeModel::longListsAreFilteredAside()
{
    ExchangeListModel list;
    list.setCapacity(400'000);
    for (quint64 first = 1; first < 300'000; first += 20'000)
        fill(list, first, first + 19'999);
    FilteredExchangeModel model(&list);
    QTRY_COMPARE(model.rowCount(), 300'000);
    QSignalSpy filtering(&model, &FilteredExchangeModel::filteringChanged);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    // An expression takes long enough for more than one slice.
    model.setFilter(filterOf("tool:/^w.*r$/ and tool:/eath/"));
    if (model.isFiltering())
        QCOMPARE(model.rowCount(), 300'000); // the old rows stay until the new ones are known
    QTRY_VERIFY(!model.isFiltering());
    QCOMPARE(model.rowCount(), 30'000);
    QCOMPARE(reset.size(), 1);
    QVERIFY(filtering.size() == 0 || filtering.size() == 2);
}

void TestFilteredExchangeModel::changesDuringAScan()
{
    ExchangeListModel list;
    list.setCapacity(300'000);
    for (quint64 first = 1001; first < 250'000; first += 20'000)
        fill(list, first, first + 19'999);
    FilteredExchangeModel model(&list);
    QTRY_VERIFY(!model.isFiltering());
    const exchange::Filter filter = filterOf("tool:/^w.*r$/ or tool:/^nothing/ or tool:/^other/ or status:500");
    model.setFilter(filter);
    // What is below and above the place where the scan stands.
    Record changed = callRecord(1002, "weather");
    changed.revision = 7;
    Record unwanted = callRecord(1010, "search");
    unwanted.revision = 7;
    list.apply({batchOf({share(changed), share(unwanted)})});
    list.prepend({share(callRecord(20, "weather")), share(callRecord(21, "search"))});
    fill(list, 500'001, 500'100);
    list.setCapacity(200'000);
    QTRY_VERIFY(!model.isFiltering());
    QVERIFY(shownIds(model) == wantedIds(list, filter, {}));
}

void TestFilteredExchangeModel::longLists_data()
{
    randomTraffic_data();
}

/// As randomTraffic(), where filters and orders are worked out in other threads while the list goes on.
void TestFilteredExchangeModel::longLists()
{
    QFETCH(quint32, seed);
    const char *const filters[] = {"", "not status:open", "duration:>1ms", "exchange:>20 tool:search"};
    ExchangeListModel list;
    list.setCapacity(seed % 2 == 0 ? FilteredExchangeModel::kAtOnce + 3000 : 200'000);
    for (quint64 first = 1; first < FilteredExchangeModel::kAtOnce + 3000; first += 1000)
        fill(list, first, first + 999);
    FilteredExchangeModel model(&list);
    RandomCapture capture(seed);
    capture.next() = list.lastId().value();
    exchange::Filter filter;
    QSignalSpy laidOut(&model, &QAbstractItemModel::layoutChanged);
    for (int step = 0; step < 60; ++step) {
        switch (capture.below(12)) {
        case 0:
            filter = filterOf(filters[capture.below(4)]);
            model.setFilter(filter);
            break;
        case 1:
        case 2:
            model.sortBy(capture.below(4) == 0   ? -1
                         : capture.below(2) == 0 ? ExchangeListModel::Duration
                                                 : ExchangeListModel::Size,
                         capture.below(2) == 0 ? Qt::AscendingOrder : Qt::DescendingOrder);
            break;
        case 3:
            QCoreApplication::sendPostedEvents(); // some answers come in the middle of the rest
            break;
        default:
            list.apply({batchOf(capture.batch(capture.below(300)))});
        }
        if (step % 10 != 9)
            continue;
        const std::vector<quint64> wanted = wantedIds(list, filter, {});
        const auto isRight = [&] {
            std::vector<quint64> shown = shownIds(model);
            std::sort(shown.begin(), shown.end());
            return shown == wanted && (model.sortColumn() < 0 || isSorted(model));
        };
        QTRY_VERIFY(!model.isFiltering() && !model.isSorting() && isRight());
        for (std::size_t i = 0; i < wanted.size(); i += 1 + wanted.size() / 20)
            QCOMPARE(model.idAt(model.rowOf(ExchangeId(wanted[i]))).value(), wanted[i]);
    }
    QVERIFY(!laidOut.isEmpty());
}

void TestFilteredExchangeModel::selectionSurvivesAMerge()
{
    ExchangeListModel list;
    list.setCapacity(20'000);
    fill(list, 1, 20'000);
    FilteredExchangeModel model(&list);
    QTRY_COMPARE(model.rowCount(), 20'000);
    const QPersistentModelIndex held = model.index(15'000, 3);
    const QPersistentModelIndex doomed = model.index(5, 0);
    QList<QPersistentModelIndex> many;
    for (int row = 16'000; row < 16'100; ++row)
        many.append(model.index(row, 0));
    model.sortBy(ExchangeListModel::Duration, Qt::DescendingOrder);
    QTRY_VERIFY(isSorted(model));
    QCOMPARE(model.idAt(held.row()).value(), 15'001u);
    fill(list, 20'001, 20'600); // and the oldest make room
    QCOMPARE(model.rowCount(), 20'600);
    QVERIFY(!doomed.data().isValid()); // blank until then
    QCOMPARE(model.record(doomed.row()).id, ExchangeId());
    QTRY_COMPARE(model.rowCount(), list.rowCount());
    QVERIFY(isSorted(model));
    QVERIFY(!doomed.isValid());
    QCOMPARE(model.idAt(held.row()).value(), 15'001u);
    for (qsizetype i = 0; i < many.size(); ++i)
        QCOMPARE(model.idAt(many[i].row()).value(), 16'001u + quint64(i));
    model.sortBy(-1);
    QCOMPARE(model.idAt(held.row()).value(), 15'001u);
    QVERIFY(model.idAt(0) < model.idAt(1));
}

void TestFilteredExchangeModel::sorts()
{
    ExchangeListModel list;
    FilteredExchangeModel model(&list);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    fill(list, 1, 200);
    model.sort(ExchangeListModel::Duration, Qt::DescendingOrder);
    QVERIFY(isSorted(model));
    fill(list, 201, 300);
    QCOMPARE(model.rowCount(), 300);
    QTRY_VERIFY(isSorted(model));
    model.sort(ExchangeListModel::Method, Qt::AscendingOrder); // a text: back to the order they began in
    QCOMPARE(model.sortColumn(), -1);
    QCOMPARE(model.idAt(0).value(), 1u);
}

void TestFilteredExchangeModel::selectionSurvivesSorting()
{
    ExchangeListModel list;
    FilteredExchangeModel model(&list);
    fill(list, 1, 100);
    const QPersistentModelIndex held = model.index(41, 3);
    model.sortBy(ExchangeListModel::Duration, Qt::DescendingOrder);
    QCOMPARE(model.idAt(held.row()).value(), 42u);
    fill(list, 101, 150);
    QTRY_VERIFY(isSorted(model));
    QCOMPARE(model.idAt(held.row()).value(), 42u);
    QCOMPARE(held.column(), 3);
    model.sortBy(-1);
    QCOMPARE(held.row(), 41);
}

void TestFilteredExchangeModel::payloadTellsTheRest()
{
    ExchangeListModel list;
    PayloadSource payload;
    FilteredExchangeModel model(&list, &payload);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const auto add = [&](quint64 first, quint64 last) {
        std::vector<RecordPtr> records;
        for (quint64 id = first; id <= last; ++id) {
            Record record = callRecord(id);
            record.parts = {{exchange::PartKind::RequestBody, 0, id % 5 == 0 ? "a needle here" : "only hay"}};
            records.push_back(share(record));
        }
        payload.add({batchOf(records)});
        list.apply({batchOf(records)});
    };
    add(1, 100);
    model.setFilter(filterOf("text:needle and exchange:>10"));
    QVERIFY(model.isFiltering());
    QCOMPARE(model.rowCount(), 0);
    QTRY_VERIFY(!model.isFiltering());
    QCOMPARE(model.rowCount(), 18);
    add(101, 110); // live
    QTRY_COMPARE(model.rowCount(), 20);
    // An event that comes later makes one match.
    Record more = callRecord(7);
    more.revision = 5;
    more.firstPart = 1;
    more.parts = {{exchange::PartKind::Event, 9, "data: needle\n\n"}};
    Record most = callRecord(17);
    most.revision = 5;
    most.firstPart = 1;
    most.parts = more.parts;
    payload.add({batchOf({share(more), share(most)})});
    list.apply({batchOf({share(more), share(most)})});
    QTRY_COMPARE(model.rowCount(), 21);
    QVERIFY(model.rowOf(ExchangeId(17)) >= 0);
    model.setFilter(filterOf("not text:needle"));
    QTRY_COMPARE(model.rowCount(), 110 - 24);
}

void TestFilteredExchangeModel::payloadAnswersThatComeTooLate()
{
    ExchangeListModel list;
    PayloadSource payload;
    FilteredExchangeModel model(&list, &payload);
    Record record = callRecord(1);
    record.parts = {{exchange::PartKind::RequestBody, 0, "needle"}};
    payload.add({batchOf({share(record)})});
    list.apply({batchOf({share(record)})});
    model.setFilter(filterOf("text:needle"));
    model.setFilter(filterOf("text:nothing")); // the first question is void
    QTRY_VERIFY(!model.isFiltering());
    QCOMPARE(model.rowCount(), 0);
    model.setFilter(filterOf("text:needle"));
    list.clear();
    QTRY_VERIFY(!model.isFiltering());
    QCOMPARE(model.rowCount(), 0);
}

void TestFilteredExchangeModel::finds()
{
    ExchangeListModel list;
    FilteredExchangeModel model(&list);
    fill(list, 1, 50);
    Record bad = callRecord(51);
    bad.state = exchange::State::Failed;
    Record worse = callRecord(60);
    worse.toolError = true;
    list.apply({batchOf({share(bad), share(worse)})});
    fill(list, 61, 70);
    QCOMPARE(model.nextError(-1, true), 50);
    QCOMPARE(model.nextError(50, true), 51);
    QCOMPARE(model.nextError(51, true), -1);
    QCOMPARE(model.nextError(-1, false), 51);
    list.setMarked(ExchangeId(5), true);
    list.setMarked(ExchangeId(65), true);
    QCOMPARE(model.nextMarked(-1, true), 4);
    QCOMPARE(model.nextMarked(4, true), 56);
    model.setFilter(filterOf("exchange:>10"));
    QCOMPARE(model.nextMarked(-1, true), 46);
}

void TestFilteredExchangeModel::timeSinceTheRowAbove()
{
    ExchangeListModel list;
    FilteredExchangeModel model(&list);
    fill(list, 1, 30);
    list.setTimeFormat(TimeFormat::SincePrevious);
    model.setFilter(filterOf("tool:weather"));
    QCOMPARE(model.index(0, ExchangeListModel::Time).data().toString(), QStringLiteral("+0.0 ms"));
    QCOMPARE(model.index(1, ExchangeListModel::Time).data().toString(), QStringLiteral("+10.0 ms"));
}

QTEST_GUILESS_MAIN(TestFilteredExchangeModel)
#include "tst_filteredexchangemodel.moc"
