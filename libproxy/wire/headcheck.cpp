// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/headcheck.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace sightglass::wire {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kQuotedBytes = 64;

constexpr std::array<bool, 256> kTokenBytes = [] {
    std::array<bool, 256> table{};
    for (uchar byte = '0'; byte <= '9'; ++byte)
        table[byte] = true;
    for (uchar byte = 'a'; byte <= 'z'; ++byte)
        table[byte] = table[byte & 0xdf] = true;
    for (const uchar byte : {'!', '#', '$', '%', '&', '\'', '*', '+', '-', '.', '^', '_', '`', '|', '~'})
        table[byte] = true;
    return table;
}();

bool isControl(char byte) noexcept
{
    return (uchar(byte) < 0x20 && byte != '\t') || byte == 0x7f;
}

HttpError refusal(int status, QString text)
{
    return HttpError{status, std::move(text)};
}

tl::unexpected<HttpError> refused(int status, QString text)
{
    return tl::unexpected<HttpError>(refusal(status, std::move(text)));
}

std::optional<HttpError> checkVersion(QByteArrayView version)
{
    if (version == "HTTP/1.1" || version == "HTTP/1.0")
        return std::nullopt;
    const auto isDigit = [](char byte) { return byte >= '0' && byte <= '9'; };
    const bool wellFormed = version.size() == 8 && version.startsWith("HTTP/") && isDigit(version[5])
                            && version[6] == '.' && isDigit(version[7]);
    if (wellFormed)
        return refusal(505, u"line 1: only HTTP/1.0 and HTTP/1.1 are spoken here, not "_s + quoted(version));
    return refusal(400, u"line 1: bad HTTP version "_s + quoted(version));
}

std::optional<HttpError> checkRequestLine(QByteArrayView line)
{
    const qsizetype first = line.indexOf(' ');
    const QByteArrayView method = first < 0 ? line : line.first(first);
    if (!isToken(method))
        return refusal(400, u"line 1: the method is no token: "_s + quoted(method));
    const qsizetype second = first < 0 ? -1 : line.indexOf(' ', first + 1);
    if (second < 0)
        return refusal(400, u"line 1: not a method, a target and a version: "_s + quoted(line));
    const QByteArrayView target = line.sliced(first + 1, second - first - 1);
    if (target.isEmpty() || !isFieldValue(target) || target.contains('\t'))
        return refusal(400, u"line 1: bad request target "_s + quoted(target));
    return checkVersion(line.sliced(second + 1));
}

std::optional<HttpError> checkStatusLine(QByteArrayView line)
{
    const qsizetype first = line.indexOf(' ');
    if (auto error = checkVersion(first < 0 ? line : line.first(first)))
        return error;
    const QByteArrayView rest = first < 0 ? QByteArrayView() : line.sliced(first + 1);
    const auto isDigit = [](char byte) { return byte >= '0' && byte <= '9'; };
    if (rest.size() < 4 || rest[0] == '0' || rest[3] != ' ' || !std::all_of(rest.begin(), rest.begin() + 3, isDigit))
        return refusal(400, u"line 1: the status code is not three digits and a space: "_s + quoted(rest));
    if (!isFieldValue(rest))
        return refusal(400, u"line 1: control character in the reason phrase "_s + quoted(rest.sliced(4)));
    return std::nullopt;
}

QByteArrayView trimmedBlanks(QByteArrayView text)
{
    while (!text.isEmpty() && (text.front() == ' ' || text.front() == '\t'))
        text = text.sliced(1);
    while (!text.isEmpty() && (text.back() == ' ' || text.back() == '\t'))
        text.chop(1);
    return text;
}

/// Digits only, and at most 2^64 - 1: no sign, no blank, no list (RFC 9110 section 8.6).
std::optional<quint64> parseLength(QByteArrayView text)
{
    quint64 length = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
    if (text.isEmpty() || error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return length;
}

bool hasNoBody(Role role, bool toHead, int status)
{
    return role == Role::Response && (toHead || status < 200 || status == 204 || status == 304);
}

} // namespace

bool isTokenByte(char byte) noexcept
{
    return kTokenBytes[uchar(byte)];
}

bool isToken(QByteArrayView bytes) noexcept
{
    return !bytes.isEmpty() && std::all_of(bytes.begin(), bytes.end(), isTokenByte);
}

bool isFieldValue(QByteArrayView bytes) noexcept
{
    return std::none_of(bytes.begin(), bytes.end(), isControl);
}

