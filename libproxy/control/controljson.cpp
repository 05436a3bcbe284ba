// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/controljson.h"

#include "exchange/recordjson.h"
#include "mcp/jsontext.h"

#include <nlohmann/json.hpp>

#include <optional>

namespace sightglass::control {
namespace {

using interceptor::HeldMessage;
using interceptor::HoldDecision;
using Json = nlohmann::json;

tl::unexpected<Error> wrong(const char *what)
{
    return failure(ErrorCode::InvalidData, QString::fromLatin1(what));
}

QByteArray text(const QString &value)
{
    return mcp::quoteJson(value.toUtf8());
}

QByteArray heldLine(const HeldMessage &held)
{
    const auto number = [](qint64 value) { return QByteArray::number(value); };
    return "{\"id\":" + QByteArray::number(held.id.value())
           + ",\"exchange\":" + QByteArray::number(held.exchange.value())
           + (held.way == interceptor::Way::ToServer ? ",\"way\":\"server\"" : ",\"way\":\"client\"")
           + (held.isEvent ? ",\"event\":true" : ",\"event\":false") + ",\"route\":" + text(held.route) + ",\"method\":"
           + exchange::bytesToJson(held.method) + ",\"name\":" + exchange::bytesToJson(held.name) + ",\"peerName\":"
           + exchange::bytesToJson(held.peerName) + ",\"sessionId\":" + exchange::bytesToJson(held.sessionId)
           + ",\"reason\":" + text(held.reason) + ",\"heldAtUs\":" + number(held.heldAtUs)
           + ",\"requestedAtUs\":" + number(held.requestedAtUs) + ",\"clientTimeoutMs\":" + number(held.clientTimeoutMs)
           + (held.keptAlive ? ",\"keptAlive\":true" : ",\"keptAlive\":false") + ",\"head\":"
           + exchange::bytesToJson(held.head) + ",\"message\":" + exchange::bytesToJson(held.message) + '}';
}

std::optional<QByteArray> stringOf(const Json &value)
{
    const auto *string = value.get_ptr<const Json::string_t *>();
    return string ? std::optional(QByteArray::fromStdString(*string)) : std::nullopt;
}

// As bytesToJson() writes them.
std::optional<QByteArray> bytesOf(const Json &value)
{
    if (!value.is_object())
        return stringOf(value);
    const auto encoded = value.find("base64");
    const auto base64 = encoded == value.end() ? std::nullopt : stringOf(*encoded);
    if (!base64)
        return std::nullopt;
    auto decoded = QByteArray::fromBase64Encoding(*base64, QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? std::optional(std::move(decoded.decoded)) : std::nullopt;
}

Result<interceptor::HeaderEdits> headersOf(const Json &value)
{
    interceptor::HeaderEdits edits;
    if (!value.is_object())
        return wrong("'headers' is an object of names and values");
    for (const auto &[name, field] : value.items()) {
        const auto fieldText = stringOf(field);
        if (!fieldText && !field.is_null())
            return wrong("a header's value is a string, or null to remove it");
        edits.append({QByteArray::fromStdString(name), fieldText});
    }
    return edits;
}

Result<HoldDecision::Kind> kindOf(const Json &json)
{
    const std::string word = json.value("decision", std::string());
    if (word == "original")
        return HoldDecision::Kind::SendOriginal;
    if (word == "edited")
        return HoldDecision::Kind::SendEdited;
    if (word == "respond")
        return HoldDecision::Kind::Respond;
    if (word == "fail")
        return HoldDecision::Kind::Fail;
    return wrong("'decision' is one of original, edited, respond, fail");
}

Result<HoldDecision> decisionOf(const Json &json)
{
    const auto kind = kindOf(json);
    if (!kind)
        return tl::unexpected(kind.error());
    HoldDecision decision;
    decision.kind = *kind;
    decision.reason = QString::fromStdString(json.value("reason", std::string()));
    decision.independentHeaders = json.value("independentHeaders", false);
    if (const auto message = json.find("message"); message != json.end()) {
        auto bytes = bytesOf(*message);
        if (!bytes)
            return wrong("'message' is a string or an object with 'base64'");
        decision.message = std::move(*bytes);
    } else if (*kind == HoldDecision::Kind::SendEdited || *kind == HoldDecision::Kind::Respond) {
        return wrong("'message' is needed");
    }
    if (const auto headers = json.find("headers"); headers != json.end()) {
        auto edits = headersOf(*headers);
        if (!edits)
            return tl::unexpected(edits.error());
        decision.headers = std::move(*edits);
    }
    return decision;
}

} // namespace

QByteArray heldToJson(const std::vector<HeldMessage> &messages)
{
    QByteArray out("{\"held\":[");
    for (const HeldMessage &held : messages)
        out += (out.endsWith('[') ? "" : ",") + heldLine(held);
    return out + "]}\n";
}

Result<HoldDecision> decisionFromJson(const QByteArray &json)
{
    const Json parsed = Json::parse(json.begin(), json.end(), nullptr, false);
    if (!parsed.is_object())
        return wrong("the request's body is a JSON object");
    try {
        return decisionOf(parsed);
    } catch (const Json::exception &) { // value() found another type
        return wrong("'decision' and 'reason' are strings, 'independentHeaders' is true or false");
    }
}

Result<QByteArray> sessionKeyFromJson(const QByteArray &json)
{
    const Json document = Json::parse(json.begin(), json.end(), nullptr, false);
    const auto member = document.is_object() ? document.find("key") : document.end();
    const auto key = member == document.end() ? std::nullopt : bytesOf(*member);
    if (!key || key->isEmpty())
        return wrong("expected {\"key\":\"…\"}");
    return *key;
}

} // namespace sightglass::control
