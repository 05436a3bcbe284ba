// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcp/requestid.h"

#include <nlohmann/json.hpp>

#include <QByteArray>
#include <QString>

namespace sightglass::server {

/// Keeps the order of members and 64-bit integers, so that what a handler builds goes out as it was built.
using Json = nlohmann::ordered_json;

/// \a text as a value; a discarded one (`is_discarded()`) when it is no JSON. Never throws.
Json parseJson(QByteArrayView text);
/// \a json as UTF-8 without white space; bytes that are no UTF-8 become U+FFFD. Never throws.
QByteArray dumpJson(const Json &json);

/// A string value.
Json toJson(const QString &text);
Json toJson(QByteArrayView text);
/// A request id or progress token as the value it is on the wire; null when there is none.
Json toJson(const mcp::RequestId &id);

/// The member \a key of \a object, or a null value when \a object is no object or has none. Valid as long as \a object.
const Json &member(const Json &object, const char *key);
/// The string member \a key, or \a fallback when it is absent or no string.
QByteArray bytesMember(const Json &object, const char *key, const QByteArray &fallback = {});
QString textMember(const Json &object, const char *key, const QString &fallback = {});

} // namespace sightglass::server