QString quoted(QByteArrayView bytes)
{
    static constexpr char kHex[] = "0123456789abcdef";
    QString text(u'"');
    for (const char byte : bytes.first(qMin(bytes.size(), kQuotedBytes))) {
        const auto code = uchar(byte);
        if (code >= 0x20 && code < 0x7f && byte != '"' && byte != '\\') {
            text += QLatin1Char(byte);
            continue;
        }
        text += u"\\x"_s;
        text += QLatin1Char(kHex[code >> 4]);
        text += QLatin1Char(kHex[code & 15]);
    }
    text += u'"';
    if (bytes.size() > kQuotedBytes)
        text += u'…';
    return text;
}

void FramingFields::note(QByteArrayView name, QByteArrayView value)
{
    if (equalsIgnoreCase(name, "Content-Length")) {
        ++lengths;
        length = value;
    } else if (equalsIgnoreCase(name, "Transfer-Encoding")) {
        ++encodings;
        encoding = value;
    } else if (equalsIgnoreCase(name, "Host")) {
        ++hosts;
    }
}

tl::expected<void, HttpError> decideFraming(Role role, const FramingFields &fields, bool toHead, HeadLayout &layout)
{
    if (role == Role::Request) {
        if (fields.hosts > 1)
            return refused(400, u"%1 Host fields, where one is allowed"_s.arg(fields.hosts));
        if (fields.hosts == 0 && layout.versionMinor >= 1)
            return refused(400, u"no Host field, which HTTP/1.1 requires"_s);
    }
    if (fields.lengths > 1)
        return refused(400, u"%1 Content-Length fields, where one is allowed"_s.arg(fields.lengths));
    if (fields.lengths > 0 && fields.encodings > 0)
        return refused(400, u"both Content-Length and Transfer-Encoding"_s);
    if (fields.encodings > 0) {
        if (layout.versionMinor == 0)
            return refused(400, u"Transfer-Encoding in an HTTP/1.0 message"_s);
        if (fields.encodings > 1)
            return refused(400, u"%1 Transfer-Encoding fields, where one is allowed"_s.arg(fields.encodings));
        if (!equalsIgnoreCase(fields.encoding, "chunked"))
            return refused(501, u"Transfer-Encoding is not chunked but "_s + quoted(fields.encoding));
    }
    if (fields.lengths > 0) {
        layout.contentLength = parseLength(fields.length);
        if (!layout.contentLength)
            return refused(400, u"Content-Length is not a number of bytes: "_s + quoted(fields.length));
    }
    if (hasNoBody(role, toHead, layout.status))
        layout.framing = Framing::None;
    else if (fields.encodings > 0)
        layout.framing = Framing::Chunked;
    else if (layout.contentLength)
        layout.framing = Framing::Length;
    else
        layout.framing = role == Role::Request ? Framing::None : Framing::UntilClose;
    return {};
}

std::optional<HttpError> checkFieldLine(QByteArrayView line, const QString &where)
{
    const qsizetype colon = line.indexOf(':');
    if (colon < 0)
        return refusal(400, where + u": no colon in field line "_s + quoted(line));
    const QByteArrayView name = line.first(colon);
    if (name.isEmpty())
        return refusal(400, where + u": empty field name"_s);
    if (name.back() == ' ' || name.back() == '\t')
        return refusal(400, where + u": white space between field name and colon: "_s + quoted(name));
    if (!isToken(name))
        return refusal(400, where + u": the field name is no token: "_s + quoted(name));
    if (!isFieldValue(line.sliced(colon + 1))) {
        // Only the name: a value with control characters may be a secret as well as an attack.
        return refusal(400, where + u": control character in the value of "_s + quoted(name));
    }
    return std::nullopt;
}

HttpError explainRefusal(Role role, QByteArrayView block, const QString &fallback)
{
    FramingFields framing;
    HeadLayout layout;
    qsizetype number = 0;
    for (qsizetype at = 0, end = 0; (end = block.indexOf("\r\n", at)) > at; at = end + 2) {
        const QByteArrayView line = block.sliced(at, end - at);
        ++number;
        const auto error = number > 1              ? checkFieldLine(line, u"line %1"_s.arg(number))
                           : role == Role::Request ? checkRequestLine(line)
                                                   : checkStatusLine(line);
        if (error)
            return *error;
        if (number == 1) {
            layout.versionMinor = line.endsWith("1.0") || line.startsWith("HTTP/1.0") ? 0 : 1;
            continue;
        }
        const qsizetype colon = line.indexOf(':');
        framing.note(line.first(colon), trimmedBlanks(line.sliced(colon + 1)));
    }
    if (const auto decided = decideFraming(role, framing, false, layout); !decided)
        return decided.error();
    return refusal(400, u"malformed head: "_s + fallback);
}

} // namespace sightglass::wire
