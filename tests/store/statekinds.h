// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/memory/localinstances.h"
#include "store/memory/memoryeventstore.h"
#include "store/memory/memorysessionstore.h"
#include "store/redisstatefixture.h"
#include "store/sessionfixture.h"
#include "store/storethread.h"
#include "store/storeurl.h"

#include <QTemporaryDir>

#include <vector>

namespace sightglass::store {

class MemoryFixture : public StateFixture
{
public:
    explicit MemoryFixture(const EventLimits &limits) : m_limits(limits) { restart(); }

    SharedState &state() override { return m_state; }
    void restart() override
    {
        m_state = {std::make_unique<MemorySessionStore>(), std::make_unique<MemoryEventStore>(m_limits),
                   std::make_unique<LocalInstances>()};
        openOrDie(m_state);
    }
    bool survivesRestart() const override { return false; }
    bool shared() const override { return false; }

private:
    EventLimits m_limits;
    SharedState m_state;
};

/// Sessions and events in a SQLite file, in the thread that records into it or in one of their own.
class SqliteFixture : public StateFixture
{
public:
    SqliteFixture(const EventLimits &limits, bool recording) : m_limits(limits), m_recording(recording) { make(); }
    ~SqliteFixture() override { m_state = {}; } // before the recorder

    SharedState &state() override { return m_state; }
    void restart() override
    {
        m_state = {};
        m_recorder.reset();
        make();
    }
    bool survivesRestart() const override { return true; }
    bool shared() const override { return false; } // each has a registry of its own

private:
    void make()
    {
        const StoreUrl url{StoreUrl::Kind::Sqlite, m_folder.filePath(QStringLiteral("state.sqlite"))};
        if (m_recording) {
            m_recorder = std::make_unique<StoreThread>(*createStore(url));
            if (!m_recorder->start())
                qFatal("the recorder does not start");
        }
        m_state = *createSharedState(url, m_limits, m_recorder.get());
        openOrDie(m_state);
    }

    QTemporaryDir m_folder;
    EventLimits m_limits;
    bool m_recording;
    std::unique_ptr<StoreThread> m_recorder;
    SharedState m_state;
};

/// The kinds that the contract is tested on: a new one adds a row.
inline std::vector<StateKind> stateKinds()
{
    return {
        {"memory", [](const EventLimits &limits) { return std::make_unique<MemoryFixture>(limits); }},
        {"sqlite", [](const EventLimits &limits) { return std::make_unique<SqliteFixture>(limits, false); }},
        {"sqlite beside recordings",
         [](const EventLimits &limits) { return std::make_unique<SqliteFixture>(limits, true); }},
        {"redis", [](const EventLimits &limits) { return std::make_unique<RedisStateFixture>(limits); }},
    };
}

} // namespace sightglass::store
