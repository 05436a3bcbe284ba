// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/jsonscan.h"

#include "mcp/jsontext.h"

#include <QCoreApplication>

#include <algorithm>

namespace sightglass::models {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(JsonScan)
};

bool isBlank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool endsScalar(char c)
{
    return isBlank(c) || c == ',' || c == ':' || c == ']' || c == '}' || c == '[' || c == '{' || c == '"';
}

qsizetype skipBlanks(QByteArrayView text, qsizetype at)
{
    while (at < text.size() && isBlank(text[at]))
        ++at;
    return at;
}

/// Behind the closing quote of the string at \a at; -1: there is none.
qsizetype stringEnd(QByteArrayView text, qsizetype at)
{
    for (++at; at < text.size(); ++at) {
        if (text[at] == '\\')
            ++at;
        else if (text[at] == '"')
            return at + 1;
    }
    return -1;
}

/// Behind the bracket that closes the one at \a at; -1: there is none. Which kind closes is looked at by whoever reads
/// the children.
qsizetype containerEnd(QByteArrayView text, qsizetype at)
{
    qsizetype depth = 0;
    while (at < text.size()) {
        const char c = text[at];
        if (c == '"') {
            at = stringEnd(text, at);
            if (at < 0)
                return -1;
            continue;
        }
        if (c == '{' || c == '[')
            ++depth;
        else if ((c == '}' || c == ']') && --depth == 0)
            return at + 1;
        ++at;
    }
    return -1;
}

qsizetype scalarEnd(QByteArrayView text, qsizetype at)
{
    while (at < text.size() && !endsScalar(text[at]))
        ++at;
    return at;
}

/// RFC 8259 section 6; of any size.
bool isNumber(QByteArrayView text)
{
    qsizetype at = 0;
    const auto digits = [&] {
        const qsizetype begin = at;
        while (at < text.size() && isDigit(text[at]))
            ++at;
        return at - begin;
    };
    if (at < text.size() && text[at] == '-')
        ++at;
    const bool zero = at < text.size() && text[at] == '0';
    const qsizetype integer = digits();
    if (integer == 0 || (zero && integer > 1))
        return false;
    if (at < text.size() && text[at] == '.') {
        ++at;
        if (digits() == 0)
            return false;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-'))
            ++at;
        if (digits() == 0)
            return false;
    }
    return at == text.size();
}

JsonType literalType(QByteArrayView text)
{
    if (text == "true")
        return JsonType::True;
    if (text == "false")
        return JsonType::False;
    return text == "null" ? JsonType::Null : JsonType::Invalid;
}

struct Scanned {
    std::optional<JsonValue> value;
    JsonFault fault; // when there is no value
};

/// The value that begins at \a at, which is no blank.
Scanned scanValue(QByteArrayView text, qsizetype at)
{
    if (at >= text.size())
        return {{}, {JsonFault::What::UnexpectedEnd, text.size()}};
    const char c = text[at];
    JsonValue value;
    if (c == '{' || c == '[' || c == '"') {
        value.type = c == '"' ? JsonType::String : c == '{' ? JsonType::Object : JsonType::Array;
        const qsizetype end = c == '"' ? stringEnd(text, at) : containerEnd(text, at);
        value.complete = end >= 0;
        value.range = {at, (value.complete ? end : text.size()) - at};
        return {value, {}};
    }
    const qsizetype end = scalarEnd(text, at);
    const QByteArrayView word = text.sliced(at, end - at);
    value.range = {at, end - at};
    const bool numeric = c == '-' || isDigit(c);
    value.type = numeric ? (isNumber(word) ? JsonType::Number : JsonType::Invalid) : literalType(word);
    if (value.type != JsonType::Invalid)
        return {value, {}};
    const auto begins = [&](QByteArrayView literal) { return literal.startsWith(word); };
    if (end == text.size() && !word.isEmpty() && (numeric || begins("true") || begins("false") || begins("null")))
        return {{}, {JsonFault::What::UnexpectedEnd, at}}; // cut off, more likely than wrong
    if (numeric)
        return {{}, {JsonFault::What::BadNumber, at}};
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return {{}, {letter ? JsonFault::What::BadLiteral : JsonFault::What::UnexpectedByte, at}};
}

} // namespace

QString faultText(JsonFault::What what)
{
    switch (what) {
    case JsonFault::What::UnexpectedEnd:
        return Text::tr("the text ends too soon");
    case JsonFault::What::UnexpectedByte:
        return Text::tr("something else should stand here");
    case JsonFault::What::BadString:
        return Text::tr("a key in quotes should stand here");
    case JsonFault::What::BadNumber:
        return Text::tr("this is no number");
    case JsonFault::What::BadLiteral:
        return Text::tr("this is neither true, false nor null");
    case JsonFault::What::TrailingBytes:
        return Text::tr("something follows the end of the document");
    }
    return {};
}

JsonRoot jsonRoot(QByteArrayView text)
{
    const qsizetype mark = text.startsWith("\xEF\xBB\xBF") ? 3 : 0;
    const Scanned scanned = scanValue(text, skipBlanks(text, mark));
    JsonRoot root;
    if (!scanned.value) {
        root.fault = scanned.fault;
        return root;
    }
    root.value = scanned.value;
    const qsizetype rest = skipBlanks(text, scanned.value->range.end());
    if (rest < text.size())
        root.fault = JsonFault{JsonFault::What::TrailingBytes, rest};
    return root;
}

