// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/recordjson.h"

#include "exchange/names.h"
#include "exchange/notejson.h"
#include "exchange/objectwriter.h"
#include "exchange/wholeparts.h"
#include "mcp/jsontext.h"
#include "wire/httphead.h"

#include <chrono>
#include <utility>

namespace sightglass::exchange {
namespace {

const QByteArrayView kNull("null");

std::optional<qint64> timeOf(qint64 us)
{
    return us < 0 ? std::nullopt : std::optional(us);
}

void appendPadded(QByteArray &out, qint64 number, int digits)
{
    out.append(QByteArray::number(number).rightJustified(digits, '0'));
}

// 2026-11-21T00:03:07.001234Z
QByteArray isoTime(qint64 us)
{
    using namespace std::chrono;
    const sys_time<microseconds> time{microseconds(us)};
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(time - day);
    QByteArray out;
    appendPadded(out, int(date.year()), 4);
    appendPadded(out.append('-'), unsigned(date.month()), 2);
    appendPadded(out.append('-'), unsigned(date.day()), 2);
    appendPadded(out.append('T'), clock.hours().count(), 2);
    appendPadded(out.append(':'), clock.minutes().count(), 2);
    appendPadded(out.append(':'), clock.seconds().count(), 2);
    appendPadded(out.append('.'), clock.subseconds().count(), 6);
    return out.append('Z');
}

// Lone surrogates came in as \u escapes and go out as such: in UTF-8 they have no place.
QByteArray idToJson(const mcp::RequestId &id)
{
    const QByteArray json = id.toJson();
    if (json.isEmpty())
        return kNull.toByteArray();
    if (json.isValidUtf8())
        return json;
    QByteArray out;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const auto byte = [&](qsizetype at) { return at < json.size() ? static_cast<uchar>(json[at]) : 0u; };
        if (byte(i) != 0xED || byte(i + 1) < 0xA0) {
            out.append(json[i]);
            continue;
        }
        const quint32 unit = 0xD000u | ((byte(i + 1) & 0x3Fu) << 6) | (byte(i + 2) & 0x3Fu);
        out.append("\\u").append(QByteArray::number(unit, 16));
        i += 2;
    }
    return out.isValidUtf8() ? out : bytesToJson(id.text());
}

QByteArray fieldsToJson(const wire::HttpHead &head)
{
    QByteArray out("[");
    for (qsizetype i = 0; i < head.fieldCount(); ++i) {
        if (i > 0)
            out.append(',');
        out.append('[').append(bytesToJson(head.name(i))).append(',').append(bytesToJson(head.value(i))).append(']');
    }
    return out.append(']');
}

// {"startLine":…,"headers":[[name,value],…]}, or {"raw":…} when the bytes are no head.
QByteArray headToJson(wire::Role role, const QByteArray &bytes)
{
    ObjectWriter object;
    if (const auto head = wire::HttpHead::parse(role, bytes)) {
        const qsizetype end = bytes.indexOf("\r\n");
        object.add("startLine", bytesToJson(QByteArrayView(bytes).first(end < 0 ? bytes.size() : end)));
        object.add("headers", fieldsToJson(*head));
    } else {
        object.add("raw", bytesToJson(bytes));
    }
    return object.finish();
}

QByteArray trailersToJson(const QByteArray &bytes)
{
    const auto head = wire::HttpHead::parse(wire::Role::Response, "HTTP/1.1 200 OK\r\n" + bytes + "\r\n");
    if (head)
        return fieldsToJson(*head);
    ObjectWriter object;
    object.add("raw", bytesToJson(bytes));
    return object.finish();
}

QByteArray eventToJson(const Part *event, const Part *sent)
{
    ObjectWriter object;
    object.number("atUs", event ? event->atUs : sent->atUs);
    object.add("raw", event ? bytesToJson(event->bytes) : kNull.toByteArray());
    if (sent)
        object.add("sent", bytesToJson(sent->bytes));
    return object.finish();
}

QByteArray eventsToJson(const QList<Part> &parts)
{
    QByteArray out;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (parts[i].kind != PartKind::Event && parts[i].kind != PartKind::SentEvent)
            continue;
        out.append(out.isEmpty() ? '[' : ',');
        if (parts[i].kind == PartKind::SentEvent) {
            out.append(eventToJson(nullptr, &parts[i]));
            continue;
        }
        const bool edited = i + 1 < parts.size() && parts[i + 1].kind == PartKind::SentEvent;
        out.append(eventToJson(&parts[i], edited ? &parts[i + 1] : nullptr));
        i += edited;
    }
    return out.isEmpty() ? out : out.append(']');
}

