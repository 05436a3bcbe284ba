// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/membertoken.h"

#include "mcp/jsontext.h"

#include <simdjson.h>

#include <string_view>

namespace sightglass::mcp {
namespace {

namespace sj = simdjson::ondemand;

std::optional<QByteArray> tokenIn(sj::object object, const QList<QByteArray> &path, qsizetype step)
{
    std::optional<QByteArray> found;
    for (auto member : object) {
        sj::raw_json_string key;
        sj::value value;
        if (member.key().get(key) || member.value().get(value))
            return std::nullopt;
        // The raw key ends at the first quote that no backslash escapes; unquoteJson() wants both quotes.
        const char *end = key.raw();
        while (*end != '"')
            end += *end == '\\' ? 2 : 1;
        if (unquoteJson(QByteArrayView(key.raw() - 1, end + 1)) != path[step])
            continue;
        sj::object inner;
        if (step + 1 == path.size())
            found = QByteArrayView(value.raw_json_token()).toByteArray().trimmed();
        else if (!value.get_object().get(inner))
            found = tokenIn(inner, path, step + 1);
        else
            found.reset();
    }
    return found;
}

} // namespace

std::optional<QByteArray> memberToken(const QByteArray &json, const QList<QByteArray> &path)
{
    const simdjson::padded_string padded(json.constData(), static_cast<std::size_t>(json.size()));
    sj::parser parser;
    sj::document document;
    sj::object root;
    if (path.isEmpty() || parser.iterate(padded).get(document) || document.get_object().get(root))
        return std::nullopt;
    return tokenIn(root, path, 0);
}

} // namespace sightglass::mcp
