// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/verdict.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace sightglass::interceptor {

Verdict::Verdict(const Verdict &other)
    : m_fate(other.m_fate), m_effects(other.m_effects ? std::make_unique<Effects>(*other.m_effects) : nullptr)
{}

Verdict &Verdict::operator=(const Verdict &other)
{
    Verdict copy(other);
    return *this = std::move(copy);
}

Verdict::Effects &Verdict::mutableEffects()
{
    if (!m_effects)
        m_effects = std::make_unique<Effects>();
    return *m_effects;
}

Verdict Verdict::replace(QByteArray message)
{
    Verdict verdict;
    verdict.mutableEffects().message = std::move(message);
    return verdict;
}

Verdict Verdict::respond(QByteArray message)
{
    Verdict verdict(Fate::Respond);
    verdict.mutableEffects().message = std::move(message);
    return verdict;
}

Verdict Verdict::reject(QString reason, int httpStatus, int retryAfterSeconds)
{
    Verdict verdict(Fate::Reject);
    Effects &effects = verdict.mutableEffects();
    effects.reason = std::move(reason);
    effects.httpStatus = httpStatus;
    effects.retryAfterSeconds = retryAfterSeconds;
    return verdict;
}

Verdict Verdict::delay(int milliseconds)
{
    Verdict verdict;
    verdict.withDelay(milliseconds);
    return verdict;
}

Verdict Verdict::hold(QString reason)
{
    Verdict verdict;
    verdict.mutableEffects().hold = true;
    verdict.mutableEffects().reason = std::move(reason);
    return verdict;
}

Verdict Verdict::drop()
{
    return Verdict(Fate::Drop);
}

Verdict Verdict::fail(Failure failure)
{
    Verdict verdict(Fate::Fail);
    verdict.mutableEffects().failure = std::move(failure);
    return verdict;
}

Verdict &Verdict::withMessage(QByteArray message)
{
    mutableEffects().message = std::move(message);
    return *this;
}

Verdict &Verdict::withHeader(QByteArray name, QByteArray value)
{
    mutableEffects().headers.append({std::move(name), std::move(value)});
    return *this;
}

Verdict &Verdict::withoutHeader(QByteArray name)
{
    mutableEffects().headers.append({std::move(name), std::nullopt});
    return *this;
}

Verdict &Verdict::withIndependentHeaders()
{
    mutableEffects().independentHeaders = true;
    return *this;
}

Verdict &Verdict::viaRoute(QString route)
{
    mutableEffects().route = std::move(route);
    return *this;
}

Verdict &Verdict::withDelay(int milliseconds)
{
    int &sum = mutableEffects().delayMs;
    const qint64 wanted = qint64(sum) + std::max(milliseconds, 0);
    sum = int(std::min<qint64>(wanted, std::numeric_limits<int>::max()));
    return *this;
}

Verdict &Verdict::withDelivery(const Delivery &delivery)
{
    mutableEffects().delivery = delivery;
    return *this;
}

Verdict &Verdict::withNote(exchange::Note note)
{
    mutableEffects().notes.append(std::move(note));
    return *this;
}

} // namespace sightglass::interceptor
