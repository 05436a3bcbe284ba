// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/sqlitereader.h"

#include "store/sqlite/chunkcache.h"
#include "store/sqlite/connection.h"
#include "store/sqlite/sessionranges.h"
#include "store/sqlite/sessiontable.h"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <optional>

namespace sightglass::store {

namespace {

/// One page is read in one transaction and handed out after it: a visitor may be slow.
constexpr qint64 kRowsPerPage = 500;
/// A page ends early when its payload passes this.
constexpr qint64 kBytesPerPage = 8 * 1024 * 1024;

struct Row {
    exchange::Record record;
    PieceLocation firstPiece;
};

qint64 upperBound(exchange::ExchangeId before)
{
    return before.isValid() ? static_cast<qint64>(before.value()) : std::numeric_limits<qint64>::max();
}

qint64 bytesOf(const std::vector<Row> &rows)
{
    return std::accumulate(rows.begin(), rows.end(), qint64(0),
                           [](qint64 bytes, const Row &row) { return bytes + row.firstPiece.length; });
}

} // namespace

struct SqliteReader::Session {
    QString path;
    Database database;
    ChunkCache chunks{database};
    Statement forward;
    Statement backward;
    Statement sessionForward;
    Statement sessionBackward;
    Statement one;
    Statement pieces;
    std::optional<SessionRangeReader> ranges; ///< none before schema 4

    Session(QString file, Database opened) : path(std::move(file)), database(std::move(opened)) {}
    Result<void> prepare();
    Result<std::vector<exchange::RecordPtr>> page(const Query &query);
    Result<std::vector<Row>> rows(const Query &query);
    Result<void> appendRows(const Query &query, std::vector<Row> &found);
    Result<std::multimap<quint64, PieceLocation>> furtherPieces(quint64 lowest, quint64 highest);
    Result<void> loadParts(Row &row, const std::multimap<quint64, PieceLocation> &further);
    Result<QList<exchange::Part>> partsOf(exchange::ExchangeId id);

