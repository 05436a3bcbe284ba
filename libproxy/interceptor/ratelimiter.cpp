// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/ratelimiter.h"

#include <algorithm>
#include <cmath>

namespace sightglass::interceptor {

double RateLimiter::tokensAt(const Bucket &bucket, qint64 nowUs) const
{
    const double gained = double(std::max<qint64>(nowUs - bucket.atUs, 0)) * m_perSecond / 1e6;
    return std::min(double(m_burst), bucket.tokens + gained);
}

qint64 RateLimiter::take(const QByteArray &key, qint64 nowUs)
{
    auto found = m_buckets.find(key);
    if (found == m_buckets.end()) {
        if (m_buckets.size() >= kMaxKeys)
            forget(nowUs);
        found = m_buckets.insert(key, {double(m_burst), nowUs});
    }
    Bucket &bucket = *found;
    bucket.tokens = tokensAt(bucket, nowUs);
    bucket.atUs = std::max(bucket.atUs, nowUs);
    if (bucket.tokens >= 1) {
        bucket.tokens -= 1;
        return 0;
    }
    return std::max<qint64>(1, qint64(std::ceil((1 - bucket.tokens) * 1e3 / m_perSecond)));
}

// A full bucket says nothing that a new one would not. When none is, somebody invents keys: then all start anew.
void RateLimiter::forget(qint64 nowUs)
{
    m_buckets.removeIf([&](const auto &entry) { return tokensAt(entry.value(), nowUs) >= m_burst; });
    if (m_buckets.size() >= kMaxKeys)
        m_buckets.clear();
}

} // namespace sightglass::interceptor
