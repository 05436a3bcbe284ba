// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/redactor.h"

#include "exchange/secretscanner.h"
#include "exchange/wholeparts.h"
#include "mcp/jsontext.h"
#include "wire/httphead.h"

#include <algorithm>

namespace sightglass::exchange {
namespace {

bool holds(const QList<QByteArray> &names, QByteArrayView name)
{
    return std::any_of(names.begin(), names.end(),
                       [&](const QByteArray &other) { return wire::equalsIgnoreCase(other, name); });
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

QByteArrayView trimmed(QByteArrayView text)
{
    while (!text.isEmpty() && isBlank(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isBlank(text.back()))
        text.chop(1);
    return text;
}

bool isRequestBody(PartKind kind)
{
    return kind == PartKind::RequestBody || kind == PartKind::SentRequestBody;
}

// Whether the request's body may be a form, such as what an OAuth client sends to a token endpoint.
bool mayCarryForm(const QList<Part> &parts)
{
    return std::any_of(parts.begin(), parts.end(), [](const Part &part) {
        return part.kind == PartKind::RequestHead && part.bytes.toLower().contains("x-www-form-urlencoded");
    });
}

} // namespace

Redactor::Redactor(RedactionOptions options) : m_options(std::move(options)) {}

Record Redactor::redacted(const Record &record) const
{
    Record copy = record;
    copy.target = redactedTarget(record.target);
    copy.parts = wholeParts(record.parts);
    const bool isForm = mayCarryForm(copy.parts);
    for (Part &part : copy.parts)
        redactPart(part, isForm);
    return copy;
}

void Redactor::redactPart(Part &part, bool isForm) const
{
    switch (part.kind) {
    case PartKind::RequestHead:
    case PartKind::ResponseHead:
    case PartKind::SentRequestHead:
    case PartKind::SentResponseHead:
    case PartKind::Trailers:
        part.bytes = redactedHead(part.bytes);
        break;
    case PartKind::RequestBody:
    case PartKind::ResponseBody:
    case PartKind::Event:
    case PartKind::SentRequestBody:
    case PartKind::SentResponseBody:
    case PartKind::SentEvent:
        part.bytes = redactedJson(part.bytes);
        if (isForm && isRequestBody(part.kind))
            part.bytes = redactedForm(part.bytes);
        break;
    }
}

// ---- heads ----------------------------------------------------------------------------------------------------------

bool Redactor::isSecretHeader(QByteArrayView name) const
{
    if (holds(m_options.headers, name))
        return true;
    const QByteArray lower = name.toByteArray().toLower();
    if (m_options.mirroredArguments && lower.startsWith("mcp-param-"))
        return true;
    return std::any_of(m_options.headerFragments.begin(), m_options.headerFragments.end(),
                       [&](const QByteArray &part) { return lower.contains(part.toLower()); });
}

QByteArray Redactor::redactedHead(const QByteArray &head) const
{
    QByteArray out;
    out.reserve(head.size() + 64);
    bool inSecret = false;
    for (qsizetype from = 0; from < head.size();) {
        const qsizetype newLine = head.indexOf('\n', from);
        const qsizetype next = newLine < 0 ? head.size() : newLine + 1;
        qsizetype end = newLine < 0 ? head.size() : newLine;
        if (newLine > from && head[newLine - 1] == '\r')
            --end;
        appendLine(out, QByteArrayView(head).sliced(from, end - from), from == 0, inSecret);
        out.append(head.constData() + end, next - end);
        from = next;
    }
    return out;
}

// One line without its end. \a inSecret: the field before was a secret, which an obsolete folded line would continue.
void Redactor::appendLine(QByteArray &out, QByteArrayView line, bool isFirst, bool &inSecret) const
{
    const qsizetype colon = line.indexOf(':');
    const qsizetype blank = line.indexOf(' ');
    if (isFirst && blank > 0 && (colon < 0 || blank < colon)) { // `POST /mcp?token=… HTTP/1.1`
        const qsizetype last = line.lastIndexOf(" HTTP/");
        const qsizetype end = last > blank ? last : line.size();
        out.append(line.first(blank + 1));
        out.append(redactedTarget(line.sliced(blank + 1, end - blank - 1).toByteArray()));
        out.append(line.sliced(end));
        return;
    }
    if (!line.isEmpty() && isBlank(line.front())) {
        out.append(inSecret ? line.first(1) : line);
        return;
    }
    const QByteArrayView name = colon < 0 ? QByteArrayView() : trimmed(line.first(colon));
    inSecret = colon >= 0 && isSecretHeader(name);
    const bool isUrl = wire::equalsIgnoreCase(name, "Location") || wire::equalsIgnoreCase(name, "Referer");
    if (!inSecret && !isUrl) {
        out.append(line);
        return;
    }
    const QByteArrayView value = trimmed(line.sliced(colon + 1));
    const qsizetype from = value.isEmpty() ? line.size() : value.data() - line.data();
    out.append(line.first(from));
    if (!value.isEmpty())
        out.append(inSecret ? m_options.replacement : redactedTarget(value.toByteArray()));
    out.append(line.sliced(from + value.size()));
}

// ---- queries and forms ----------------------------------------------------------------------------------------------

bool Redactor::isSecretParameter(QByteArrayView rawName) const
{
    const QByteArray name = QByteArray::fromPercentEncoding(rawName.toByteArray());
    return holds(m_options.parameters, name) || holds(m_options.members, name);
}

void Redactor::appendPairs(QByteArray &out, QByteArrayView pairs) const
{
    for (qsizetype from = 0; from <= pairs.size();) {
        const qsizetype mark = pairs.indexOf('&', from);
        const qsizetype end = mark < 0 ? pairs.size() : mark;
        const QByteArrayView pair = pairs.sliced(from, end - from);
        const qsizetype equals = pair.indexOf('=');
        const bool secret = equals >= 0 && equals + 1 < pair.size() && isSecretParameter(pair.first(equals));
        out.append(secret ? pair.first(equals + 1) : pair);
        if (secret)
            out.append(m_options.replacement);
        if (mark >= 0)
            out.append('&');
        from = end + 1;
    }
}

QByteArray Redactor::redactedTarget(const QByteArray &target) const
{
    const qsizetype query = target.indexOf('?');
    const qsizetype hash = target.indexOf('#');
    const qsizetype begin = query < 0 ? hash : hash < 0 ? query : std::min(query, hash);
    if (begin < 0)
        return target;
    QByteArray out = target.first(begin);
    const QByteArrayView view(target);
    const qsizetype queryEnd = hash < 0 ? target.size() : hash;
    if (begin < queryEnd) {
        out.append('?');
        appendPairs(out, view.sliced(begin + 1, queryEnd - begin - 1));
    }
    if (hash >= 0) { // `#access_token=…` of a redirect
        out.append('#');
        appendPairs(out, view.sliced(hash + 1));
    }
    return out;
}

QByteArray Redactor::redactedForm(const QByteArray &body) const
{
    QByteArray out;
    appendPairs(out, body);
    return out;
}

// ---- JSON -----------------------------------------------------------------------------------------------------------

bool Redactor::isSecretMember(QByteArrayView rawName, int escapeLevel) const
{
    if (!rawName.contains('\\'))
        return holds(m_options.members, rawName);
    QByteArray name = rawName.toByteArray();
    for (int i = 0; i <= escapeLevel; ++i)
        name = mcp::unquoteJson(name);
    return holds(m_options.members, name);
}

QByteArray Redactor::redactedJson(const QByteArray &text) const
{
    SecretScanner scanner(text);
    QByteArray out;
    qsizetype copied = 0;
    while (const auto member = scanner.next()) {
        if (!isSecretMember(member->name, member->level))
            continue;
        scanner.skip(*member);
        if (member->valueEnd == member->valueFrom)
            continue;
        out.append(text.constData() + copied, member->valueFrom - copied);
        out.append(m_options.replacement);
        copied = member->valueEnd;
    }
    if (copied == 0)
        return text;
    return out.append(text.constData() + copied, text.size() - copied);
}

} // namespace sightglass::exchange
