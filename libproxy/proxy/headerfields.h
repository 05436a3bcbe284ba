// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/headeredit.h"
#include "mcp/headermirror.h"
#include "wire/httphead.h"

#include <QByteArray>

#include <optional>

namespace sightglass::proxy {

/// What is different from the client's own headers when a request goes on.
struct RequestFieldChanges {
    bool decodableOnly = true;                          ///< ask for no compression that we could not read
    const mcp::HeaderMirror::Headers *mirror = nullptr; ///< in place of the client's mirrored headers (body was edited)
    QByteArrayView extra;                               ///< ready lines of the route; they win over the client's
    /// Edits that stand in the head already; they win over the mirror and the route's lines.
    const interceptor::HeaderEdits *edits = nullptr;
    /// In place of the client's Last-Event-ID, where the proxy numbers the events; an empty one leaves it out.
    std::optional<QByteArray> lastEventId = std::nullopt;
};

/// Says that another instance of ours sent the request on, so that none sends it further.
inline constexpr QByteArrayView kForwardedField("Sightglass-Forwarded-By");

/// The header lines for the server: the client's, in their order and spelling, without those that belong to one hop
/// (RFC 9110 §7.6.1), without Host, Content-Length and Expect.
QByteArray requestFields(const wire::HttpHead &head, const RequestFieldChanges &changes);

/// The header lines for the client: the server's, in their order and spelling, without those that belong to one hop
/// and without Content-Length; without Content-Encoding too when the body was \a decoded on the way.
QByteArray responseFields(const wire::HttpHead &head, bool decoded);

/// Ready lines after edits, of an answer of our own; an edit that is not allowed changes nothing.
QByteArray editedFields(const QByteArray &lines, const interceptor::HeaderEdits &edits);

/// CORS lines for a page of an allowed origin whose server says nothing about CORS; empty when none are due. The page
/// is foreign to the proxy's port even where it was at home on the server's.
QByteArray corsFields(const wire::HttpHead &request, const wire::HttpHead &response);
/// Is \a request a CORS preflight?
bool isPreflight(const wire::HttpHead &request);

} // namespace sightglass::proxy