JsonChildren::JsonChildren(QByteArrayView text, const JsonValue &container)
    : m_text(text.first(container.range.end())),
      m_at(container.range.at + 1),
      m_isObject(container.type == JsonType::Object)
{
    m_done = container.type != JsonType::Object && container.type != JsonType::Array;
}

std::optional<JsonValue> JsonChildren::fail(JsonFault::What what, qsizetype at)
{
    m_done = true;
    m_fault = JsonFault{at >= m_text.size() ? JsonFault::What::UnexpectedEnd : what, at};
    return std::nullopt;
}

std::optional<JsonValue> JsonChildren::next()
{
    if (m_done)
        return std::nullopt;
    const char close = m_isObject ? '}' : ']';
    m_at = skipBlanks(m_text, m_at);
    if (m_at < m_text.size() && m_text[m_at] == close) {
        m_done = true;
        return std::nullopt;
    }
    if (!std::exchange(m_first, false)) {
        if (m_at >= m_text.size() || m_text[m_at] != ',')
            return fail(JsonFault::What::UnexpectedByte, m_at);
        m_at = skipBlanks(m_text, m_at + 1);
    }
    JsonRange key;
    if (m_isObject) {
        if (m_at >= m_text.size() || m_text[m_at] != '"')
            return fail(JsonFault::What::BadString, m_at);
        const qsizetype end = stringEnd(m_text, m_at);
        if (end < 0)
            return fail(JsonFault::What::UnexpectedEnd, m_text.size());
        key = {m_at, end - m_at};
        m_at = skipBlanks(m_text, end);
        if (m_at >= m_text.size() || m_text[m_at] != ':')
            return fail(JsonFault::What::UnexpectedByte, m_at);
        m_at = skipBlanks(m_text, m_at + 1);
    }
    Scanned scanned = scanValue(m_text, m_at);
    if (!scanned.value)
        return fail(scanned.fault.what, scanned.fault.at);
    m_at = scanned.value->range.end();
    scanned.value->key = key;
    return scanned.value;
}

std::optional<JsonValue> jsonMember(QByteArrayView text, const JsonValue &object, QByteArrayView key)
{
    std::optional<JsonValue> found;
    if (object.type != JsonType::Object)
        return found;
    JsonChildren children(text, object);
    while (const std::optional<JsonValue> child = children.next()) {
        if (mcp::unquoteJson(text.sliced(child->key.at, child->key.length)) == key)
            found = child;
    }
    return found;
}

std::optional<JsonValue> jsonAt(QByteArrayView text, QByteArrayView pointer)
{
    std::optional<JsonValue> value = jsonRoot(text).value;
    if (pointer.isEmpty() || pointer[0] != '/')
        return pointer.isEmpty() ? value : std::nullopt;
    for (QByteArray token : pointer.sliced(1).toByteArray().split('/')) {
        if (!value)
            return value;
        token.replace("~1", "/").replace("~0", "~");
        if (value->type == JsonType::Object) {
            value = jsonMember(text, *value, token);
            continue;
        }
        bool isIndex = false;
        qlonglong index = token.toLongLong(&isIndex);
        if (!isIndex || index < 0 || value->type != JsonType::Array)
            return std::nullopt;
        JsonChildren children(text, *value);
        do
            value = children.next();
        while (value && index-- > 0);
    }
    return value;
}

QByteArray pointerToken(QByteArrayView name)
{
    return name.toByteArray().replace("~", "~0").replace("/", "~1");
}

QByteArray indented(QByteArrayView text, int width, const std::atomic<bool> *cancelled)
{
    // Deeper than anybody reads, the indentation would outgrow the text.
    constexpr qsizetype kMaxIndent = 40;
    QByteArray out;
    out.reserve(text.size() + text.size() / 2);
    std::vector<char> open;
    const auto newLine = [&] {
        out.append('\n').append(std::min<qsizetype>(qsizetype(open.size()), kMaxIndent) * width, ' ');
    };
    qsizetype at = skipBlanks(text, 0);
    for (; at < text.size() && !(cancelled && *cancelled); at = skipBlanks(text, at)) {
        const char c = text[at];
        const qsizetype next = skipBlanks(text, at + 1);
        if (c == '{' || c == '[') {
            const char close = c == '{' ? '}' : ']';
            out.append(c);
            if (next < text.size() && text[next] == close) {
                out.append(close);
                at = next + 1;
            } else {
                open.push_back(close);
                newLine();
                ++at;
            }
        } else if (c == '}' || c == ']') {
            if (open.empty() || open.back() != c)
                break;
            open.pop_back();
            newLine();
            out.append(c);
            ++at;
        } else if (c == ',' || c == ':') {
            out.append(c);
            if (c == ':')
                out.append(' ');
            else
                newLine();
            ++at;
        } else {
            qsizetype end = c == '"' ? stringEnd(text, at) : scalarEnd(text, at);
            end = end < 0 ? text.size() : std::max(end, at + 1);
            out.append(text.sliced(at, end - at));
            at = end;
        }
        if (open.empty() && skipBlanks(text, at) < text.size() && c != ',' && c != ':')
            newLine(); // what follows a document
    }
    if (at < text.size() && !(cancelled && *cancelled))
        out.append(text.sliced(at));
    return out;
}

std::pair<qsizetype, qsizetype> lineAndColumn(QByteArrayView text, qsizetype at)
{
    const QByteArrayView before = text.first(std::clamp<qsizetype>(at, 0, text.size()));
    const qsizetype line = std::count(before.begin(), before.end(), '\n') + 1;
    return {line, before.size() - before.lastIndexOf('\n')};
}

} // namespace sightglass::models
