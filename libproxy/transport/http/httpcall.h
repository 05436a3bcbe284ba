// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transport/upstream.h"

namespace sightglass::transport {

class HttpUpstream;
class UpstreamConnection;

/// One request of an HttpUpstream, from send() to its end. Owner: the caller of send().
class HttpCall final : public UpstreamCall
{
public:
    HttpCall(HttpUpstream &upstream, OutboundRequest &&outbound, UpstreamObserver &callObserver)
        : owner(upstream), request(std::move(outbound)), observer(callObserver)
    {}
    ~HttpCall() override;

    void setPaused(bool paused) override;
    void writeBody(QByteArrayView bytes) override;

    HttpUpstream &owner;
    OutboundRequest request;
    UpstreamObserver &observer;
    UpstreamConnection *connection = nullptr; ///< null while it waits for one, and after its end
    bool repeated = false;
    bool isPaused = false;
    bool finished = false;
};

} // namespace sightglass::transport
