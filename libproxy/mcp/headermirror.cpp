// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/headermirror.h"

#include "mcp/era.h"
#include "mcp/jsontext.h"
#include "mcp/membertoken.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>

namespace sightglass::mcp {
namespace {

using Json = nlohmann::ordered_json;

constexpr char kSentinelOpen[] = "=?base64?";
constexpr char kSentinelClose[] = "?=";
constexpr qint64 kSafeInteger = 9007199254740991; // ±(2^53 − 1), SEP-2243

Json parse(const QByteArray &text)
{
    return Json::parse(text.begin(), text.end(), nullptr, false);
}

QByteArray bytes(const std::string &text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

bool isToken(const std::string &text)
{
    static constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
               || kMarks.find(c) != std::string_view::npos;
    });
}

bool isMirrorable(const Json &schema)
{
    const auto type = schema.find("type");
    return type != schema.end() && type->is_string() && (*type == "string" || *type == "integer" || *type == "boolean");
}

// Collects annotations reachable through `properties` alone; false when one of them breaks the rules.
bool collect(const Json &schema, const QList<QByteArray> &path, QList<MirroredArgument> &found, int depth)
{
    const auto properties = schema.is_object() ? schema.find("properties") : schema.end();
    if (depth > 32 || properties == schema.end() || !properties->is_object())
        return true;
    for (const auto &[name, property] : properties->items()) {
        if (!property.is_object())
            continue;
        const QList<QByteArray> here = path + QList<QByteArray>{bytes(name)};
        if (const auto header = property.find("x-mcp-header"); header != property.end()) {
            if (!header->is_string() || !isToken(header->get_ref<const std::string &>()) || !isMirrorable(property))
                return false;
            const QByteArray headerName = bytes(header->get_ref<const std::string &>());
            const bool taken = std::any_of(found.begin(), found.end(), [&](const MirroredArgument &other) {
                return other.header.compare(headerName, Qt::CaseInsensitive) == 0;
            });
            if (taken)
                return false;
            found.append(MirroredArgument{headerName, here});
        }
        if (!collect(property, here, found, depth + 1))
            return false;
    }
    return true;
}

// \a token is a value as it stands in the body. Read from there and not from a parsed document: what surrounds it may
// be nothing that a parser takes (1e400, a lone surrogate) and passes all the same.
std::optional<QByteArray> headerText(const QByteArray &token)
{
    if (token.startsWith('"'))
        return unquoteJson(token);
    if (token == "true" || token == "false")
        return token;
    bool isInteger = false;
    const qint64 number = token.toLongLong(&isInteger);
    if (isInteger && number >= -kSafeInteger && number <= kSafeInteger)
        return QByteArray::number(number);
    return std::nullopt;
}

} // namespace

void HeaderMirror::learn(const QByteArray &toolsListResponse)
{
    const Json message = parse(toolsListResponse);
    const auto tools = Json::json_pointer("/result/tools");
    if (message.is_discarded() || !message.contains(tools) || !message.at(tools).is_array())
        return;
    for (const Json &tool : message.at(tools)) {
        if (!tool.is_object() || !tool.contains("name") || !tool["name"].is_string())
            continue;
        const QByteArray name = bytes(tool["name"].get_ref<const std::string &>());
        QList<MirroredArgument> found;
        const bool valid = !tool.contains("inputSchema") || collect(tool["inputSchema"], {}, found, 0);
        if (valid && !found.isEmpty())
            m_tools.insert(name, found);
        else
            m_tools.remove(name);
    }
}

HeaderMirror::Headers HeaderMirror::derive(const Message &request) const
{
    const Envelope &envelope = request.envelope();
    if (envelope.metaVersion.isEmpty() || envelope.method.isEmpty())
        return {};
    Headers headers{{QByteArrayLiteral("MCP-Protocol-Version"), envelope.metaVersion},
                    {QByteArrayLiteral("Mcp-Method"), envelope.method}};
    if (!envelope.name.isEmpty() && envelope.method != "completion/complete")
        headers.append({QByteArrayLiteral("Mcp-Name"), encodeValue(envelope.name)});
    const auto tool = envelope.method == "tools/call" ? m_tools.constFind(envelope.name) : m_tools.constEnd();
    if (tool == m_tools.constEnd())
        return headers;
    for (const MirroredArgument &argument : *tool) {
        const auto token = memberToken(request.raw(), QList<QByteArray>{"params", "arguments"} + argument.path);
        if (!token)
            continue; // absent: the header must be omitted
        if (const auto text = headerText(*token))
            headers.append({"Mcp-Param-" + argument.header, encodeValue(*text)});
    }
    return headers;
}

QByteArray HeaderMirror::encodeValue(const QByteArray &value)
{
    const auto plain = [](char c) { return (c >= 0x20 && c <= 0x7E) || c == '\t'; };
    const auto blank = [](char c) { return c == ' ' || c == '\t'; };
    const bool asIs = std::all_of(value.begin(), value.end(), plain)
                      && (value.isEmpty() || (!blank(value.front()) && !blank(value.back())))
                      && !(value.startsWith(kSentinelOpen) && value.endsWith(kSentinelClose));
    return asIs ? value : kSentinelOpen + value.toBase64() + kSentinelClose;
}

QByteArray HeaderMirror::decodeValue(const QByteArray &text)
{
    if (!text.startsWith(kSentinelOpen) || !text.endsWith(kSentinelClose))
        return text;
    const qsizetype open = sizeof kSentinelOpen - 1;
    const qsizetype close = sizeof kSentinelClose - 1;
    if (text.size() < open + close)
        return text;
    const auto decoded =
        QByteArray::fromBase64Encoding(text.sliced(open, text.size() - open - close),
                                       QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? *decoded : text;
}

} // namespace sightglass::mcp
