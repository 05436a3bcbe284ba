// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Search in recordings: the same answers with an index and without one, and everything that can happen to the index.
#include "store/historysearch.h"
#include "store/scansearch.h"
#include "store/sqlite/database.h"
#include "store/sqlite/indexedsearch.h"
#include "store/storefixture.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>

#include <thread>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace sightglass;
using namespace sightglass::store;
using exchange::ExchangeId;
using exchange::Part;
using exchange::PartKind;

namespace {

exchange::Record saying(quint64 id, const QByteArray &request, const QByteArray &response = {})
{
    exchange::Record record = usualRecord(id, 1'800'000'000'000'000 + static_cast<qint64>(id));
    record.parts[1].bytes = request;
    record.parts[3].bytes = response;
    return record;
}

/// Brings an index up to date; how many steps it took.
int complete(HistorySearch &search)
{
    for (int steps = 1; steps < 10'000; ++steps) {
        const Result<IndexState> state = search.advance();
        if (!state)
            qFatal("%s", qPrintable(state.error().text));
        if (state->isComplete())
            return steps;
    }
    qFatal("the index is never complete");
    return 0;
}

QList<quint64> found(HistorySearch &search, SearchQuery query)
{
    QList<quint64> ids;
    do {
        const Result<SearchPage> page = search.find(query);
        if (!page)
            qFatal("%s", qPrintable(page.error().text));
        for (const SearchHit &hit : page->hits)
            ids.append(hit.record->id.value());
        query.before = page->before;
    } while (query.before.isValid());
    return ids;
}

QList<quint64> found(HistorySearch &search, const char *text)
{
    return found(search, SearchQuery{.text = QString::fromUtf8(text)});
}

QList<quint64> descending(quint64 first, quint64 last)
{
    QList<quint64> ids = idRange(first, last);
    std::reverse(ids.begin(), ids.end());
    return ids;
}

void overwrite(const QString &path, qint64 at, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(at));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

class TestHistorySearch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsWords_data();
    void findsWords();
    void pagesByKey_data() { findsWords_data(); }
    void pagesByKey();
    void filtersBySession_data() { findsWords_data(); }
    void filtersBySession();
    void indexAgreesWithScan();
    void openExchanges_data() { findsWords_data(); }
    void openExchanges();
    void growsWithTheRecording();
    void resumesWhereItWasLeft();
    void newestComeFirst();
    void retentionPrunes();
    void damagedPayload();
    void rebuildsForAnotherRecording();
    void rebuildsWhenAhead();
    void throwsAwayDamaged_data();
    void throwsAwayDamaged();
    void foundDamagedWhileSearching();
    void leavesForeignFilesAlone();
    void readOnlyFolder();
    void withoutFts5();
    void isPrivate();
    void twoAtOnce();
};

void TestHistorySearch::findsWords_data()
{
    QTest::addColumn<bool>("sqlite");
    QTest::newRow("sqlite") << true;
    QTest::newRow("memory") << false;
}

void TestHistorySearch::findsWords()
{
    QFETCH(bool, sqlite);
    StoreFixture fixture(sqlite);
    VERIFY_DONE(fixture.store().open());
    exchange::Record named = saying(4, "nothing");
    named.name = "search_docs";
    named.peerName = "claude-code";
    exchange::Record streamed = saying(5, "{}");
    streamed.parts.append(Part{PartKind::Event, 9, "data: {\"text\":\"caf\\u00e9 at\\nnoon\"}\n\n"});
    VERIFY_DONE(fixture.store().append({share(saying(1, "the quick brown fox")), share(saying(2, "lazy", "the dog")),
                                        share(saying(3, "fox.dog")), share(named), share(streamed)}));
    const std::unique_ptr<HistorySearch> search = openSearch(fixture.reader());
    QCOMPARE(search->hasIndex(), sqlite);
    complete(*search);
    QCOMPARE(found(*search, "fox"), QList<quint64>({3, 1}));
    QCOMPARE(found(*search, "the"), QList<quint64>({2, 1}));
    QCOMPARE(found(*search, "lazy dog"), QList<quint64>({2}));
    QCOMPARE(found(*search, "fox -dog"), QList<quint64>({1}));
    QCOMPARE(found(*search, "\"quick brown\""), QList<quint64>({1}));
    QCOMPARE(found(*search, "fox.dog"), QList<quint64>({3}));
    QCOMPARE(found(*search, "docs claude"), QList<quint64>({4}));
    QCOMPARE(found(*search, "cafe noon"), QList<quint64>({5}));
    QCOMPARE(found(*search, "-fox"), QList<quint64>({5, 4, 2}));
    QCOMPARE(found(*search, "."), QList<quint64>({5, 4, 3, 2, 1}));
    QCOMPARE(found(*search, "nowhere"), QList<quint64>());
    QCOMPARE(found(*search, ""), QList<quint64>({5, 4, 3, 2, 1}));
    const Result<SearchPage> page = search->find(SearchQuery{.text = QStringLiteral("brown")});
    QCOMPARE(page->hits.at(0).excerpt.text, QStringLiteral("the quick brown fox"));
    QCOMPARE(page->hits.at(0).excerpt.marks, QList<SearchMark>({{10, 5}}));
    QVERIFY(page->hits.at(0).record->parts.isEmpty());
}

void TestHistorySearch::pagesByKey()
{
    QFETCH(bool, sqlite);
    StoreFixture fixture(sqlite);
    VERIFY_DONE(fixture.store().open());
    VERIFY_DONE(fixture.store().append(usualBatch(1, 250)));
    const std::unique_ptr<HistorySearch> search = openSearch(fixture.reader());
    complete(*search);
    SearchQuery query{.text = QStringLiteral("quick"), .limit = 100};
    Result<SearchPage> page = search->find(query);
    VERIFY_DONE(page);
    QCOMPARE(page->hits.size(), 100u);
    QCOMPARE(page->before, ExchangeId(151));
    // What is written meanwhile does not move the pages.
    VERIFY_DONE(fixture.store().append(usualBatch(251, 300)));
    complete(*search);
    query.before = page->before;
    page = search->find(query);
    QCOMPARE(page->hits.front().record->id, ExchangeId(150));
    QCOMPARE(found(*search, query), descending(1, 150));
    query.before = ExchangeId(1);
    QCOMPARE(found(*search, query), QList<quint64>());
}

void TestHistorySearch::filtersBySession()
{
    QFETCH(bool, sqlite);
    StoreFixture fixture(sqlite);
    VERIFY_DONE(fixture.store().open());
    Batch batch;
    for (quint64 id = 1; id <= 60; ++id) {
        exchange::Record record = saying(id, id % 2 ? "odd fox" : "even fox");
        record.sessionId = id % 3 ? "a-1" : "a-1-b"; // one begins as the other
        record.route = id % 5 ? QStringLiteral("default") : QStringLiteral("other");
        batch.push_back(share(record));
    }
    VERIFY_DONE(fixture.store().append(batch));
    const std::unique_ptr<HistorySearch> search = openSearch(fixture.reader());
    complete(*search);
    SearchQuery query{
        .text = QStringLiteral("odd"), .limit = 7, .sessionId = "a-1", .route = QStringLiteral("default")};
    QList<quint64> expected;
    for (quint64 id = 60; id >= 1; --id) {
        if (id % 2 && id % 3 && id % 5)
            expected.append(id);
    }
    QCOMPARE(found(*search, query), expected);
    query = SearchQuery{.sessionId = "a-1-b", .route = QStringLiteral("other")};
    QCOMPARE(found(*search, query), QList<quint64>({60, 45, 30, 15}));
    query = SearchQuery{.text = QStringLiteral("fox"), .fromUs = 1'800'000'000'000'010, .toUs = 1'800'000'000'000'012};
    QCOMPARE(found(*search, query), QList<quint64>({12, 11, 10}));
}

void TestHistorySearch::indexAgreesWithScan()
{
    StoreFixture fixture(true);
    VERIFY_DONE(fixture.store().open());
    QRandomGenerator random(3);
    const QByteArrayList words = {"alpha", "Beta", "gam-ma", "d\xc3\xa9lta", "x.y", "\xe6\x9d\xb1\xe4\xba\xac",
                                  "a",     "b"};
    const auto some = [&](int most) {
        QByteArrayList chosen;
        for (int n = random.bounded(most) + 1; n > 0; --n)
            chosen.append(words[random.bounded(int(words.size()))]);
        return chosen;
    };
    Batch batch;
    for (quint64 id = 1; id <= 400; ++id)
        batch.push_back(share(saying(id, some(4).join(' '), some(3).join(", "))));
    VERIFY_DONE(fixture.store().append(batch));
    const std::unique_ptr<HistorySearch> indexed = openSearch(fixture.reader());
    QVERIFY(indexed->hasIndex());
    complete(*indexed);
    ScanSearch scan(fixture.reader());
    for (int i = 0; i < 300; ++i) {
        QString sought;
        for (const QByteArray &word : some(3)) {
            const int how = random.bounded(5);
            sought += how == 0 ? QStringLiteral("-") : QString();
            sought += how == 1 ? u'"' + QString::fromUtf8(some(2).join(' ')) + QStringLiteral("\" ")
                               : QString::fromUtf8(word).left(random.bounded(5) + 1) + u' ';
        }
        const SearchQuery query{.text = sought, .limit = 37};
        QVERIFY2(found(*indexed, query) == found(scan, query), qPrintable(sought));
    }
}

void TestHistorySearch::openExchanges()
{
    QFETCH(bool, sqlite);
    StoreFixture fixture(sqlite);
    VERIFY_DONE(fixture.store().open());
    VERIFY_DONE(fixture.store().append(
        {share(saying(1, "fox")), share(streamSnapshot(2, 1, 0, {"data: fox one\n\n"})), share(saying(3, "fox"))}));
    const std::unique_ptr<HistorySearch> search = openSearch(fixture.reader());
    complete(*search);
    QCOMPARE(found(*search, "fox"), QList<quint64>({3, 2, 1}));
    QCOMPARE(found(*search, SearchQuery{.text = QStringLiteral("fox"), .limit = 1}), QList<quint64>({3, 2, 1}));
    exchange::Record ended = streamSnapshot(2, 2, 1, {"data: two\n\n"});
    ended.state = exchange::State::Completed;
    VERIFY_DONE(fixture.store().append({share(ended)}));
    complete(*search);
    QCOMPARE(found(*search, "two"), QList<quint64>({2}));
    QCOMPARE(found(*search, "one two"), QList<quint64>({2}));
}

void TestHistorySearch::growsWithTheRecording()
{
    StoreFixture fixture(true);
    VERIFY_DONE(fixture.store().open());
    const std::unique_ptr<HistorySearch> search = openSearch(fixture.reader());
    complete(*search); // nothing there
    for (quint64 id = 1; id <= 5; ++id) {
        VERIFY_DONE(fixture.store().append(usualBatch(id, id)));
        complete(*search);
        QCOMPARE(found(*search, "quick"), descending(1, id));
    }
}

void TestHistorySearch::resumesWhereItWasLeft()
{
    StoreFixture fixture(true);
    VERIFY_DONE(fixture.store().open());
    VERIFY_DONE(fixture.store().append(usualBatch(1, 3500)));
    for (int round = 1; round <= 3; ++round) {
        const Result<IndexState> state = openSearch(fixture.reader())->advance();
        VERIFY_DONE(state);
        QCOMPARE(state->indexed, round * SearchIndex::kRowsPerStep);
        QCOMPARE(state->total, 3500);
        QVERIFY(!state->temporary);
    }
    const std::unique_ptr<HistorySearch> search = openSearch(fixture.reader());
    QCOMPARE(complete(*search), 1);
    QCOMPARE(found(*search, "quick").size(), 3500);
}

void TestHistorySearch::newestComeFirst()
{
    StoreFixture fixture(true);
    VERIFY_DONE(fixture.store().open());
    const quint64 boundary = quint64(1) << SearchIndex::kSegmentBits;
    VERIFY_DONE(fixture.store().append(usualBatch(boundary - 20, boundary + 20)));
    const std::unique_ptr<HistorySearch> search = openSearch(fixture.reader());
    VERIFY_DONE(search->advance());
    QCOMPARE(found(*search, "quick"), descending(boundary, boundary + 20));
    complete(*search);
    QCOMPARE(found(*search, SearchQuery{.text = QStringLiteral("quick"), .limit = 3}),
             descending(boundary - 20, boundary + 20));
}

void TestHistorySearch::retentionPrunes()
{
    StoreFixture fixture(true);
    VERIFY_DONE(fixture.store().open());
    const quint64 boundary = quint64(1) << SearchIndex::kSegmentBits;
    VERIFY_DONE(fixture.store().append(usualBatch(boundary - 20, boundary + 20)));
    VERIFY_DONE(fixture.store().append({share(streamSnapshot(boundary + 21, 1, 0, {}))}));
    const std::unique_ptr<HistorySearch> search = openSearch(fixture.reader());
    complete(*search);
    VERIFY_DONE(fixture.store().applyRetention({.maxRows = 5, .maxBytes = 0, .maxAgeSeconds = 0}));
    QCOMPARE(found(*search, "quick"), descending(boundary + 17, boundary + 20)); // at once
    complete(*search);
    const Result<Database> index = Database::open(SearchIndex::fileOf(fixture.path()), Database::Mode::ReadOnly);
    VERIFY_DONE(index);
    QCOMPARE(index->number("SELECT count(*) FROM segment").value(), 1);
    QCOMPARE(index->number("SELECT count(*) FROM sqlite_master WHERE name = 'text_0'").value(), 0);
}

void TestHistorySearch::damagedPayload()
{
    StoreFixture fixture(true);
    VERIFY_DONE(fixture.store().open());
    VERIFY_DONE(fixture.store().append(usualBatch(1, 3)));
    VERIFY_DONE(fixture.store().append(usualBatch(4, 6)));
    {
        const Result<Database> recording = Database::open(fixture.path(), Database::Mode::ReadWrite);
        VERIFY_DONE(recording->execute("UPDATE chunk SET data = x'00' WHERE first_exchange = 1"));
    }
    const std::unique_ptr<HistorySearch> search = openSearch(fixture.reader());
    complete(*search);
    QCOMPARE(found(*search, "quick"), QList<quint64>({6, 5, 4}));
    QCOMPARE(found(*search, "echo"), QList<quint64>({6, 5, 4, 3, 2, 1})); // their rows are whole
    QCOMPARE(found(*search, "-quick"), QList<quint64>({3, 2, 1}));
}

void TestHistorySearch::rebuildsForAnotherRecording()
{
    StoreFixture one(true);
    StoreFixture other(true);
    for (StoreFixture *fixture : {&one, &other})
        VERIFY_DONE(fixture->store().open());
    VERIFY_DONE(one.store().append({share(saying(1, "fox"))}));
    VERIFY_DONE(other.store().append({share(saying(1, "dog"))}));
    complete(*openSearch(one.reader()));
    QVERIFY(QFile::copy(SearchIndex::fileOf(one.path()), SearchIndex::fileOf(other.path())));
    const std::unique_ptr<HistorySearch> search = openSearch(other.reader());
    complete(*search);
    QCOMPARE(found(*search, "fox"), QList<quint64>());
    QCOMPARE(found(*search, "dog"), QList<quint64>({1}));
}

void TestHistorySearch::rebuildsWhenAhead()
{
    StoreFixture fixture(true);
    VERIFY_DONE(fixture.store().open());
    VERIFY_DONE(fixture.store().append({share(saying(1, "fox")), share(saying(2, "dog"))}));
    complete(*openSearch(fixture.reader()));
    {
        // As when the disk gave back an older copy of the same recording.
        const Result<Database> recording = Database::open(fixture.path(), Database::Mode::ReadWrite);
        VERIFY_DONE(recording->execute("DELETE FROM exchange WHERE id = 2"));
    }
    const std::unique_ptr<HistorySearch> search = openSearch(fixture.reader());
    const Result<Database> index = Database::open(SearchIndex::fileOf(fixture.path()), Database::Mode::ReadOnly);
    QCOMPARE(index->number("SELECT count(*) FROM segment").value(), 0);
    complete(*search);
    QCOMPARE(found(*search, "fox"), QList<quint64>({1}));
}

void TestHistorySearch::throwsAwayDamaged_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text")
        << QByteArray("this is no database at all, but long enough to be looked at as one\n").repeated(9);
    QTest::newRow("half a header") << QByteArray("SQLite format 3\0\x40", 17);
    QTest::newRow("header and zeros") << QByteArray("SQLite format 3\0", 16) + QByteArray(9000, '\0');
}

