// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/donequeue.h"
#include "store/memory/sessionshelf.h"

namespace sightglass::store {

/// Keeps sessions in memory. Gone with the process, or with the shelf where others hold it too.
///
/// Thread and owner: as SessionStore.
class MemorySessionStore : public SessionStore
{
    Q_OBJECT
public:
    explicit MemorySessionStore(std::shared_ptr<SessionShelf> shelf = std::make_shared<SessionShelf>())
        : m_shelf(std::move(shelf))
    {}

    void open(Done<void> done) override { answer<void>(std::move(done), {}); }
    void save(const exchange::SessionBatch &sessions) override { m_shelf->save(sessions); }
    void remove(const QList<QByteArray> &keys) override { m_shelf->remove(keys); }
    void load(const QByteArray &key, Done<exchange::SessionPtr> done) override
    {
        answer(std::move(done), m_shelf->load(key));
    }
    void list(const SessionQuery &query, Done<std::vector<exchange::SessionPtr>> done) override
    {
        answer<std::vector<exchange::SessionPtr>>(std::move(done), m_shelf->list(query));
    }
    void removeUnused(qint64 unusedSinceUs, Done<qint64> done) override
    {
        answer<qint64>(std::move(done), m_shelf->removeUnused(unusedSinceUs));
    }
    void flush(Done<void> done) override { answer<void>(std::move(done), {}); }

private:
    template <typename T>
    void answer(Done<T> done, Result<T> result)
    {
        m_done.later(std::move(done))(std::move(result));
    }

    std::shared_ptr<SessionShelf> m_shelf; // never null
    DoneQueue m_done;
};

} // namespace sightglass::store
