// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace sightglass::exchange {

/// What counts as a secret. Names compare without regard to case. Mcp-Session-Id is none: it is what correlates.
struct RedactionOptions {
    /// Headers whose whole value is a secret.
    QList<QByteArray> headers = {"Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "DPoP", "X-Api-Key"};
    /// A header whose name holds one of these is a secret too.
    QList<QByteArray> headerFragments = {"token", "secret", "api-key", "apikey", "password"};
    /// Members whose string values are secrets, at any depth of any JSON text.
    QList<QByteArray> members = {"requestState",  "access_token", "refresh_token", "id_token", "client_secret",
                                 "code_verifier", "password",     "api_key",       "apiKey",   "authorization"};
    /// Parameters of a query or of a form that are secrets, beside those named like a member above.
    QList<QByteArray> parameters = {"access_token", "token", "code", "api_key", "key"};
    /// Mcp-Param-*: arguments of tools, which are in the body anyway.
    bool mirroredArguments = false;
    QByteArray replacement = "[redacted]"; ///< must need no escaping in JSON, headers and URLs
};

/// Takes secrets out of what leaves the machine: exports, logs. It replaces values in place and leaves every other byte
/// as it is; nothing is parsed and written again, so it works on broken and truncated texts too, on server-sent events
/// and on JSON inside the strings of JSON. Lengths that were declared or counted stay what they were on the wire.
///
/// Immutable; every function may be called from any thread.
class Redactor
{
public:
    explicit Redactor(RedactionOptions options = {});

    /// \a record without secrets. Its `parts` should be whole: a body that came in several parts is looked at as one,
    /// and is one part afterwards.
    Record redacted(const Record &record) const;

    QByteArray redactedHead(const QByteArray &head) const;     ///< start line and header fields, or trailers
    QByteArray redactedJson(const QByteArray &text) const;     ///< a JSON text, or server-sent events that carry JSON
    QByteArray redactedTarget(const QByteArray &target) const; ///< a request target or URL
    QByteArray redactedForm(const QByteArray &body) const;     ///< application/x-www-form-urlencoded

private:
    bool isSecretHeader(QByteArrayView name) const;
    bool isSecretMember(QByteArrayView rawName, int escapeLevel) const;
    bool isSecretParameter(QByteArrayView rawName) const;
    void appendLine(QByteArray &out, QByteArrayView line, bool isFirst, bool &inSecret) const;
    void appendPairs(QByteArray &out, QByteArrayView pairs) const;
    void redactPart(Part &part, bool isForm) const;

    RedactionOptions m_options;
};

} // namespace sightglass::exchange