void TestHistorySearch::throwsAwayDamaged()
{
    QFETCH(QByteArray, content);
    StoreFixture fixture(true);
    VERIFY_DONE(fixture.store().open());
    VERIFY_DONE(fixture.store().append(usualBatch(1, 5)));
    {
        QFile file(SearchIndex::fileOf(fixture.path()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }
    const std::unique_ptr<HistorySearch> search = openSearch(fixture.reader());
    complete(*search);
    QCOMPARE(found(*search, "quick"), descending(1, 5));
    QVERIFY(!search->advance()->temporary);
    QCOMPARE(complete(*openSearch(fixture.reader())), 1);
}

void TestHistorySearch::foundDamagedWhileSearching()
{
    StoreFixture fixture(true);
    VERIFY_DONE(fixture.store().open());
    VERIFY_DONE(fixture.store().append(usualBatch(1, 3000)));
    complete(*openSearch(fixture.reader()));
    const QString path = SearchIndex::fileOf(fixture.path());
    const qint64 size = QFileInfo(path).size();
    QVERIFY(size > 8 * 16384);
    overwrite(path, 4 * 16384, QByteArray(int(size - 4 * 16384), '\x5a'));
    const std::unique_ptr<HistorySearch> search = openSearch(fixture.reader());
    bool failed = false;
    for (int i = 0; i < 100; ++i) {
        const Result<IndexState> state = search->advance();
        VERIFY_DONE(state);
        const Result<SearchPage> page = search->find(SearchQuery{.text = QStringLiteral("quick"), .limit = 500});
        failed |= !page;
        if (page && state->isComplete() && page->hits.size() == 500)
            break;
    }
    complete(*search);
    QCOMPARE(found(*search, "quick").size(), 3000);
    Q_UNUSED(failed) // whether opening or searching found it is SQLite's business
    QVERIFY(!search->advance()->temporary);
}

void TestHistorySearch::leavesForeignFilesAlone()
{
    StoreFixture fixture(true);
    VERIFY_DONE(fixture.store().open());
    VERIFY_DONE(fixture.store().append(usualBatch(1, 5)));
    const QString path = SearchIndex::fileOf(fixture.path());
    {
        const Result<Database> foreign = Database::open(path, Database::Mode::ReadWrite);
        VERIFY_DONE(foreign->execute("CREATE TABLE precious (x); INSERT INTO precious VALUES (1)"));
    }
    const std::unique_ptr<HistorySearch> search = openSearch(fixture.reader());
    complete(*search);
    QVERIFY(search->advance()->temporary);
    QCOMPARE(found(*search, "quick"), descending(1, 5));
    const Result<Database> foreign = Database::open(path, Database::Mode::ReadOnly);
    QCOMPARE(foreign->number("SELECT x FROM precious").value(), 1);
}

void TestHistorySearch::readOnlyFolder()
{
    StoreFixture fixture(true);
    VERIFY_DONE(fixture.store().open());
    VERIFY_DONE(fixture.store().append(usualBatch(1, 5)));
    // In the way of the file: nobody can make it, not even a superuser.
    QVERIFY(QDir().mkpath(SearchIndex::fileOf(fixture.path()) + QStringLiteral("/x")));
    const std::unique_ptr<HistorySearch> search = openSearch(fixture.reader());
    QVERIFY(search->hasIndex());
    complete(*search);
    QVERIFY(search->advance()->temporary);
    QCOMPARE(found(*search, "quick"), descending(1, 5));
}

void TestHistorySearch::withoutFts5()
{
    StoreFixture fixture(true);
    VERIFY_DONE(fixture.store().open());
    VERIFY_DONE(fixture.store().append(usualBatch(1, 5)));
    const Result<SearchIndex> index = SearchIndex::open(fixture.path(), "fts_of_the_future");
    QVERIFY(!index);
    QCOMPARE(index.error().code, ErrorCode::Unsupported);
    QVERIFY(!QFileInfo::exists(SearchIndex::fileOf(fixture.path())));
    ScanSearch scan(fixture.reader());
    QCOMPARE(found(scan, "quick"), descending(1, 5));
}

void TestHistorySearch::isPrivate()
{
    StoreFixture fixture(true);
    VERIFY_DONE(fixture.store().open());
    VERIFY_DONE(fixture.store().append(usualBatch(1, 5)));
    complete(*openSearch(fixture.reader()));
    const QFile::Permissions others = QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther;
    QVERIFY(!(QFile::permissions(SearchIndex::fileOf(fixture.path())) & others));
}

void TestHistorySearch::twoAtOnce()
{
    StoreFixture fixture(true);
    VERIFY_DONE(fixture.store().open());
    VERIFY_DONE(fixture.store().append(usualBatch(1, 6000)));
    const auto build = [&] { complete(*openSearch(fixture.reader())); };
    std::thread first(build);
    std::thread second(build);
    for (quint64 id = 6001; id <= 7000; id += 100)
        VERIFY_DONE(fixture.store().append(usualBatch(id, id + 99)));
    first.join();
    second.join();
    const std::unique_ptr<HistorySearch> search = openSearch(fixture.reader());
    complete(*search);
    QCOMPARE(found(*search, SearchQuery{.text = QStringLiteral("quick"), .limit = 500}), descending(1, 7000));
    const Result<Database> index = Database::open(SearchIndex::fileOf(fixture.path()), Database::Mode::ReadWrite);
    VERIFY_DONE(index->execute("INSERT INTO text_0 (text_0) VALUES ('integrity-check')"));
}

QTEST_GUILESS_MAIN(TestHistorySearch)
#include "tst_historysearch.moc"
