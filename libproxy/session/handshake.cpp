// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/handshake.h"

#include "mcp/messagereader.h"

#include <nlohmann/json.hpp>

namespace sightglass::session {
namespace {

using Json = nlohmann::ordered_json;

constexpr char kMetaClientInfo[] = "io.modelcontextprotocol/clientInfo";
constexpr char kMetaClientCapabilities[] = "io.modelcontextprotocol/clientCapabilities";
constexpr char kMetaServerInfo[] = "io.modelcontextprotocol/serverInfo";

const Json &member(const Json &object, const char *name)
{
    static const Json none;
    const auto found = object.is_object() ? object.find(name) : object.end();
    return found == object.end() ? none : *found;
}

const Json &either(const Json &first, const Json &second)
{
    return first.is_object() ? first : second;
}

Json parse(QByteArrayView message)
{
    if (message.size() > kMaxSearchedBytes || mcp::jsonDepth(message) > mcp::kMaxJsonDepth)
        return Json(Json::value_t::discarded);
    return Json::parse(message.begin(), message.end(), nullptr, false);
}

// A name cut within a character would be no text any more.
QByteArray shortText(const Json &value)
{
    if (!value.is_string())
        return {};
    const auto &text = value.get_ref<const std::string &>();
    auto size = std::min(qsizetype(text.size()), kMaxNameBytes);
    while (size > 0 && size < qsizetype(text.size()) && (uchar(text[std::size_t(size)]) & 0xC0) == 0x80)
        --size;
    return QByteArray(text.data(), size);
}

std::optional<exchange::Party> partyOf(const Json &info, const Json &capabilities)
{
    if (!info.is_object() && !capabilities.is_object())
        return std::nullopt;
    exchange::Party party;
    party.name = shortText(member(info, "name"));
    party.version = shortText(member(info, "version"));
    if (capabilities.is_object()) {
        const std::string text = capabilities.dump(-1, ' ', false, Json::error_handler_t::replace);
        if (qsizetype(text.size()) <= kMaxCapabilityBytes)
            party.capabilities = QByteArray::fromStdString(text);
    }
    return party;
}

} // namespace

std::optional<exchange::Party> clientIn(QByteArrayView request)
{
    const Json message = parse(request);
    const Json &params = member(message, "params");
    const Json &meta = member(params, "_meta");
    return partyOf(either(member(meta, kMetaClientInfo), member(params, "clientInfo")),
                   either(member(meta, kMetaClientCapabilities), member(params, "capabilities")));
}

std::optional<exchange::Party> serverIn(QByteArrayView response)
{
    const Json message = parse(response);
    const Json &result = member(message, "result");
    return partyOf(either(member(result, "serverInfo"), member(member(result, "_meta"), kMetaServerInfo)),
                   member(result, "capabilities"));
}

} // namespace sightglass::session
