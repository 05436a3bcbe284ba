// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>

namespace sightglass::interceptor {

/// Token buckets by key: each holds up to `burst` tokens, `perSecond` come back each second, and a message takes one. Remembers
/// a bounded number of keys; a forgotten one starts anew with a full bucket.
///
/// Thread: one at a time. A value.
class RateLimiter
{
public:
    static constexpr qsizetype kMaxKeys = 10'000;

    /// \a perSecond > 0, \a burst >= 1.
    RateLimiter(double perSecond, int burst) : m_perSecond(perSecond), m_burst(burst) {}

    /// Takes a token of \a key at \a nowUs, microseconds on a clock that never goes back. 0: there was one; else how many
    /// milliseconds until there will be, and none was taken.
    qint64 take(const QByteArray &key, qint64 nowUs);
    qsizetype keyCount() const { return m_buckets.size(); }

private:
    struct Bucket {
        double tokens = 0;
        qint64 atUs = 0;
    };
    double tokensAt(const Bucket &bucket, qint64 nowUs) const;
    void forget(qint64 nowUs);

    QHash<QByteArray, Bucket> m_buckets;
    double m_perSecond;
    int m_burst;
};

} // namespace sightglass::interceptor
