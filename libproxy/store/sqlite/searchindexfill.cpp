// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/scansearch.h"
#include "store/sqlite/indexfile.h"
#include "store/sqlite/searchindex.h"

#include <algorithm>
#include <limits>

namespace sightglass::store {

namespace {

/// The index of a segment. Words come folded and separated by blanks (searchtext.h), so the simplest tokenizer is right.
QByteArray createSegmentSql(quint64 segment)
{
    return "CREATE VIRTUAL TABLE text_" + QByteArray::number(segment)
           + " USING fts5 (name, peer, request, response, events, content = '', columnsize = 0, tokenize = 'ascii')";
}

/// Adds \a record under its id.
Result<void> insert(Statement &statement, const exchange::Record &record)
{
    const SearchText text = searchTextOf(record);
    statement.bind(1, static_cast<qint64>(record.id.value()));
    int parameter = 2;
    for (const QByteArray &place : text.places)
        statement.bindTextCopy(parameter++, foldedWords(place).trimmed());
    return statement.run();
}

qint64 bytesOf(const exchange::Record &record)
{
    qint64 bytes = 0;
    for (const exchange::Part &part : record.parts)
        bytes += part.bytes.size();
    return bytes;
}

} // namespace

/// Ids of one segment that the recording has.
struct SearchIndex::Span {
    quint64 segment = 0;
    quint64 first = 0;
    quint64 last = 0;
    quint64 indexedTo = 0; ///< first - 1: nothing yet
    bool exists = false;   ///< has its table
};

/// What retention has removed from the recording goes here too, by whole segments.
Result<void> SearchIndex::dropBelow(quint64 first)
{
    const QByteArray segment = QByteArray::number(first >> kSegmentBits);
    Result<Statement> select = m_index.prepare(QByteArray("SELECT number FROM segment WHERE number < " + segment));
    if (!select)
        return tl::unexpected<Error>(select.error());
    const Result<std::vector<quint64>> old = idsOf(*select);
    if (!old)
        return tl::unexpected<Error>(old.error());
    for (const quint64 number : *old) {
        if (const Result<void> done = m_index.execute("DROP TABLE text_" + QByteArray::number(number)); !done)
            return done;
    }
    return m_index.execute("DELETE FROM segment WHERE number < " + segment + "; DELETE FROM waiting WHERE id < "
                           + QByteArray::number(first));
}

/// The segments that the recording reaches into, newest first.
Result<std::vector<SearchIndex::Span>> SearchIndex::spans()
{
    const Result<qint64> first = m_recording.number("SELECT min(id) FROM exchange");
    Result<Statement> below = m_recording.prepare("SELECT max(id) FROM exchange WHERE id < ?");
    Result<Statement> known = m_index.prepare("SELECT indexed_to FROM segment WHERE number = ?");
    if (!first || !below || !known)
        return tl::unexpected<Error>(!first ? first.error() : !below ? below.error() : known.error());
    std::vector<Span> found;
    for (qint64 bound = std::numeric_limits<qint64>::max();;) {
        below->bind(1, bound);
        const Result<bool> row = below->next();
        if (!row)
            return tl::unexpected<Error>(row.error());
        const qint64 newest = below->integer(0); // 0: none
        below->reset();
        if (newest <= 0)
            return found;
        Span span;
        span.segment = static_cast<quint64>(newest) >> kSegmentBits;
        const quint64 begin = span.segment << kSegmentBits;
        span.first = std::max({begin, static_cast<quint64>(std::max<qint64>(*first, 1))});
        span.last = static_cast<quint64>(newest);
        known->bind(1, static_cast<qint64>(span.segment));
        const Result<bool> isKnown = known->next();
        if (!isKnown)
            return tl::unexpected<Error>(isKnown.error());
        span.exists = *isKnown;
        span.indexedTo = std::max(span.first - 1, *isKnown ? static_cast<quint64>(known->integer(0)) : 0);
        known->reset();
        found.push_back(span);
        bound = static_cast<qint64>(begin);
    }
}

Result<Statement> SearchIndex::insertInto(quint64 segment)
{
    return m_index.prepare(QByteArray("INSERT INTO text_" + QByteArray::number(segment)
                                      + " (rowid, name, peer, request, response, events) VALUES (?, ?, ?, ?, ?, ?)"));
}

/// The next exchanges of \a span.
Result<void> SearchIndex::fill(Span &span, RecordReader &reader)
{
    if (!span.exists) {
        if (const Result<void> done = m_index.execute(createSegmentSql(span.segment)); !done)
            return done;
    }
    Result<Statement> add = insertInto(span.segment);
    Result<Statement> wait = m_index.prepare("INSERT OR IGNORE INTO waiting VALUES (?)");
    if (!add || !wait)
        return tl::unexpected<Error>((add ? wait : add).error());
    Query query;
    query.after = exchange::ExchangeId(span.indexedTo);
    query.before = exchange::ExchangeId(span.last + 1);
    query.limit = kRowsPerStep;
    query.withParts = true;
    qint64 rows = 0;
    qint64 bytes = 0;
    exchange::RecordPtr newest;
    Result<void> added;
    const Result<void> read = readWhole(reader, query, [&](const exchange::RecordPtr &record) {
        if (record->ended()) {
            added = insert(*add, *record);
        } else {
            wait->bind(1, static_cast<qint64>(record->id.value()));
            added = wait->run();
        }
        newest = record;
        ++rows;
        bytes += bytesOf(*record);
        return added.has_value() && bytes < kBytesPerStep;
    });
    if (!added)
        return added;
    if (!read) // not the index' fault
        return failure(read.error().code == ErrorCode::InvalidData ? ErrorCode::Io : read.error().code,
                       read.error().text);
    const bool isWhole = rows < kRowsPerStep && bytes < kBytesPerStep;
    span.indexedTo = isWhole || !newest ? span.last : newest->id.value();
    const QByteArray reached = QByteArray::number(span.indexedTo);
    const Result<void> done =
        m_index.execute("INSERT INTO segment VALUES (" + QByteArray::number(span.segment) + ", " + reached
                        + ") ON CONFLICT (number) DO UPDATE SET indexed_to = " + reached);
    return done && newest ? noteNewest(*newest) : done;
}

Result<void> SearchIndex::noteNewest(const exchange::Record &record)
{
    const QByteArray id = QByteArray::number(record.id.value());
    const Result<qint64> known = m_index.number("SELECT value FROM meta WHERE key = 'newest_id'");
    if (!known)
        return tl::unexpected<Error>(known.error());
    if (*known >= static_cast<qint64>(record.id.value()))
        return {};
    return m_index.execute("INSERT OR REPLACE INTO meta VALUES ('newest_id', " + id + "), ('newest_started_at', "
                           + QByteArray::number(record.startedAtUs) + ')');
}

/// Exchanges that were open when their turn came.
Result<void> SearchIndex::addEnded(RecordReader &reader)
{
    const Result<qint64> change = m_recording.number("PRAGMA data_version");
    Result<Statement> select = m_index.prepare("SELECT id FROM waiting ORDER BY id");
    Result<Statement> state = m_recording.prepare("SELECT state FROM exchange WHERE id = ?");
    if (!change || !select || !state)
        return tl::unexpected<Error>(!change ? change.error() : !select ? select.error() : state.error());
    if (*change == m_seenChange)
        return {};
    const Result<std::vector<quint64>> ids = idsOf(*select);
    if (!ids)
        return tl::unexpected<Error>(ids.error());
    qint64 rows = 0;
    for (const quint64 id : *ids) {
        state->bind(1, static_cast<qint64>(id));
        const Result<bool> isThere = state->next();
        if (!isThere)
            return tl::unexpected<Error>(isThere.error());
        const bool isOpen = *isThere && state->integer(0) == static_cast<qint64>(exchange::State::Open);
        state->reset();
        if (isOpen)
            continue;
        if (++rows > kRowsPerStep)
            return {}; // the rest at the next step
        if (const Result<void> done = addOne(id, reader); !done)
            return done;
    }
    m_seenChange = *change;
    return {};
}

Result<void> SearchIndex::addOne(quint64 id, RecordReader &reader)
{
    Query query;
    query.after = exchange::ExchangeId(id - 1);
    query.before = exchange::ExchangeId(id + 1);
    query.withParts = true;
    Result<void> added;
    const Result<void> read = readWhole(reader, query, [&](const exchange::RecordPtr &record) {
        Result<Statement> add = insertInto(id >> kSegmentBits);
        added = add ? insert(*add, *record) : tl::unexpected<Error>(add.error());
        return added.has_value();
    });
    if (!added || !read)
        return tl::unexpected<Error>(added ? Error(ErrorCode::Io, read.error().text) : added.error());
    return m_index.execute("DELETE FROM waiting WHERE id = " + QByteArray::number(id));
}

Result<void> SearchIndex::step(RecordReader &reader, IndexState &state)
{
    Result<std::vector<Span>> all = spans();
    if (!all)
        return tl::unexpected<Error>(all.error());
    Result<void> done;
    if (!all->empty())
        done = dropBelow(all->back().first);
    if (done)
        done = addEnded(reader);
    const auto next =
        std::find_if(all->begin(), all->end(), [](const Span &span) { return span.indexedTo < span.last; });
    if (done && next != all->end())
        done = fill(*next, reader);
    for (const Span &span : *all) {
        state.indexed += static_cast<qint64>(span.indexedTo - span.first + 1);
        state.total += static_cast<qint64>(span.last - span.first + 1);
    }
    return done;
}

Result<IndexState> SearchIndex::advance(RecordReader &reader)
{
    IndexState state;
    const Result<void> done = m_damaged ? failure(ErrorCode::InvalidData, QStringLiteral("The search index is damaged"))
                                        : inTransaction([&] { return step(reader, state); });
    if (!done && done.error().code == ErrorCode::InvalidData) {
        Result<void> anew = makeAnew();
        if (anew)
            anew = setUp();
        if (!anew)
            return tl::unexpected<Error>(anew.error());
        state = {0, 1, m_temporary};
        return state;
    }
    if (!done && done.error().code == ErrorCode::TimedOut) { // another process is at it
        state = m_reached;
        state.total = std::max(state.total, state.indexed + 1);
        return state;
    }
    if (!done)
        return tl::unexpected<Error>(done.error());
    state.temporary = m_temporary;
    m_reached = state;
    return state;
}

} // namespace sightglass::store
