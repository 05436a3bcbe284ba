// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/chainwalk.h"
#include "proxy/exchangeflow.h"

namespace sightglass::proxy {

/// A client that came back for the rest of a stream, and how far it is.
struct ExchangeFlow::Following {
    std::optional<StreamPlace> place;           ///< what it has; none: the server gave the ids
    std::optional<interceptor::ChainWalk> walk; ///< the request's, while it is not decided where it goes
    transport::Upstream *peer = nullptr;        ///< the instance that has the stream
    QByteArray peerAddress;
    QByteArray pending;     ///< kept events that go out when the server has taken the client back
    bool forwarded = false; ///< by another instance: it goes no further
    bool attached = false;  ///< the keeper tells this exchange of what comes
    bool reading = false;   ///< from the event store
    bool begun = false;     ///< the client has the head
    bool missed = false;    ///< something came while it was read, which that reading may not have found
};

} // namespace sightglass::proxy
