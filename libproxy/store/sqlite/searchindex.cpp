// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/searchindex.h"

#include "store/sqlite/connection.h"
#include "store/sqlite/indexfile.h"

#include <limits>

namespace sightglass::store {

namespace {

/// Rises when texts are taken apart in another way; an index of another version is made anew.
constexpr int kIndexVersion = 1;

/// So long a step waits for another process that is at one.
constexpr int kPatienceMs = 200;

qint64 upperBound(exchange::ExchangeId before)
{
    return before.isValid() ? static_cast<qint64>(before.value()) : std::numeric_limits<qint64>::max();
}

} // namespace

SearchIndex::SearchIndex(QString path, Database recording, Database index, bool temporary)
    : m_path(std::move(path)), m_recording(std::move(recording)), m_index(std::move(index)), m_temporary(temporary)
{}

QString SearchIndex::fileOf(const QString &recording)
{
    return recording + QStringLiteral(".search");
}

Result<SearchIndex> SearchIndex::open(const QString &recording, QByteArrayView module)
{
    Result<Database> source = openForReading(recording);
    if (!source)
        return tl::unexpected<Error>(source.error());
    const Result<qint64> hasModule =
        source->number("SELECT count(*) FROM pragma_module_list WHERE name = '" + module.toByteArray() + '\'');
    if (!hasModule || *hasModule == 0)
        return failure(ErrorCode::Unsupported, QStringLiteral("This SQLite has no full-text search (FTS5)"));
    const QString path = fileOf(recording);
    Result<Database> file = openIndexFile(path);
    if (!file && file.error().code == ErrorCode::InvalidData && removeIndexFile(path))
        file = openIndexFile(path);
    if (file) {
        SearchIndex index(recording, std::move(*source), std::move(*file), false);
        Result<void> done = index.setUp();
        if (!done && done.error().code == ErrorCode::InvalidData) {
            index.makeAnew();
            done = index.setUp();
        }
        if (done)
            done = index.m_index.execute("PRAGMA busy_timeout = " + QByteArray::number(kPatienceMs));
        if (done)
            return index;
        source = std::move(index.m_recording);
    }
    Result<Database> temporary = openTemporaryIndex();
    if (!temporary)
        return tl::unexpected<Error>(temporary.error());
    SearchIndex index(recording, std::move(*source), std::move(*temporary), true);
    if (const Result<void> done = index.setUp(); !done)
        return tl::unexpected<Error>(done.error());
    return index;
}

/// The file is damaged: away with it.
Result<void> SearchIndex::makeAnew()
{
    m_index = Database();
    Result<Database> opened = openTemporaryIndex();
    if (!m_temporary && removeIndexFile(fileOf(m_path))) {
        Result<Database> file = openIndexFile(fileOf(m_path));
        m_temporary = !file;
        if (file)
            opened = std::move(file);
    } else {
        m_temporary = true;
    }
    if (!opened)
        return tl::unexpected<Error>(opened.error());
    m_index = std::move(*opened);
    m_seenChange = -1;
    m_damaged = false;
    return {};
}

Result<void> SearchIndex::inTransaction(const std::function<Result<void>()> &work)
{
    Result<void> done = m_index.begin();
    if (!done)
        return done;
    done = work();
    if (done)
        done = m_index.commit();
    if (!done)
        m_index.rollback();
    return done;
}

Result<void> SearchIndex::setUp()
{
    const Result<QByteArray> name = recordingName();
    if (!name)
        return tl::unexpected<Error>(name.error());
    // Usually it is, and then nobody has to wait for another process that fills it.
    const Result<bool> isReady = isOfRecording(*name);
    if (isReady && *isReady)
        return {};
    return inTransaction([&]() -> Result<void> {
        const Result<bool> isReadyNow = isOfRecording(*name);
        if (!isReadyNow || *isReadyNow)
            return isReadyNow ? Result<void>() : tl::unexpected<Error>(isReadyNow.error());
        return beginFor(*name);
    });
}

Result<QByteArray> SearchIndex::recordingName()
{
    Result<Statement> created = m_recording.prepare("SELECT value FROM meta WHERE key = 'created'");
    if (!created)
        return tl::unexpected<Error>(created.error());
    const Result<bool> isKnown = created->next();
    if (!isKnown)
        return tl::unexpected<Error>(isKnown.error());
    return "id " + (*isKnown ? created->bytes(0) : QByteArray()); // older recordings have none
}

/// Is it the index of this recording, as this build makes it, at a state that the recording has been in?
Result<bool> SearchIndex::isOfRecording(const QByteArray &name)
{
    const Result<qint64> version = m_index.number("PRAGMA user_version");
    if (!version)
        return tl::unexpected<Error>(version.error());
    if (*version != kIndexVersion)
        return false;
    Result<Statement> same = m_index.prepare("SELECT count(*) FROM meta WHERE key = 'recording' AND value = ?");
    if (!same)
        return tl::unexpected<Error>(same.error());
    same->bindText(1, name);
    const Result<bool> counted = same->next();
    if (!counted)
        return tl::unexpected<Error>(counted.error());
    const bool isSame = same->integer(0) == 1;
    same->reset();
    const Result<bool> isAhead = isSame ? isAheadOfRecording() : Result<bool>(true);
    return isAhead ? Result<bool>(!*isAhead) : isAhead;
}

/// Empty, for the recording that has this name.
Result<void> SearchIndex::beginFor(const QByteArray &name)
{
    const Result<void> done = m_index.execute(
        "PRAGMA application_id = " + QByteArray::number(kIndexApplicationId)
        + "; PRAGMA user_version = " + QByteArray::number(kIndexVersion)
        + "; CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;"
          "CREATE TABLE IF NOT EXISTS segment (number INTEGER PRIMARY KEY, indexed_to INTEGER NOT NULL);"
          "CREATE TABLE IF NOT EXISTS waiting (id INTEGER PRIMARY KEY);");
    if (!done)
        return done;
    if (const Result<void> cleared = clear(); !cleared)
        return cleared;
    Result<Statement> note = m_index.prepare("INSERT INTO meta VALUES ('recording', ?)");
    if (!note)
        return tl::unexpected<Error>(note.error());
    note->bindText(1, name);
    return note->run();
}

/// The newest exchange that is indexed must be the one that the recording has there: a recording that was replaced by an
/// older copy of itself gives its ids anew.
Result<bool> SearchIndex::isAheadOfRecording()
{
    const Result<qint64> id = m_index.number("SELECT value FROM meta WHERE key = 'newest_id'");
    const Result<qint64> startedAt = m_index.number("SELECT value FROM meta WHERE key = 'newest_started_at'");
    const Result<qint64> first = m_recording.number("SELECT min(id) FROM exchange");
    if (!id || !startedAt || !first)
        return tl::unexpected<Error>(!id ? id.error() : !startedAt ? startedAt.error() : first.error());
    if (*id < *first)
        return false; // removed by retention, or nothing is indexed
    const Result<qint64> there =
        m_recording.number("SELECT started_at FROM exchange WHERE id = " + QByteArray::number(*id));
    if (!there)
        return tl::unexpected<Error>(there.error());
    return *id != 0 && *there != *startedAt;
}

Result<void> SearchIndex::clear()
{
    Result<Statement> select = m_index.prepare("SELECT number FROM segment");
    if (!select)
        return tl::unexpected<Error>(select.error());
    const Result<std::vector<quint64>> segments = idsOf(*select);
    if (!segments)
        return tl::unexpected<Error>(segments.error());
    for (const quint64 segment : *segments) {
        if (const Result<void> done = m_index.execute("DROP TABLE text_" + QByteArray::number(segment)); !done)
            return done;
    }
    return m_index.execute("DELETE FROM segment; DELETE FROM waiting; DELETE FROM meta");
}

Result<std::vector<quint64>> SearchIndex::find(const QByteArray &expression, exchange::ExchangeId before, int limit)
{
    Result<std::vector<quint64>> found = findAll(expression, before, limit);
    if (!found && found.error().code == ErrorCode::InvalidData)
        m_damaged = true;
    return found;
}

Result<std::vector<quint64>> SearchIndex::findAll(const QByteArray &expression, exchange::ExchangeId before, int limit)
{
    Result<Statement> select = m_index.prepare("SELECT number FROM segment ORDER BY number DESC");
    if (!select)
        return tl::unexpected<Error>(select.error());
    const Result<std::vector<quint64>> segments = idsOf(*select);
    if (!segments)
        return segments;
    std::vector<quint64> found;
    for (const quint64 segment : *segments) {
        if (before.isValid() && segment > before.value() >> kSegmentBits)
            continue;
        const QByteArray table = "text_" + QByteArray::number(segment);
        Result<Statement> match = m_index.prepare(QByteArray("SELECT rowid FROM " + table + " WHERE " + table
                                                             + " MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?"));
        if (!match)
            return tl::unexpected<Error>(match.error());
        match->bindText(1, expression);
        match->bind(2, upperBound(before));
        match->bind(3, limit - static_cast<qint64>(found.size()));
        const Result<std::vector<quint64>> ids = idsOf(*match);
        if (!ids)
            return ids;
        found.insert(found.end(), ids->begin(), ids->end());
        if (static_cast<int>(found.size()) >= limit)
            break;
    }
    return found;
}

Result<std::vector<quint64>> SearchIndex::waiting(exchange::ExchangeId before)
{
    Result<Statement> select = m_index.prepare("SELECT id FROM waiting WHERE id < ? ORDER BY id DESC LIMIT ?");
    if (!select)
        return tl::unexpected<Error>(select.error());
    select->bind(1, upperBound(before));
    select->bind(2, kMaxOpenRead);
    return idsOf(*select);
}

} // namespace sightglass::store