    /// Runs \a work on one unchanging state of the database.
    template <typename Work>
    auto inTransaction(Work work) -> decltype(work())
    {
        if (const Result<void> begun = database.execute("BEGIN"); !begun)
            return tl::unexpected<Error>(begun.error());
        auto result = work();
        database.rollback(); // nothing was written
        return result;
    }
};

Result<void> SqliteReader::Session::prepare()
{
    const Result<qint64> version = database.number("PRAGMA user_version");
    if (!version)
        return tl::unexpected<Error>(version.error());
    const QByteArray select = selectRowsSql(*version >= 3);
    const std::pair<Statement *, QByteArray> statements[] = {
        {&forward, select + "WHERE id > ? AND id < ? ORDER BY id LIMIT ?"},
        {&backward, select + "WHERE id > ? AND id < ? ORDER BY id DESC LIMIT ?"},
        {&sessionForward, select + "WHERE id > ? AND id < ? AND session_id = ? AND route IS ? ORDER BY id LIMIT ?"},
        {&sessionBackward,
         select + "WHERE id > ? AND id < ? AND session_id = ? AND route IS ? ORDER BY id DESC LIMIT ?"},
        {&one, select + "WHERE id = ?"},
        {&pieces,
         "SELECT exchange_id, chunk_id, chunk_offset, chunk_length FROM part WHERE exchange_id BETWEEN ? AND ? "
         "ORDER BY exchange_id, first_part"},
    };
    for (const auto &[statement, sql] : statements) {
        Result<Statement> prepared = database.prepare(sql);
        if (!prepared)
            return tl::unexpected<Error>(prepared.error());
        *statement = std::move(*prepared);
    }
    if (*version < 4)
        return {};
    ranges.emplace(database);
    return ranges->prepare();
}

/// A page. Of a session, only the ranges of ids are read in which it has exchanges.
Result<std::vector<Row>> SqliteReader::Session::rows(const Query &query)
{
    std::vector<Row> found;
    Query rest = query;
    rest.limit = std::min(query.limit, kRowsPerPage);
    const bool inRanges = !query.sessionId.isEmpty() && ranges;
    std::optional<IdRange> range;
    do {
        Query here = rest;
        if (inRanges) {
            const Result<std::optional<IdRange>> next = ranges->next(rest);
            if (!next)
                return tl::unexpected<Error>(next.error());
            range = *next;
            if (!range)
                break;
            here = range->narrowed(rest);
        }
        const size_t before = found.size();
        if (const Result<void> done = appendRows(here, found); !done)
            return tl::unexpected<Error>(done.error());
        rest.limit -= static_cast<qint64>(found.size() - before);
        if (range)
            rest = range->behind(rest);
    } while (inRanges && rest.limit > 0 && (!query.withParts || bytesOf(found) <= kBytesPerPage));
    return found;
}

Result<void> SqliteReader::Session::appendRows(const Query &query, std::vector<Row> &found)
{
    const bool ofSession = !query.sessionId.isEmpty();
    Statement &select =
        ofSession ? (query.newestFirst ? sessionBackward : sessionForward) : (query.newestFirst ? backward : forward);
    const QByteArray route = query.route.toUtf8();
    int parameter = 0;
    select.bind(++parameter, static_cast<qint64>(query.after.value()));
    select.bind(++parameter, upperBound(query.before));
    if (ofSession) {
        select.bindText(++parameter, query.sessionId);
        select.bindText(++parameter, route);
    }
    select.bind(++parameter, query.limit);
    qint64 bytes = bytesOf(found);
    Result<bool> more = select.next();
    for (; more && *more; more = select.next()) {
        Row row;
        row.record = readRow(select, row.firstPiece);
        bytes += row.firstPiece.length;
        found.push_back(std::move(row));
        if (query.withParts && bytes > kBytesPerPage) {
            select.reset();
            break;
        }
    }
    return more ? Result<void>() : tl::unexpected<Error>(more.error());
}

Result<std::multimap<quint64, PieceLocation>> SqliteReader::Session::furtherPieces(quint64 lowest, quint64 highest)
{
    pieces.bind(1, static_cast<qint64>(lowest));
    pieces.bind(2, static_cast<qint64>(highest));
    std::multimap<quint64, PieceLocation> found;
    Result<bool> more = pieces.next();
    for (; more && *more; more = pieces.next()) {
        found.emplace_hint(found.end(), static_cast<quint64>(pieces.integer(0)),
                           PieceLocation{pieces.integer(1), pieces.integer(2), pieces.integer(3)});
    }
    if (!more)
        return tl::unexpected<Error>(more.error());
    return found;
}

Result<void> SqliteReader::Session::loadParts(Row &row, const std::multimap<quint64, PieceLocation> &further)
{
    if (row.firstPiece.chunk != 0) {
        if (const Result<void> done = chunks.readPiece(row.firstPiece, row.record.parts); !done)
            return done;
    }
    const auto [begin, end] = further.equal_range(row.record.id.value());
    for (auto piece = begin; piece != end; ++piece) {
        if (const Result<void> done = chunks.readPiece(piece->second, row.record.parts); !done)
            return done;
    }
    return {};
}

Result<std::vector<exchange::RecordPtr>> SqliteReader::Session::page(const Query &query)
{
    Result<std::vector<Row>> found = rows(query);
    if (!found)
        return tl::unexpected<Error>(found.error());
    if (query.withParts && !found->empty()) {
        const auto [lowest, highest] = std::minmax(found->front().record.id, found->back().record.id);
        const Result<std::multimap<quint64, PieceLocation>> further = furtherPieces(lowest.value(), highest.value());
        if (!further)
            return tl::unexpected<Error>(further.error());
        for (Row &row : *found) {
            if (const Result<void> done = loadParts(row, *further); !done)
                return tl::unexpected<Error>(done.error());
        }
    }
    std::vector<exchange::RecordPtr> records;
    records.reserve(found->size());
    for (Row &row : *found)
        records.push_back(std::make_shared<const exchange::Record>(std::move(row.record)));
    return records;
}

Result<QList<exchange::Part>> SqliteReader::Session::partsOf(exchange::ExchangeId id)
{
    one.bind(1, static_cast<qint64>(id.value()));
    const Result<bool> exists = one.next();
    if (!exists)
        return tl::unexpected<Error>(exists.error());
    if (!*exists)
        return failure(ErrorCode::NotFound, QStringLiteral("There is no exchange %1").arg(id.value()));
    Row row;
    row.record = readRow(one, row.firstPiece);
    one.reset();
    const Result<std::multimap<quint64, PieceLocation>> further = furtherPieces(id.value(), id.value());
    if (!further)
        return tl::unexpected<Error>(further.error());
    if (const Result<void> done = loadParts(row, *further); !done)
        return tl::unexpected<Error>(done.error());
    return row.record.parts;
}

SqliteReader::SqliteReader(std::unique_ptr<Session> session) : m_session(std::move(session)) {}
SqliteReader::~SqliteReader() = default;

Result<std::unique_ptr<SqliteReader>> SqliteReader::open(const QString &path)
{
    Result<Database> database = openForReading(path);
    if (!database)
        return tl::unexpected<Error>(database.error());
    auto session = std::make_unique<Session>(path, std::move(*database));
    if (const Result<void> done = session->prepare(); !done)
        return tl::unexpected<Error>(done.error());
    return std::unique_ptr<SqliteReader>(new SqliteReader(std::move(session)));
}

Result<void> SqliteReader::read(const Query &query, const std::function<bool(const exchange::RecordPtr &)> &visit)
{
    Query rest = query;
    while (rest.limit > 0) {
        const Result<std::vector<exchange::RecordPtr>> records =
            m_session->inTransaction([&] { return m_session->page(rest); });
        if (!records)
            return tl::unexpected<Error>(records.error());
        if (records->empty())
            return {};
        for (const exchange::RecordPtr &record : *records) {
            if (!visit(record))
                return {};
        }
        rest.limit -= static_cast<qint64>(records->size());
        (rest.newestFirst ? rest.before : rest.after) = records->back()->id;
    }
    return {};
}

Result<QList<exchange::Part>> SqliteReader::parts(exchange::ExchangeId id)
{
    return m_session->inTransaction([&] { return m_session->partsOf(id); });
}

Result<exchange::Annotations> SqliteReader::annotations()
{
    // A recording of schema 1 that nobody has written since has no table for them.
    const Result<qint64> there =
        m_session->database.number("SELECT count(*) FROM sqlite_master WHERE name = 'annotation'");
    if (!there || *there == 0)
        return there ? Result<exchange::Annotations>() : tl::unexpected<Error>(there.error());
    Result<Statement> select = m_session->database.prepare("SELECT exchange_id, marked, comment FROM annotation");
    if (!select)
        return tl::unexpected<Error>(select.error());
    exchange::Annotations found;
    Result<bool> more = select->next();
    for (; more && *more; more = select->next()) {
        found.insert(static_cast<quint64>(select->integer(0)),
                     {select->integer(1) != 0, QString::fromUtf8(select->view(2))});
    }
    if (!more)
        return tl::unexpected<Error>(more.error());
    return found;
}

Result<std::vector<exchange::SessionPtr>> SqliteReader::sessions(const SessionQuery &query)
{
    if (!m_session->ranges)
        return std::vector<exchange::SessionPtr>(); // before schema 4
    return SessionTable::list(m_session->database, query);
}

Result<exchange::ExchangeId> SqliteReader::lastId()
{
    const Result<qint64> id = m_session->database.number("SELECT max(id) FROM exchange");
    if (!id)
        return tl::unexpected<Error>(id.error());
    return exchange::ExchangeId(static_cast<quint64>(*id));
}

Result<qint64> SqliteReader::changeCounter()
{
    return m_session->database.number("PRAGMA data_version");
}

QString SqliteReader::file() const
{
    return m_session->path;
}

} // namespace sightglass::store
