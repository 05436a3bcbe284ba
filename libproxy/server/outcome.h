// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/json.h"

#include <tl/expected.hpp>

#include <utility>

namespace sightglass::server {

/// JSON-RPC and MCP error codes (2026-07-28 schema "MCP error codes"; JSON-RPC 2.0 §5.1).
namespace rpc {
inline constexpr int kParseError = -32700;
inline constexpr int kInvalidRequest = -32600;
inline constexpr int kMethodNotFound = -32601;
inline constexpr int kInvalidParams = -32602;
inline constexpr int kInternalError = -32603;
inline constexpr int kBadRequest = -32000;         ///< legacy, the SDKs' convention
inline constexpr int kSessionNotFound = -32001;    ///< legacy, the SDKs' convention
inline constexpr int kResourceNotFound = -32002;   ///< up to 2025-11-25; modern servers must not send it
inline constexpr int kHeaderMismatch = -32020;     ///< 2026-07-28, HTTP 400
inline constexpr int kMissingCapability = -32021;  ///< 2026-07-28, HTTP 400
inline constexpr int kUnsupportedVersion = -32022; ///< 2026-07-28, HTTP 400
} // namespace rpc

/// A JSON-RPC error object.
struct RpcError {
    int code = rpc::kInternalError;
    QString message;
    Json data; ///< left out when null

    Json toObject() const;
};

/// What a client's answer to one of our requests was.
using ClientAnswer = tl::expected<Json, RpcError>;

/// What a handler makes of a call. `later()` when it will call CallContext::finish() itself.
class Outcome
{
public:
    enum class Kind { Result, Error, InputRequired, Later };

    /// The members of the result. In the modern era `resultType`, `_meta` and the caching hints are added where missing.
    static Outcome result(Json members) { return Outcome(Kind::Result, std::move(members), {}, {}); }
    static Outcome error(int code, QString message, Json data = {})
    {
        return Outcome(Kind::Error, {}, {}, RpcError{code, std::move(message), std::move(data)});
    }
    static Outcome error(RpcError error) { return Outcome(Kind::Error, {}, {}, std::move(error)); }
    /// Modern era, tools/call, prompts/get and resources/read only (SEP-2322): \a inputRequests maps keys of the
    /// handler's choice to request objects. \a state comes back with the retry as CallContext::state(); it travels
    /// through the client, signed, but readable.
    static Outcome inputRequired(Json inputRequests, Json state = {})
    {
        return Outcome(Kind::InputRequired, std::move(inputRequests), std::move(state), {});
    }
    static Outcome later() { return Outcome(Kind::Later, {}, {}, {}); }

    /// A tool's result of one text block, and the same with `isError` (a failure for the model to read).
    static Outcome text(const QString &text);
    static Outcome toolError(const QString &text);
    /// A tool's result as `structuredContent`, repeated as text for clients before 2025-06-18.
    static Outcome structured(const Json &value);

    Kind kind() const { return m_kind; }
    const Json &value() const { return m_value; } ///< result, or inputRequests
    const Json &state() const { return m_state; }
    const RpcError &rpcError() const { return m_error; }

private:
    Outcome(Kind kind, Json value, Json state, RpcError error)
        : m_kind(kind), m_value(std::move(value)), m_state(std::move(state)), m_error(std::move(error))
    {}

    Kind m_kind;
    Json m_value;
    Json m_state;
    RpcError m_error;
};

/// A text content block.
Json textBlock(const QString &text);

} // namespace sightglass::server
