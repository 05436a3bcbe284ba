// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>
#include <string>

namespace sightglass::mcp {

/// The value that a mirrored header's text stands for, as a server has to read it; none when it holds what no header of this
/// kind may. Only canonical base64 counts: with missing padding or foreign characters the text is taken literally, and so
/// matches no body (SEP-2243 test cases).
std::optional<QByteArray> readMirrored(QByteArrayView header);

/// Whether a header's text stands for \a body, the value that it mirrors: strings alike, numbers by their value.
/// \a Json: any kind of nlohmann::basic_json, which this header needs not know.
template <typename Json>
bool mirrors(QByteArrayView header, const Json &body)
{
    const std::optional<QByteArray> value = readMirrored(header);
    if (!value)
        return false;
    if (body.is_string())
        return QByteArray::fromStdString(body.template get<std::string>()) == *value;
    if (body.is_boolean())
        return *value == (body.template get<bool>() ? "true" : "false");
    bool isNumber = false;
    if (body.is_number_integer() && value->toLongLong(&isNumber) == body.template get<qint64>() && isNumber)
        return true;
    // 42.0 is 42
    return body.is_number() && value->toDouble(&isNumber) == body.template get<double>() && isNumber;
}

} // namespace sightglass::mcp
