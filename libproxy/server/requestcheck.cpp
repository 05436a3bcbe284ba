// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/requestcheck.h"

#include "mcp/methods.h"
#include "mcp/mirroredvalue.h"
#include "server/serveroptions.h"

#include <algorithm>
#include <iterator>

namespace sightglass::server {
namespace {

constexpr char kVersionKey[] = "io.modelcontextprotocol/protocolVersion";
constexpr char kCapabilitiesKey[] = "io.modelcontextprotocol/clientCapabilities";

RpcError mismatch(const QString &text)
{
    return RpcError{rpc::kHeaderMismatch, QStringLiteral("Header mismatch: ") + text, {}};
}

RpcError missingMeta(const char *key)
{
    return RpcError{
        rpc::kInvalidParams, QStringLiteral("params._meta must hold \"%1\"").arg(QLatin1StringView(key)), {}};
}

QString shown(QByteArrayView text)
{
    return QString::fromUtf8(text.first(std::min<qsizetype>(text.size(), 64)));
}

std::optional<RpcError> checkMirrored(const wire::HttpHead &head, QByteArrayView header, QByteArrayView path,
                                      const Json &body)
{
    const auto given = head.find(header);
    if (body.is_null()) {
        if (!given)
            return std::nullopt;
        return mismatch(
            QStringLiteral("%1 is \"%2\", but the body carries no %3").arg(shown(header), shown(*given), shown(path)));
    }
    if (!given || head.count(header) > 1)
        return mismatch(QStringLiteral("%1 must be there once, for %2 of the body").arg(shown(header), shown(path)));
    if (mcp::mirrors(*given, body))
        return std::nullopt;
    return mismatch(
        QStringLiteral("%1 is \"%2\", but the body carries another %3").arg(shown(header), shown(*given), shown(path)));
}

std::optional<RpcError> checkArguments(const wire::HttpHead &head, const QByteArray &tool, const Json &params,
                                       const mcp::HeaderMirror &mirror)
{
    for (const mcp::MirroredArgument &argument : mirror.argumentsOf(tool)) {
        const Json *value = &member(params, "arguments");
        for (const QByteArray &step : argument.path)
            value = &member(*value, step.constData());
        if (auto error = checkMirrored(head, "Mcp-Param-" + argument.header, argument.path.join('.'), *value))
            return error;
    }
    return std::nullopt;
}

} // namespace

QByteArray headerValue(const wire::HttpHead &head, QByteArrayView name)
{
    const auto value = head.find(name);
    return value ? value->toByteArray() : QByteArray();
}

bool acceptsType(const wire::HttpHead &head, QByteArrayView type)
{
    if (head.count("Accept") == 0)
        return true;
    const QByteArray family = type.first(type.indexOf('/')).toByteArray() + "/*";
    for (qsizetype i = 0; i < head.fieldCount(); ++i) {
        if (!wire::equalsIgnoreCase(head.name(i), "Accept"))
            continue;
        for (const QByteArray &entry : head.value(i).toByteArray().split(',')) {
            const QByteArray range = entry.split(';').value(0).trimmed().toLower();
            if (range == type || range == family || range == "*/*")
                return true;
        }
    }
    return false;
}

bool isJsonBody(const wire::HttpHead &head)
{
    return headerValue(head, "Content-Type").split(';').value(0).trimmed().toLower() == "application/json";
}

std::optional<RpcError> checkModernRequest(const wire::HttpHead &head, const mcp::Envelope &envelope,
                                           const Json &params, const mcp::HeaderMirror &mirror)
{
    const Json &meta = member(params, "_meta");
    if (!member(meta, kVersionKey).is_string())
        return missingMeta(kVersionKey);
    if (!member(meta, kCapabilitiesKey).is_object())
        return missingMeta(kCapabilitiesKey);
    if (auto error = checkMirrored(head, "MCP-Protocol-Version", "_meta version", member(meta, kVersionKey)))
        return error;
    if (auto error = checkMirrored(head, "Mcp-Method", "method", toJson(QByteArrayView(envelope.method))))
        return error;
    if (const QByteArrayView name = mcp::mirroredParameter(envelope.method); !name.isEmpty()) {
        const Json &value = member(params, name.toByteArray().constData());
        if (value.is_string()) {
            if (auto error = checkMirrored(head, "Mcp-Name", "params." + name.toByteArray(), value))
                return error;
        }
    }
    if (envelope.method == "tools/call") {
        if (auto error = checkArguments(head, envelope.name, params, mirror))
            return error;
    }
    const QByteArray version = bytesMember(meta, kVersionKey);
    const bool known = std::any_of(std::begin(kModernVersions), std::end(kModernVersions),
                                   [&](const char *candidate) { return version == candidate; });
    if (known)
        return std::nullopt;
    Json supported = Json::array();
    for (const char *candidate : kModernVersions)
        supported.push_back(candidate);
    return RpcError{rpc::kUnsupportedVersion, QStringLiteral("Unsupported protocol version: ") + shown(version),
                    Json{{"supported", std::move(supported)}, {"requested", toJson(QByteArrayView(version))}}};
}

} // namespace sightglass::server
