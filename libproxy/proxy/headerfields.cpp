// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxy/headerfields.h"

#include "interceptor/headeditor.h"
#include "wire/contentdecoder.h"
#include "wire/http1writer.h"

#include <algorithm>

namespace sightglass::proxy {
namespace {

using wire::equalsIgnoreCase;

constexpr QByteArrayView kLastEventId("Last-Event-ID");

// Does the Connection header name anything but the two words that every client sends?
bool namesFurtherFields(const wire::HttpHead &head)
{
    const auto connection = head.find("Connection");
    return connection && !equalsIgnoreCase(*connection, "keep-alive") && !equalsIgnoreCase(*connection, "close");
}

bool startsWithIgnoreCase(QByteArrayView text, QByteArrayView prefix)
{
    return text.size() >= prefix.size() && equalsIgnoreCase(text.first(prefix.size()), prefix);
}

bool isMirrored(QByteArrayView name)
{
    return startsWithIgnoreCase(name, "mcp-param-") || equalsIgnoreCase(name, "mcp-method")
           || equalsIgnoreCase(name, "mcp-name") || equalsIgnoreCase(name, "mcp-protocol-version");
}

// Is there a line of that name in a block of ready lines?
bool hasLine(QByteArrayView lines, QByteArrayView name)
{
    for (qsizetype at = 0; at < lines.size();) {
        const QByteArrayView rest = lines.sliced(at);
        if (startsWithIgnoreCase(rest, name) && rest.size() > name.size() && rest[name.size()] == ':')
            return true;
        const qsizetype end = rest.indexOf('\n');
        if (end < 0)
            break;
        at += end + 1;
    }
    return false;
}

bool isEdited(const interceptor::HeaderEdits *edits, QByteArrayView name)
{
    return edits && std::any_of(edits->begin(), edits->end(), [&](const interceptor::HeaderEdit &edit) {
               return equalsIgnoreCase(edit.name, name);
           });
}

// The ready lines but those that an edit speaks of.
void appendUnedited(QByteArray &out, QByteArrayView lines, const interceptor::HeaderEdits *edits)
{
    for (qsizetype at = 0; at < lines.size();) {
        const qsizetype end = lines.indexOf('\n', at);
        const QByteArrayView line = lines.sliced(at, (end < 0 ? lines.size() : end + 1) - at);
        if (!isEdited(edits, line.first(std::max<qsizetype>(line.indexOf(':'), 0))))
            out.append(line);
        at += line.size();
    }
}

} // namespace

QByteArray requestFields(const wire::HttpHead &head, const RequestFieldChanges &changes)
{
    QByteArray out;
    out.reserve(head.block().size() + changes.extra.size() + 64);
    wire::HeadWriter writer(out);
    const bool connectionNames = namesFurtherFields(head);
    for (qsizetype i = 0; i < head.fieldCount(); ++i) {
        const QByteArrayView name = head.name(i);
        if (wire::isHopByHop(name) || equalsIgnoreCase(name, "host") || equalsIgnoreCase(name, "content-length")
            || equalsIgnoreCase(name, "expect") || equalsIgnoreCase(name, kForwardedField)
            || (changes.lastEventId && equalsIgnoreCase(name, kLastEventId))) {
            continue;
        }
        if (connectionNames && head.hasToken("Connection", name))
            continue;
        if (isEdited(changes.edits, name)) {
            writer.copyField(head, i);
            continue;
        }
        if (changes.mirror && isMirrored(name))
            continue;
        if (!changes.extra.isEmpty() && hasLine(changes.extra, name))
            continue;
        if (changes.decodableOnly && equalsIgnoreCase(name, "accept-encoding"))
            writer.field(name, wire::decodableCodings(head.value(i)));
        else
            writer.copyField(head, i);
    }
    if (changes.mirror) {
        for (const auto &[name, value] : *changes.mirror) {
            if (!isEdited(changes.edits, name))
                writer.field(name, value);
        }
    }
    if (changes.edits)
        appendUnedited(out, changes.extra, changes.edits);
    else
        out.append(changes.extra);
    if (changes.lastEventId && !changes.lastEventId->isEmpty())
        writer.field(kLastEventId, *changes.lastEventId);
    return out;
}

QByteArray responseFields(const wire::HttpHead &head, bool decoded)
{
    QByteArray out;
    out.reserve(head.block().size() + 64);
    wire::HeadWriter writer(out);
    const bool connectionNames = namesFurtherFields(head);
    for (qsizetype i = 0; i < head.fieldCount(); ++i) {
        const QByteArrayView name = head.name(i);
        if (wire::isHopByHop(name) && !equalsIgnoreCase(name, "proxy-authenticate"))
            continue;
        if (decoded && equalsIgnoreCase(name, "content-encoding"))
            continue;
        if (equalsIgnoreCase(name, "content-length") || (connectionNames && head.hasToken("Connection", name)))
            continue;
        writer.copyField(head, i);
    }
    return out;
}

QByteArray editedFields(const QByteArray &lines, const interceptor::HeaderEdits &edits)
{
    if (edits.isEmpty())
        return lines;
    constexpr QByteArrayView start("HTTP/1.1 200 OK\r\n");
    const auto head = wire::HttpHead::parse(wire::Role::Response, start.toByteArray() + lines + "\r\n", true);
    if (!head)
        return lines;
    const QByteArray block = interceptor::editHead(wire::Role::Response, *head, edits, true).head.block();
    return block.sliced(start.size(), block.size() - start.size() - 2);
}

bool isPreflight(const wire::HttpHead &request)
{
    return request.method() == QByteArrayView("OPTIONS") && request.find("Origin")
           && request.find("Access-Control-Request-Method");
}

QByteArray corsFields(const wire::HttpHead &request, const wire::HttpHead &response)
{
    const auto origin = request.find("Origin");
    if (!origin || response.find("Access-Control-Allow-Origin"))
        return {};
    QByteArray out;
    wire::HeadWriter writer(out);
    writer.field("Access-Control-Allow-Origin", *origin);
    writer.field("Vary", "Origin");
    if (!isPreflight(request)) {
        writer.field("Access-Control-Expose-Headers", "Mcp-Session-Id, MCP-Protocol-Version, WWW-Authenticate");
        return out;
    }
    writer.field("Access-Control-Allow-Methods", "GET, POST, DELETE, OPTIONS");
    const auto asked = request.find("Access-Control-Request-Headers");
    writer.field("Access-Control-Allow-Headers",
                 asked ? *asked
                       : QByteArrayView("Authorization, Content-Type, Last-Event-ID, Mcp-Method, Mcp-Name, "
                                        "Mcp-Session-Id, MCP-Protocol-Version"));
    writer.field("Access-Control-Max-Age", "600");
    return out;
}

} // namespace sightglass::proxy
