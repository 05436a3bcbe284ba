// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/sessionjson.h"

#include "exchange/names.h"
#include "exchange/objectwriter.h"
#include "mcp/messagereader.h"

#include <nlohmann/json.hpp>

#include <limits>

namespace sightglass::exchange {
namespace {

using Json = nlohmann::ordered_json;

constexpr qint64 kFormatVersion = 1;
constexpr int kMaxDepth = mcp::kMaxJsonDepth + 8; // capabilities may be as deep as a message

QByteArray partyToJson(const Party &party)
{
    ObjectWriter object;
    object.text("name", party.name);
    object.text("version", party.version);
    object.add("capabilities", party.capabilities.isEmpty() ? QByteArray("null") : party.capabilities);
    return object.finish();
}

QByteArray countersToJson(const SessionCounters &counters)
{
    ObjectWriter object;
    object.number("requests", qint64(counters.requests));
    object.number("serverRequests", qint64(counters.serverRequests));
    object.number("notifications", qint64(counters.notifications));
    object.number("errors", qint64(counters.errors));
    object.number("events", qint64(counters.events));
    object.number("requestBytes", qint64(counters.requestBytes));
    object.number("responseBytes", qint64(counters.responseBytes));
    return object.finish();
}

QByteArray tagsToJson(const QList<QByteArray> &tags)
{
    QByteArray out("[");
    for (const QByteArray &tag : tags)
        out.append(out.size() > 1 ? "," : "").append(bytesToJson(tag));
    return out.append(']');
}

// ---- reading ------------------------------------------------------------------------------------------------------------

const Json &member(const Json &object, const char *name)
{
    static const Json none;
    const auto found = object.is_object() ? object.find(name) : object.end();
    return found == object.end() ? none : *found;
}

// What bytesToJson() wrote.
QByteArray bytesOf(const Json &value)
{
    if (value.is_string())
        return QByteArray::fromStdString(value.get<std::string>());
    const Json &encoded = member(value, "base64");
    return encoded.is_string() ? QByteArray::fromBase64(QByteArray::fromStdString(encoded.get<std::string>()))
                               : QByteArray();
}

template <typename Number>
Number numberOf(const Json &object, const char *name)
{
    const Json &value = member(object, name);
    if (!value.is_number_integer())
        return 0;
    const auto number = value.get<qint64>();
    return number >= 0 && quint64(number) <= quint64(std::numeric_limits<Number>::max()) ? Number(number) : 0;
}

template <typename Enum>
Enum wordOf(const Json &object, const char *name, Enum last)
{
    const QByteArray word = bytesOf(member(object, name));
    for (int value = 0; value <= int(last); ++value) {
        if (nameOf(Enum(value)) == QLatin1StringView(word))
            return Enum(value);
    }
    return Enum(0);
}

Party partyOf(const Json &object)
{
    const Json &capabilities = member(object, "capabilities");
    return {bytesOf(member(object, "name")), bytesOf(member(object, "version")),
            capabilities.is_object() ? QByteArray::fromStdString(capabilities.dump()) : QByteArray()};
}

SessionCounters countersOf(const Json &object)
{
    return {numberOf<quint64>(object, "requests"),      numberOf<quint64>(object, "serverRequests"),
            numberOf<quint64>(object, "notifications"), numberOf<quint64>(object, "errors"),
            numberOf<quint64>(object, "events"),        numberOf<quint64>(object, "requestBytes"),
            numberOf<quint64>(object, "responseBytes")};
}

} // namespace

QByteArray sessionToJson(const SessionRecord &session)
{
    ObjectWriter object;
    object.number("formatVersion", kFormatVersion);
    object.add("key", bytesToJson(session.key));
    object.number("revision", session.revision);
    object.word("kind", nameOf(session.kind));
    object.word("state", nameOf(session.state));
    object.word("end", nameOf(session.end));
    object.text("endText", session.endText.toUtf8());
    object.text("route", session.route.toUtf8());
    object.text("id", session.id);
    object.word("era", nameOf(session.era));
    object.text("protocolVersion", session.protocolVersion);
    object.add("client", partyToJson(session.client));
    object.add("server", partyToJson(session.server));
    object.text("clientAddress", session.clientAddress);
    object.text("instance", session.instance);
    object.number("createdAtUs", session.createdAtUs);
    object.number("lastActivityAtUs", session.lastActivityAtUs);
    object.number("endedAtUs", session.endedAtUs);
    object.number("openStreams", session.openStreams);
    object.number("inFlightToServer", session.inFlightToServer);
    object.number("inFlightToClient", session.inFlightToClient);
    object.add("counters", countersToJson(session.counters));
    object.add("tags", tagsToJson(session.tags));
    return object.finish();
}

Result<SessionRecord> sessionFromJson(QByteArrayView json)
{
    // Capabilities are written again, which takes a piece of the stack for each level.
    if (mcp::jsonDepth(json) > kMaxDepth)
        return failure(ErrorCode::InvalidData, QStringLiteral("no session: nested too deeply"));
    const Json object = Json::parse(json.begin(), json.end(), nullptr, false);
    if (!object.is_object())
        return failure(ErrorCode::InvalidData, QStringLiteral("no session: not a JSON object"));
    SessionRecord session;
    session.key = bytesOf(member(object, "key"));
    if (session.key.isEmpty())
        return failure(ErrorCode::InvalidData, QStringLiteral("no session: it has no key"));
    session.revision = numberOf<quint32>(object, "revision");
    session.kind = wordOf(object, "kind", SessionKind::Client);
    session.state = wordOf(object, "state", SessionState::Failed);
    session.end = wordOf(object, "end", SessionEnd::ByPerson);
    session.endText = QString::fromUtf8(bytesOf(member(object, "endText")));
    session.route = QString::fromUtf8(bytesOf(member(object, "route")));
    session.id = bytesOf(member(object, "id"));
    session.era = wordOf(object, "era", mcp::Era::Modern);
    session.protocolVersion = bytesOf(member(object, "protocolVersion"));
    session.client = partyOf(member(object, "client"));
    session.server = partyOf(member(object, "server"));
    session.clientAddress = bytesOf(member(object, "clientAddress"));
    session.instance = bytesOf(member(object, "instance"));
    session.createdAtUs = numberOf<qint64>(object, "createdAtUs");
    session.lastActivityAtUs = numberOf<qint64>(object, "lastActivityAtUs");
    session.endedAtUs = numberOf<qint64>(object, "endedAtUs");
    session.openStreams = numberOf<qint32>(object, "openStreams");
    session.inFlightToServer = numberOf<qint32>(object, "inFlightToServer");
    session.inFlightToClient = numberOf<qint32>(object, "inFlightToClient");
    session.counters = countersOf(member(object, "counters"));
    for (const Json &tag : member(object, "tags"))
        session.tags.append(bytesOf(tag));
    return session;
}

} // namespace sightglass::exchange