void addPart(ObjectWriter &object, const Part &part)
{
    const QLatin1StringView label = nameOf(part.kind);
    const QByteArrayView name(label.data(), label.size());
    switch (part.kind) {
    case PartKind::RequestHead:
    case PartKind::SentRequestHead:
        object.add(name, headToJson(wire::Role::Request, part.bytes));
        break;
    case PartKind::ResponseHead:
    case PartKind::SentResponseHead:
        object.add(name, headToJson(wire::Role::Response, part.bytes));
        break;
    case PartKind::RequestBody:
    case PartKind::ResponseBody:
    case PartKind::SentRequestBody:
    case PartKind::SentResponseBody:
        object.add(name, bytesToJson(part.bytes));
        break;
    case PartKind::Trailers:
        object.add(name, trailersToJson(part.bytes));
        break;
    case PartKind::Event:
    case PartKind::SentEvent:
        break; // all events together make one member
    }
}

void addTimes(ObjectWriter &object, const Record &record)
{
    object.add("startedAt", mcp::quoteJson(isoTime(record.startedAtUs)));
    object.number("startedAtUs", record.startedAtUs);
    object.numberOrNull("acceptedUs", timeOf(record.acceptedUs));
    object.numberOrNull("sentUs", timeOf(record.sentUs));
    object.numberOrNull("firstByteUs", timeOf(record.firstByteUs));
    object.numberOrNull("endUs", timeOf(record.endUs));
}

void addHttp(ObjectWriter &object, const Record &record)
{
    object.text("route", record.route.toUtf8());
    object.text("client", record.client);
    object.text("httpMethod", record.httpMethod);
    object.text("target", record.target);
    object.numberOrNull("status", record.status == 0 ? std::nullopt : std::optional<qint64>(record.status));
    object.text("sessionId", record.sessionId);
    object.text("protocolVersion", record.protocolVersion);
    object.text("peerName", record.peerName);
}

void addMessage(ObjectWriter &object, const Record &record)
{
    object.text("method", record.method);
    object.text("name", record.name);
    object.add("rpcId", idToJson(record.rpcId));
    object.numberOrNull("errorCode", record.errorCode);
    object.flag("toolError", record.toolError);
    object.flag("inputRequired", record.inputRequired);
    object.flag("edited", record.edited);
    object.number("requestBytes", record.requestBytes);
    object.number("responseBytes", record.responseBytes);
    object.number("eventCount", record.eventCount);
    object.text("failure", record.failure.toUtf8());
    if (!record.notes.isEmpty())
        object.add("notes", notesToJson(record.notes));
}

} // namespace

QByteArray bytesToJson(QByteArrayView bytes)
{
    if (bytes.isValidUtf8())
        return mcp::quoteJson(bytes);
    return "{\"base64\":\"" + QByteArray::fromRawData(bytes.data(), bytes.size()).toBase64() + "\"}";
}

QByteArray toJsonLine(const Record &record, const Annotation &annotation)
{
    ObjectWriter object;
    object.number("formatVersion", kRecordJsonVersion);
    object.add("id", QByteArray::number(record.id.value()));
    object.add("parent", record.parent.isValid() ? QByteArray::number(record.parent.value()) : kNull.toByteArray());
    object.number("revision", record.revision);
    object.word("state", nameOf(record.state));
    object.word("outcome", outcomeOf(record));
    object.word("kind", nameOf(record.kind));
    object.word("direction", nameOf(record.direction));
    object.word("era", nameOf(record.era));
    addTimes(object, record);
    addHttp(object, record);
    addMessage(object, record);
    if (annotation.marked)
        object.flag("marked", true);
    if (!annotation.comment.isEmpty())
        object.text("comment", annotation.comment.toUtf8());
    const QList<Part> parts = wholeParts(record.parts);
    for (const Part &part : parts)
        addPart(object, part);
    if (const QByteArray events = eventsToJson(parts); !events.isEmpty())
        object.add("events", events);
    return object.finish();
}

} // namespace sightglass::exchange
