// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/era.h"
#include "server/catalogue.h"
#include "server/loglevel.h"
#include "server/serveroptions.h"
#include "server/stateseal.h"

#include <functional>
#include <memory>
#include <optional>

namespace sightglass::server {

class ReplyChannel;
class Session;

/// What every call of one server needs and what may outlive the server in a handler's hands.
struct CallServices {
    ServerInfo info;
    ServerOptions options;
    StateSeal seal;
};

/// One request under way, in a handler's hands: what was asked, by whom, and every way to answer it.
///
/// Thread: the engine's. Owner: whoever still works on it. When the last owner lets go of an unanswered call, the client
/// gets an internal error; when the call was cancelled, nothing.
class CallContext final : public std::enable_shared_from_this<CallContext>
{
public:
    struct Facts {
        mcp::Era era = mcp::Era::Unknown;
        QByteArray protocolVersion;
        QByteArray sessionId; ///< legacy era
        mcp::RequestId id;
        QByteArray method;
        Json params; ///< as received; null when absent
        Json clientInfo;
        Json clientCapabilities;
        std::optional<LogLevel> logLevel; ///< least severe level that the client wants; nothing: none
    };
    using Answered = std::function<void(const ClientAnswer &)>;

    CallContext(Facts facts, std::shared_ptr<ReplyChannel> channel, std::shared_ptr<const CallServices> services,
                std::weak_ptr<Session> session);
    ~CallContext();

    const Facts &facts() const { return m_facts; }
    mcp::Era era() const { return m_facts.era; }
    /// Did the client declare the capability, `sampling`, or `elicitation/url`?
    bool clientSupports(QByteArrayView capability) const;
    /// Everything in \a required, an object of capabilities, that the client did not declare; null when nothing.
    Json missingCapabilities(const Json &required) const;
    Json progressToken() const;

    // Ahead of the response. All do nothing when the client asked for nothing of the kind, or when the call is over.
    /// \a progress must grow from call to call; \a total 0: unknown.
    void progress(double progress, double total = 0, const QString &message = {});
    void log(LogLevel level, const QString &logger, const Json &data);
    void notify(const QByteArray &method, const Json &params);

    /// Asks the client for something (elicitation/create, sampling/createMessage, roots/list) in the way of its era. A
    /// legacy client gets a request at once. For a modern one the call ends with `input_required`, and \a answered is
    /// called when the handler runs again for the retry and asks for the same \a key (SEP-2322); earlier answers are
    /// carried along. So a handler asks in the same order each time and does nothing before that must not be repeated.
    void ask(const QByteArray &key, const QByteArray &method, const Json &params, Answered answered);
    /// A request to the client of a legacy session; fails at once in the modern era or without the capability.
    void requestFromClient(const QByteArray &method, const Json &params, Answered answered);
    /// `inputResponses` of a modern retry, with the answers of earlier rounds that ask() kept; an object.
    const Json &inputResponses() const { return m_answers; }
    /// What Outcome::inputRequired() was given in the round before; null in the first.
    const Json &state() const { return m_state; }
    /// Reads inputResponses and requestState. An error when they are malformed, forged, too old or of another request.
    std::optional<RpcError> readRetry();

    /// Closes the client's connection while the call goes on; it comes back for the rest (2025-11-25, SEP-1699). Does
    /// nothing elsewhere.
    void closeStream();
    /// The answer. Only the first one counts.
    void finish(const Outcome &outcome);
    bool isOver() const { return m_over; }

    /// The client gave the call up: what still happens for it is wasted (2026-07-28: it closed the stream).
    bool isCancelled() const { return m_cancelled; }
    void onCancelled(std::function<void()> callback) { m_onCancelled.push_back(std::move(callback)); }
    void cancel();

private:
    void respond(const Json &payload, const char *key, int status);
    Json shaped(Json result) const;
    void finishInputRequired(const Outcome &outcome);
    QByteArray identity() const;

    Facts m_facts;
    std::shared_ptr<ReplyChannel> m_channel;
    std::shared_ptr<const CallServices> m_services;
    std::weak_ptr<Session> m_session;
    std::vector<std::function<void()>> m_onCancelled;
    Json m_answers = Json::object();
    Json m_state;
    bool m_over = false;
    bool m_cancelled = false;
};

/// A whole JSON-RPC notification or request, ready to send.
QByteArray notificationMessage(const QByteArray &method, const Json &params);
QByteArray requestMessage(qint64 id, const QByteArray &method, const Json &params);
/// A whole error response; without an id when there is none.
QByteArray errorMessage(const mcp::RequestId &id, const RpcError &error);
/// The HTTP status that goes with an error in the modern era (2026-07-28 basic/transports/streamable-http).
int httpStatusOf(int code);

} // namespace sightglass::server
