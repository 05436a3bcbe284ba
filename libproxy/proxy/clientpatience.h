// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>

namespace sightglass::proxy {

/// How long clients wait for an answer before they give up, by the name that they give themselves. Learnt from those that
/// gave up while nothing but a hold kept them waiting.
///
/// Thread: the engine's. Owner: the pump.
class ClientPatience
{
public:
    static constexpr int kDefaultMs = 60'000; ///< the official SDKs' (DEFAULT_REQUEST_TIMEOUT_MSEC)
    static constexpr int kLeastMs = 5'000;    ///< sooner it is a person who cancels, not a limit
    static constexpr int kMostMs = 60 * 60'000;
    static constexpr qsizetype kMaxClients = 1'000;

    struct Known {
        int milliseconds = kDefaultMs;
        bool learned = false;
    };

    Known of(const QByteArray &client) const;
    void gaveUp(const QByteArray &client, qint64 waitedMs);
    /// It was still there after so long: what was learnt is wrong if it is less.
    void waited(const QByteArray &client, qint64 waitedMs);

private:
    QHash<QByteArray, int> m_learned;
};

} // namespace sightglass::proxy
