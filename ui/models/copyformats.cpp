// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/copyformats.h"

#include "exchange/recordjson.h"
#include "exchange/redactor.h"
#include "exchange/wholeparts.h"
#include "ui/models/exchangecells.h"
#include "ui/models/exchangetext.h"
#include "ui/models/jsonscan.h"
#include "wire/httphead.h"
#include "wire/sseparser.h"

#include <algorithm>

namespace sightglass::models {

using exchange::Part;
using exchange::PartKind;
using exchange::Record;

namespace {

Record wholeRecord(const Record &record, const QList<Part> &parts, Secrets secrets)
{
    Record whole = record;
    whole.firstPart = 0;
    whole.parts = exchange::wholeParts(parts);
    return secrets == Secrets::Redacted ? exchange::Redactor().redacted(whole) : whole;
}

QByteArray partsOf(const QList<Part> &parts, PartKind kind)
{
    QByteArray bytes;
    for (const Part &part : parts) {
        if (part.kind == kind)
            bytes.isEmpty() ? bytes = part.bytes : bytes += part.bytes;
    }
    return bytes;
}

bool has(const QList<Part> &parts, PartKind kind)
{
    return std::any_of(parts.begin(), parts.end(), [=](const Part &part) { return part.kind == kind; });
}

QByteArray either(const QList<Part> &parts, bool asSent, PartKind sent, PartKind received)
{
    return partsOf(parts, asSent && has(parts, sent) ? sent : received);
}

/// The events' data, one per line; where one was replaced, what was sent.
QByteArray eventData(const QList<Part> &parts, bool asSent)
{
    QByteArrayList lines;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const bool replaced = i + 1 < parts.size() && parts[i + 1].kind == PartKind::SentEvent;
        const bool wanted =
            parts[i].kind == PartKind::Event ? !(asSent && replaced) : asSent && parts[i].kind == PartKind::SentEvent;
        if (!wanted)
            continue;
        const wire::SseEvent event = wire::parseSseBlock(parts[i].bytes, lines.isEmpty());
        if (event.hasData)
            lines.append(event.data);
    }
    return lines.join('\n');
}

/// What curl makes by itself, or what holds for one hop only.
bool isForCurl(QByteArrayView name)
{
    static constexpr const char *kOwn[] = {
        "host", "content-length", "transfer-encoding", "connection", "keep-alive", "accept-encoding", "expect",
        "te",   "upgrade"};
    return std::none_of(std::begin(kOwn), std::end(kOwn),
                        [=](const char *own) { return name.compare(own, Qt::CaseInsensitive) == 0; });
}

QByteArray targetUrl(const Record &record, const QUrl &url)
{
    QByteArray text = url.toEncoded(QUrl::RemoveQuery | QUrl::RemoveFragment);
    if (const qsizetype query = record.target.indexOf('?'); query >= 0)
        text += record.target.sliced(query);
    return text;
}

QByteArray safeFileName(const QString &text)
{
    QByteArray name;
    for (const QChar c : text) {
        const bool plain = c.unicode() < 0x80 && (c.isLetterOrNumber() || c == u'.' || c == u'_');
        if (plain)
            name += static_cast<char>(c.unicode());
        else if (!name.endsWith('-'))
            name += '-';
    }
    return name.left(60);
}

} // namespace

QByteArray asJson(const Record &record, const QList<Part> &parts, Secrets secrets)
{
    return indented(exchange::toJsonLine(wholeRecord(record, parts, secrets)));
}

