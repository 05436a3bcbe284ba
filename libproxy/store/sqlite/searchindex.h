// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/historysearch.h"
#include "store/sqlite/database.h"

#include <QString>

#include <functional>
#include <vector>

namespace sightglass::store {

/// The words of a recording's exchanges, in a database of its own beside it (`RECORDING.search`): whoever searches brings
/// it up to date, so the recording itself pays nothing. docs/adr/0015-search-index.md tells why it looks so.
///
/// A table of FTS5 without content for each 65,536 ids: the newest are filled first, and what retention removed goes by
/// dropping a table. Another recording's index, and one that is damaged, is made anew. Where no file can be made, it is a
/// temporary one. Several processes may use one at once.
///
/// Thread: the one that opened it.
class SearchIndex
{
public:
    static constexpr int kSegmentBits = 16;
    /// One step of advance().
    static constexpr qint64 kRowsPerStep = 1000;
    static constexpr qint64 kBytesPerStep = 4 * 1024 * 1024;
    /// Exchanges that are still open and are read by each search; the newest.
    static constexpr int kMaxOpenRead = 256;

    /// Of the recording in file \a recording. Unsupported when this SQLite has no FTS5, or \a module is not FTS5's.
    static Result<SearchIndex> open(const QString &recording, QByteArrayView module = "fts5");
    static QString fileOf(const QString &recording);

    /// \a reader reads the same recording.
    Result<IndexState> advance(RecordReader &reader);
    /// Ids whose exchanges match, newest first, below \a before if that is valid. InvalidData: the index is damaged, and
    /// the next advance() begins it anew.
    Result<std::vector<quint64>> find(const QByteArray &expression, exchange::ExchangeId before, int limit);
    /// Exchanges that were open when they were looked at, newest first; at most kMaxOpenRead.
    Result<std::vector<quint64>> waiting(exchange::ExchangeId before);
    bool isTemporary() const { return m_temporary; }

private:
    struct Span;
    SearchIndex(QString path, Database recording, Database index, bool temporary);

    Result<void> setUp();
    Result<QByteArray> recordingName();
    Result<bool> isOfRecording(const QByteArray &name);
    Result<void> beginFor(const QByteArray &name);
    Result<bool> isAheadOfRecording();
    Result<void> clear();
    Result<void> dropBelow(quint64 first);
    Result<std::vector<Span>> spans();
    Result<void> step(RecordReader &reader, IndexState &state);
    Result<void> fill(Span &span, RecordReader &reader);
    Result<void> noteNewest(const exchange::Record &record);
    Result<void> addOne(quint64 id, RecordReader &reader);
    Result<void> addEnded(RecordReader &reader);
    Result<std::vector<quint64>> findAll(const QByteArray &expression, exchange::ExchangeId before, int limit);
    Result<Statement> insertInto(quint64 segment);
    Result<void> makeAnew();
    Result<void> inTransaction(const std::function<Result<void>()> &work);

    QString m_path; // of the recording
    Database m_recording;
    Database m_index;
    bool m_temporary;
    IndexState m_reached;
    bool m_damaged = false;   // a search found it so
    qint64 m_seenChange = -1; // of the recording, when the open ones were looked at last
};

} // namespace sightglass::store
