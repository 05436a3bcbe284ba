// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/json.h"

#include <optional>

namespace sightglass::server {

/// Signs what a server keeps in a client's hands between the rounds of a request: `requestState` comes back from
/// outside, so it must be verified, must expire, and must belong to the request that presents it (2026-07-28
/// basic/patterns/mrtr, "Server Requirements"). The content is readable by the client; its change is not possible.
class StateSeal
{
public:
    explicit StateSeal(int ttlMs);

    /// \a request is what the state belongs to: the method and its parameters.
    QByteArray seal(const Json &state, const QByteArray &request) const;
    /// The sealed value; nothing when the text is not ours, was changed, is too old or belongs to another request.
    std::optional<Json> open(const QByteArray &text, const QByteArray &request) const;

private:
    QByteArray sign(const QByteArray &payload, const QByteArray &request) const;

    QByteArray m_key;
    int m_ttlMs;
};

} // namespace sightglass::server
