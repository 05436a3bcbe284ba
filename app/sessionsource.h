// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options.h"
#include "base/result.h"
#include "store/sessionstore.h"

#include <memory>
#include <vector>

namespace sightglass::app {

/// Where the `sessions` command finds them: in a recording, in a Redis, or in a proxy that runs. Each call ends once, by
/// calling back, now or from the event loop.
class SessionSource
{
public:
    using Sessions = std::vector<exchange::SessionPtr>;

    virtual ~SessionSource() = default;
    virtual void list(const store::SessionQuery &query, store::Done<Sessions> done) = 0;
    /// InvalidArgument where no proxy is asked.
    virtual void end(const QByteArray &key, store::Done<void> done);
    /// Asks a proxy that runs, not a store.
    virtual bool isProxy() const { return false; }
};

/// By --control (and --token, or SIGHTGLASS_TOKEN), else by --store.
Result<std::unique_ptr<SessionSource>> sessionSource(const Options &options);
/// By --store, for commands without --control.
Result<std::unique_ptr<SessionSource>> storedSessions(const Options &options);

} // namespace sightglass::app
