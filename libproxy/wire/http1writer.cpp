// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/http1writer.h"

#include "wire/headcheck.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <initializer_list>

namespace sightglass::wire {

namespace {

constexpr QByteArrayView kLineEnd("\r\n", 2);

/// Makes room for all parts at once, then copies them.
void appendAll(QByteArray &out, std::initializer_list<QByteArrayView> parts)
{
    qsizetype at = out.size();
    qsizetype total = at;
    for (const QByteArrayView part : parts)
        total += part.size();
    out.resize(total);
    char *const to = out.data();
    for (const QByteArrayView part : parts) {
        if (!part.isEmpty())
            std::memcpy(to + at, part.data(), size_t(part.size()));
        at += part.size();
    }
}

struct Digits {
    std::array<char, 20> bytes;
    qsizetype length;

    explicit Digits(quint64 number, int base = 10)
        : length(std::to_chars(bytes.data(), bytes.data() + bytes.size(), number, base).ptr - bytes.data())
    {}
    operator QByteArrayView() const { return QByteArrayView(bytes.data(), length); }
};

bool isTarget(QByteArrayView target)
{
    return !target.isEmpty()
           && std::all_of(target.begin(), target.end(), [](char byte) { return uchar(byte) > 0x20 && byte != 0x7f; });
}

struct Reason {
    int status;
    QByteArrayView phrase;
};

constexpr Reason kReasons[] = {{100, "Continue"},
                               {101, "Switching Protocols"},
                               {103, "Early Hints"},
                               {200, "OK"},
                               {201, "Created"},
                               {202, "Accepted"},
                               {204, "No Content"},
                               {206, "Partial Content"},
                               {301, "Moved Permanently"},
                               {302, "Found"},
                               {303, "See Other"},
                               {304, "Not Modified"},
                               {307, "Temporary Redirect"},
                               {308, "Permanent Redirect"},
                               {400, "Bad Request"},
                               {401, "Unauthorized"},
                               {403, "Forbidden"},
                               {404, "Not Found"},
                               {405, "Method Not Allowed"},
                               {406, "Not Acceptable"},
                               {408, "Request Timeout"},
                               {409, "Conflict"},
                               {410, "Gone"},
                               {411, "Length Required"},
                               {412, "Precondition Failed"},
                               {413, "Content Too Large"},
                               {414, "URI Too Long"},
                               {415, "Unsupported Media Type"},
                               {417, "Expectation Failed"},
                               {421, "Misdirected Request"},
                               {422, "Unprocessable Content"},
                               {425, "Too Early"},
                               {426, "Upgrade Required"},
                               {428, "Precondition Required"},
                               {429, "Too Many Requests"},
                               {431, "Request Header Fields Too Large"},
                               {500, "Internal Server Error"},
                               {501, "Not Implemented"},
                               {502, "Bad Gateway"},
                               {503, "Service Unavailable"},
                               {504, "Gateway Timeout"},
                               {505, "HTTP Version Not Supported"}};

} // namespace

bool HeadWriter::startRequest(QByteArrayView method, QByteArrayView target)
{
    if (!isToken(method) || !isTarget(target))
        return false;
    appendAll(m_out, {method, " ", target, " HTTP/1.1\r\n"});
    return true;
}

bool HeadWriter::startResponse(int status, QByteArrayView reason)
{
    if (status < 100 || status > 999 || !isFieldValue(reason))
        return false;
    appendAll(m_out,
              {"HTTP/1.1 ", Digits(quint64(status)), " ", reason.isEmpty() ? defaultReason(status) : reason, kLineEnd});
    return true;
}

bool HeadWriter::field(QByteArrayView name, QByteArrayView value)
{
    if (!isToken(name) || !isFieldValue(value))
        return false;
    appendAll(m_out, {name, ": ", value, kLineEnd});
    return true;
}

bool HeadWriter::field(QByteArrayView name, quint64 number)
{
    return field(name, QByteArrayView(Digits(number)));
}

void HeadWriter::copyField(const HttpHead &head, qsizetype i)
{
    appendAll(m_out, {head.name(i), ": ", head.value(i), kLineEnd});
}

void appendChunk(QByteArray &out, QByteArrayView data)
{
    if (data.isEmpty())
        return;
    appendAll(out, {Digits(quint64(data.size()), 16), kLineEnd, data, kLineEnd});
}

QByteArrayView registeredReason(int status)
{
    for (const Reason &reason : kReasons) {
        if (reason.status == status)
            return reason.phrase;
    }
    return {};
}

QByteArrayView defaultReason(int status)
{
    const QByteArrayView reason = registeredReason(status);
    return reason.isEmpty() ? "Unknown" : reason;
}

bool isHopByHop(QByteArrayView name)
{
    // By length first: asked for every field of every message, and most end here without a comparison.
    switch (name.size()) {
    case 2:
        return equalsIgnoreCase(name, "TE");
    case 7:
        return equalsIgnoreCase(name, "Trailer") || equalsIgnoreCase(name, "Upgrade");
    case 10:
        return equalsIgnoreCase(name, "Connection") || equalsIgnoreCase(name, "Keep-Alive");
    case 16:
        return equalsIgnoreCase(name, "Proxy-Connection");
    case 17:
        return equalsIgnoreCase(name, "Transfer-Encoding");
    case 18:
        return equalsIgnoreCase(name, "Proxy-Authenticate");
    case 19:
        return equalsIgnoreCase(name, "Proxy-Authorization");
    default:
        return false;
    }
}

} // namespace sightglass::wire
