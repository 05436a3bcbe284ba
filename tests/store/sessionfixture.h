// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/sessionrecord.h"
#include "store/sharedstate.h"

#include <QTest>

#include <functional>
#include <memory>
#include <optional>

namespace sightglass::store {

/// What keeps sessions and events, of any kind, so that one test serves all of them. Each kind adds itself to
/// stateKinds() in statekinds.h.
struct StateFixture {
    StateFixture() = default;
    StateFixture(const StateFixture &) = delete;
    StateFixture &operator=(const StateFixture &) = delete;
    virtual ~StateFixture() = default;

    /// Open.
    virtual SharedState &state() = 0;
    /// Ends it in order and makes it anew on the same data. Memory keeps nothing.
    virtual void restart() = 0;
    /// Another one on the same data at the same time, open; null when that cannot be.
    virtual std::unique_ptr<SharedState> second() { return nullptr; }
    virtual bool survivesRestart() const = 0;
    /// Several instances can use the same data at once: second() gives one.
    virtual bool shared() const = 0;
};

/// A row of the test's table.
struct StateKind {
    const char *name;
    std::function<std::unique_ptr<StateFixture>(const EventLimits &limits)> make;
};

inline constexpr int kAnswerMs = 10'000;

/// Calls \a call with a callback and waits for it. None: it never came. Fails the program when it came at once, which no
/// store may do.
template <typename T>
std::optional<Result<T>> answerOf(const std::function<void(Done<T>)> &call)
{
    auto answer = std::make_shared<std::optional<Result<T>>>(); // outlives a callback that comes too late
    bool returned = false;
    call([answer, &returned](Result<T> result) {
        if (!returned)
            qFatal("called back from within the call");
        if (*answer)
            qFatal("called back twice");
        answer->emplace(std::move(result));
    });
    returned = true;
    if (!QTest::qWaitFor([&] { return answer->has_value(); }, kAnswerMs))
        return std::nullopt;
    return *answer;
}

/// As answerOf(), for tests that go on with the answer: one that never came is an error like others.
template <typename T>
Result<T> need(const std::function<void(Done<T>)> &call)
{
    std::optional<Result<T>> answer = answerOf<T>(call);
    return answer ? std::move(*answer) : failure(ErrorCode::TimedOut, QStringLiteral("No answer came"));
}

inline Result<void> flush(SharedState &state)
{
    if (const auto done = need<void>([&](Done<void> call) { state.sessions->flush(std::move(call)); }); !done)
        return done;
    return need<void>([&](Done<void> call) { state.events->flush(std::move(call)); });
}

inline Result<void> open(SharedState &state)
{
    if (const auto done = need<void>([&](Done<void> call) { state.sessions->open(std::move(call)); }); !done)
        return done;
    return need<void>([&](Done<void> call) { state.events->open(std::move(call)); });
}

inline void openOrDie(SharedState &state)
{
    if (const Result<void> done = open(state); !done)
        qFatal("%s", qPrintable(done.error().text));
}

inline Result<exchange::SessionPtr> load(SharedState &state, const QByteArray &key)
{
    return need<exchange::SessionPtr>([&](Done<exchange::SessionPtr> call) { state.sessions->load(key, call); });
}

inline Result<std::vector<exchange::SessionPtr>> list(SharedState &state, const SessionQuery &query = {})
{
    using Sessions = std::vector<exchange::SessionPtr>;
    return need<Sessions>([&](Done<Sessions> call) { state.sessions->list(query, std::move(call)); });
}

inline Result<StoredStream> read(SharedState &state, const QByteArray &session, const QByteArray &stream,
                                 quint64 after = 0)
{
    return need<StoredStream>(
        [&](Done<StoredStream> call) { state.events->read(session, stream, after, std::move(call)); });
}

/// A session in use, every field away from its default.
inline exchange::SessionRecord usualSession(const QByteArray &id, qint64 lastActivityAtUs)
{
    exchange::SessionRecord session;
    session.route = QStringLiteral("default");
    session.id = id;
    session.key = exchange::sessionKey(session.route, session.kind, id);
    session.state = exchange::SessionState::Active;
    session.era = mcp::Era::Legacy;
    session.protocolVersion = "2025-11-25";
    session.client = {"claude-code", "2.1.0", R"({"roots":{"listChanged":true}})"};
    session.server = {"files", "0.9", R"({"tools":{},"logging":{}})"};
    session.clientAddress = "127.0.0.1:40001";
    session.instance = "a1";
    session.createdAtUs = 1'800'000'000'000'000;
    session.lastActivityAtUs = lastActivityAtUs;
    session.openStreams = 1;
    session.inFlightToServer = 2;
    session.inFlightToClient = 3;
    session.counters = {1, 2, 3, 4, 5, 6, 7};
    session.tags = {"blue", "night run"};
    session.revision = 4;
    return session;
}

inline exchange::SessionBatch batchOf(const std::vector<exchange::SessionRecord> &sessions)
{
    std::vector<exchange::SessionPtr> batch;
    for (const exchange::SessionRecord &session : sessions)
        batch.push_back(std::make_shared<const exchange::SessionRecord>(session));
    return std::make_shared<const std::vector<exchange::SessionPtr>>(std::move(batch));
}

inline QByteArrayList idsOf(const std::vector<exchange::SessionPtr> &sessions)
{
    QByteArrayList ids;
    for (const exchange::SessionPtr &session : sessions)
        ids.append(session->id);
    return ids;
}

/// The events \a first to \a last of a stream; every second one has an id of the server.
inline std::vector<StoredEvent> eventRange(quint64 first, quint64 last)
{
    std::vector<StoredEvent> events;
    for (quint64 number = first; number <= last; ++number) {
        const QByteArray text = QByteArray::number(number);
        events.push_back({number, "data: " + text + "\n\n", number % 2 == 0 ? "up-" + text : QByteArray()});
    }
    return events;
}

} // namespace sightglass::store
