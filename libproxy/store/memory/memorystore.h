// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/recordstore.h"

namespace sightglass::store {

/// Keeps recordings in memory, whole: a snapshot is merged into what is there, so that Record::parts of a reader's
/// record begins at 0. Gone with the process; Retention bounds it.
///
/// Thread: the store's calls come from the store thread, reader() from any. Readers outlive the store.
class MemoryStore : public RecordStore
{
public:
    MemoryStore();
    ~MemoryStore() override;

    Result<void> open() override;
    Result<exchange::ExchangeId> lastId() override;
    Result<void> append(const std::vector<exchange::RecordPtr> &batch) override;
    Result<void> annotate(exchange::ExchangeId id, const exchange::Annotation &annotation) override;
    ReaderOpener readerOpener() const override;
    std::shared_ptr<SessionShelf> sessionShelf() const override;
    Result<void> applyRetention(const Retention &retention) override;
    void close() override;

    /// A reader of this store, for use in any one thread of this process.
    std::unique_ptr<RecordReader> reader() const;

private:
    struct Shelf;
    class Reader;
    std::shared_ptr<Shelf> m_shelf; // shared with the readers; never null
};

} // namespace sightglass::store
