// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/redis/redisstate.h"
#include "store/redisserver.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTest>

#include <optional>

namespace sightglass::test {

/// Waits for the answer of an asynchronous call: `answerOf<qint64>([&](auto done) { store.removeUnused(7, done); })`.
/// TimedOut when none comes; Stopped when it came from within the call or twice.
template <typename T, typename Call>
Result<T> answerOf(Call call)
{
    auto answers = std::make_shared<std::vector<Result<T>>>();
    QObject arrival; // a signal, so that the loop runs as it does in the program
    const QPointer<QObject> waiting(&arrival);
    call(store::Done<T>([answers, waiting](Result<T> answer) {
        answers->push_back(std::move(answer));
        if (waiting)
            waiting->setObjectName(QStringLiteral("arrived"));
    }));
    if (!answers->empty())
        return failure(ErrorCode::Stopped, QStringLiteral("from within"));
    QSignalSpy arrived(&arrival, &QObject::objectNameChanged);
    arrived.wait(20'000);
    if (answers->empty())
        return failure(ErrorCode::TimedOut, QStringLiteral("no answer"));
    return answers->size() == 1 ? answers->front() : failure(ErrorCode::Stopped, QStringLiteral("twice"));
}

inline Result<void> opened(store::SessionStore &store)
{
    return answerOf<void>([&](auto done) { store.open(done); });
}

template <typename Store>
Result<void> flushed(Store &store)
{
    return answerOf<void>([&](auto done) { store.flush(done); });
}

/// A store's parts, open; none where that failed.
inline std::optional<store::SharedState> openState(const store::RedisOptions &options)
{
    Result<store::SharedState> state = store::createRedisState(options);
    if (!state || !opened(*state->sessions))
        return {};
    return std::move(*state);
}

} // namespace sightglass::test
