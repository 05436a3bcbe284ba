// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/recordjson.h"
#include "mcp/jsontext.h"

#include <optional>

namespace sightglass::exchange {

/// Writes the members of one JSON object, in order, on one line.
class ObjectWriter
{
public:
    void add(QByteArrayView name, QByteArrayView json)
    {
        m_out.append(m_out.isEmpty() ? '{' : ',').append('"').append(name).append("\":").append(json);
    }
    void number(QByteArrayView name, qint64 value) { add(name, QByteArray::number(value)); }
    void numberOrNull(QByteArrayView name, std::optional<qint64> value)
    {
        add(name, value ? QByteArray::number(*value) : QByteArray("null"));
    }
    void flag(QByteArrayView name, bool value) { add(name, value ? QByteArrayView("true") : QByteArrayView("false")); }
    void word(QByteArrayView name, QLatin1StringView value)
    {
        add(name, mcp::quoteJson(QByteArrayView(value.data(), value.size())));
    }
    void text(QByteArrayView name, const QByteArray &value)
    {
        add(name, value.isEmpty() ? QByteArray("null") : bytesToJson(value));
    }
    QByteArray finish() { return m_out.isEmpty() ? QByteArray("{}") : m_out.append('}'); }

private:
    QByteArray m_out;
};

} // namespace sightglass::exchange
