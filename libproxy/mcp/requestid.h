// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHashFunctions>

namespace sightglass::mcp {

/// A JSON-RPC id or an MCP progress token: a string or a number, and `1` is not `"1"` (JSON-RPC 2.0 §4). Numbers keep the
/// spelling they came in, so 9007199254740993 stays what it is.
class RequestId
{
public:
    enum class Type { None, Null, Number, String };

    RequestId() = default;
    static RequestId null() { return RequestId(Type::Null, {}); }
    static RequestId number(QByteArray digits) { return RequestId(Type::Number, std::move(digits)); }
    /// \a text is the string's value, without quotes and with escapes resolved.
    static RequestId string(QByteArray text) { return RequestId(Type::String, std::move(text)); }
    /// Reads what toJson() wrote; anything else gives an id of type None.
    static RequestId fromJson(QByteArrayView json);

    Type type() const { return m_type; }
    bool isPresent() const { return m_type == Type::Number || m_type == Type::String; }
    const QByteArray &text() const { return m_text; }
    /// As JSON: `7`, `"seven"`, `null`; empty for None. One spelling per id, so it can serve as a key.
    QByteArray toJson() const;

    bool operator==(const RequestId &) const = default;

private:
    RequestId(Type type, QByteArray text) : m_type(type), m_text(std::move(text)) {}

    Type m_type = Type::None;
    QByteArray m_text;
};

inline size_t qHash(const RequestId &id, size_t seed = 0)
{
    return qHashMulti(seed, static_cast<int>(id.type()), id.text());
}

} // namespace sightglass::mcp
