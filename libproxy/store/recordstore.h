// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "exchange/annotation.h"
#include "exchange/record.h"
#include "exchange/sessionrecord.h"
#include "store/sessionquery.h"

#include <functional>
#include <limits>
#include <memory>

namespace sightglass::store {

/// How much is kept; the oldest goes first. Zero means "no limit".
struct Retention {
    qint64 maxRows = 1'000'000;
    qint64 maxBytes = qint64(4) * 1024 * 1024 * 1024; ///< of payload
    qint64 maxAgeSeconds = qint64(30) * 24 * 3600;

    bool operator==(const Retention &) const = default;
};

/// What to read: a window over the ids, oldest first unless `newestFirst`.
struct Query {
    exchange::ExchangeId after;  ///< only ids above this one
    exchange::ExchangeId before; ///< only ids below this one; none: no bound
    qint64 limit = std::numeric_limits<qint64>::max();
    bool newestFirst = false;
    bool withParts = false;    ///< load the payload too; Record::parts is then whole
    QByteArray sessionId = {}; ///< only those of this session, of \a route; empty: of all
    QString route = {};        ///< goes with sessionId
};

/// Reads recordings. Several readers may work while a RecordStore writes, from other processes too.
///
/// Thread: the one that opened it. Owner: its user.
class RecordReader
{
public:
    virtual ~RecordReader() = default;

    /// Hands the matching records one by one to \a visit, which returns false to stop.
    virtual Result<void> read(const Query &query, const std::function<bool(const exchange::RecordPtr &)> &visit) = 0;
    /// The whole payload of one exchange.
    virtual Result<QList<exchange::Part>> parts(exchange::ExchangeId id) = 0;
    /// What people noted, of all exchanges; those that were noted before they were written, too.
    virtual Result<exchange::Annotations> annotations() { return exchange::Annotations(); }
    /// The sessions that were kept beside the exchanges; none where the store keeps them elsewhere.
    virtual Result<std::vector<exchange::SessionPtr>> sessions(const SessionQuery &query)
    {
        Q_UNUSED(query)
        return std::vector<exchange::SessionPtr>();
    }
    /// Highest id stored; an invalid id when there is none.
    virtual Result<exchange::ExchangeId> lastId() = 0;
    /// Rises whenever anything was written, by any process; for cheap polling by a follower.
    virtual Result<qint64> changeCounter() = 0;
    /// The SQLite file that is read; empty for recordings of another kind.
    virtual QString file() const { return {}; }
};

class SessionShelf;

/// Opens a reader of one recording, for the thread that calls; from any thread.
using ReaderOpener = std::function<Result<std::unique_ptr<RecordReader>>()>;

/// Keeps recordings. All calls come from the store thread.
class RecordStore
{
public:
    virtual ~RecordStore() = default;

    /// Opens or creates it, brings an older schema up to date, takes the writer's lock. A store has one writer.
    virtual Result<void> open() = 0;
    /// Highest id ever given; the engine goes on from there.
    virtual Result<exchange::ExchangeId> lastId() = 0;
    /// Writes one batch in one transaction. New snapshots of an exchange that is already there update it and append
    /// their parts.
    virtual Result<void> append(const std::vector<exchange::RecordPtr> &batch) = 0;
    /// Keeps what a person noted about an exchange, in place of what was noted before; an empty one removes that.
    virtual Result<void> annotate(exchange::ExchangeId id, const exchange::Annotation &annotation)
    {
        Q_UNUSED(id)
        Q_UNUSED(annotation)
        return {};
    }
    /// The way to readers of this store. Needs no open() and outlives the store. Empty: it has none.
    virtual ReaderOpener readerOpener() const { return {}; }
    /// Where sessions can be put so that the readers of this store find them; null: elsewhere (SQLite has a table).
    virtual std::shared_ptr<SessionShelf> sessionShelf() const { return nullptr; }
    /// Removes what is over the limits. Called after batches now and then; cheap when there is nothing to do.
    virtual Result<void> applyRetention(const Retention &retention) = 0;
    /// Everything appended is durable afterwards; no further calls.
    virtual void close() = 0;
};

} // namespace sightglass::store