QByteArray asCurl(const Record &record, const QList<Part> &parts, const QUrl &url, Secrets secrets)
{
    const Record whole = wholeRecord(record, parts, secrets);
    const QByteArray head = requestHead(whole.parts);
    const QByteArray body = requestBody(whole.parts);
    const bool isText = !body.contains('\0') && body.isValidUtf8();
    QByteArray command =
        isText ? QByteArray("curl") : "printf %s " + shellQuoted(body.toBase64()) + " | base64 -d | curl";
    command += " -sS -N -g"; // as the events come; brackets in the URL are no patterns
    const QByteArray method = whole.httpMethod.isEmpty() ? QByteArray("POST") : whole.httpMethod;
    if (method != (body.isEmpty() ? "GET" : "POST"))
        command += " -X " + shellQuoted(method);
    command += ' ' + shellQuoted(targetUrl(whole, url));
    if (const auto parsed = wire::HttpHead::parse(wire::Role::Request, head)) {
        for (qsizetype i = 0; i < parsed->fieldCount(); ++i) {
            const QByteArray name = parsed->name(i).toByteArray();
            const QByteArray value = parsed->value(i).toByteArray();
            if (isForCurl(name)) // curl sends an empty header when a semicolon ends its name
                command += " \\\n  -H " + shellQuoted(value.isEmpty() ? name + ';' : name + ": " + value);
        }
    }
    if (!isText)
        command += " \\\n  --data-binary @-";
    else if (!body.isEmpty())
        command += " \\\n  --data-raw " + shellQuoted(body);
    return command;
}

QByteArray asSightglassCommand(const Record &record, const QString &store)
{
    QByteArray command = "sightglass export";
    if (!store.isEmpty())
        command += " --store " + shellQuoted(store.toUtf8());
    return command + " --filter exchange:" + QByteArray::number(record.id.value());
}

QByteArray asRow(const Record &record)
{
    QByteArrayList cells;
    for (int column = 0; column < ExchangeListModel::ColumnCount; ++column) {
        if (column == ExchangeListModel::Time)
            cells.append(dateTimeText(record.startedAtUs).toUtf8());
        else if (column == ExchangeListModel::Session)
            cells.append(lineText(record.sessionId).toUtf8());
        else if (column != ExchangeListModel::Comment)
            cells.append(cellText(record, column).toUtf8());
    }
    return cells.join('\t');
}

QByteArray requestBody(const QList<Part> &parts, bool asSent)
{
    return either(parts, asSent, PartKind::SentRequestBody, PartKind::RequestBody);
}

QByteArray responseBody(const QList<Part> &parts, bool asSent)
{
    if (has(parts, PartKind::Event))
        return eventData(parts, asSent);
    return either(parts, asSent, PartKind::SentResponseBody, PartKind::ResponseBody);
}

QByteArray requestHead(const QList<Part> &parts, bool asSent)
{
    return either(parts, asSent, PartKind::SentRequestHead, PartKind::RequestHead);
}

QByteArray responseHead(const QList<Part> &parts, bool asSent)
{
    return either(parts, asSent, PartKind::SentResponseHead, PartKind::ResponseHead);
}

bool hasSentRequest(const QList<Part> &parts)
{
    return has(parts, PartKind::SentRequestBody) || has(parts, PartKind::SentRequestHead);
}

bool hasSentResponse(const QList<Part> &parts)
{
    return has(parts, PartKind::SentResponseBody) || has(parts, PartKind::SentResponseHead)
           || has(parts, PartKind::SentEvent);
}

QString bodyFileName(const Record &record, const QList<Part> &parts, bool isRequest)
{
    const QByteArray body = isRequest ? requestBody(parts) : responseBody(parts);
    const bool isJson = jsonRoot(body).value.has_value();
    const char *ending = isJson ? "json" : body.isValidUtf8() && !body.contains('\0') ? "txt" : "bin";
    return QStringLiteral("%1-%2.%3.%4")
        .arg(record.id.value())
        .arg(QLatin1StringView(safeFileName(titleText(record))))
        .arg(isRequest ? QStringLiteral("request") : QStringLiteral("response"))
        .arg(QLatin1StringView(ending));
}

QByteArray shellQuoted(const QByteArray &text)
{
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
               || QByteArrayView("-_./:=@%+").contains(c);
    };
    if (!text.isEmpty() && std::all_of(text.begin(), text.end(), plain))
        return text;
    return '\'' + QByteArray(text).replace("'", "'\\''") + '\'';
}

} // namespace sightglass::models
