// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <string_view>

namespace sightglass::interceptor::lint {

using Json = nlohmann::json;

/// A discarded value when \a text is no JSON that the parser takes (a lone surrogate, a number beyond a double).
Json parseJson(QByteArrayView text);
/// The member \a key of \a object, or a null value when there is none. Valid as long as \a object.
const Json &member(const Json &object, std::string_view key);
/// A string's bytes; empty for anything else.
QByteArray textOf(const Json &value);

/// \a pointer with one more step, escaped (RFC 6901).
QByteArray step(const QByteArray &pointer, QByteArrayView name);
/// Text of a peer for a person's eyes: cut, control and invisible characters spelt out.
QString shown(QByteArrayView text, qsizetype limit = 64);
inline QString shown(const std::string &text, qsizetype limit = 64)
{
    return shown(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())), limit);
}

} // namespace sightglass::interceptor::lint
