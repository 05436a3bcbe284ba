// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/ssewriter.h"

#include <algorithm>

namespace sightglass::wire {

namespace {

constexpr QByteArrayView kLineEnds("\r\n", 2);
constexpr QByteArrayView kLineEndsAndNul("\r\n\0", 3);

void appendField(QByteArray &out, QByteArrayView name, QByteArrayView value, QByteArrayView without = kLineEnds)
{
    out.append(name).append(": ", 2);
    for (const char byte : value) {
        if (!without.contains(byte))
            out.append(byte);
    }
    out.append('\n');
}

void appendDataLine(QByteArray &out, QByteArrayView line)
{
    out.append("data:", 5);
    if (!line.isEmpty())
        out.append(' ').append(line);
    out.append('\n');
}

} // namespace

QByteArray serializeSse(QByteArrayView type, std::optional<QByteArrayView> data, std::optional<QByteArrayView> id,
                        std::optional<qint64> retryMs)
{
    QByteArray out;
    out.reserve(type.size() + (data ? data->size() : 0) + (id ? id->size() : 0) + 64);
    if (!type.isEmpty())
        appendField(out, "event", type);
    if (id)
        appendField(out, "id", *id, kLineEndsAndNul);
    if (retryMs && *retryMs >= 0)
        appendField(out, "retry", QByteArray::number(*retryMs));
    if (data) {
        QByteArrayView rest = *data;
        for (qsizetype i = 0; i < rest.size();) {
            const bool lineEnd = rest[i] == '\r' || rest[i] == '\n';
            if (!lineEnd) {
                ++i;
                continue;
            }
            appendDataLine(out, rest.first(i));
            const bool both = rest[i] == '\r' && i + 1 < rest.size() && rest[i + 1] == '\n';
            rest = rest.sliced(i + (both ? 2 : 1));
            i = 0;
        }
        appendDataLine(out, rest);
    }
    out.append('\n');
    return out;
}

QByteArray withSseId(QByteArrayView raw, QByteArrayView id)
{
    constexpr QByteArrayView kByteOrderMark("\xEF\xBB\xBF");
    QByteArray out;
    out.reserve(raw.size() + id.size() + 8);
    if (raw.startsWith(kByteOrderMark)) { // it may stand at a stream's start only
        out.append(kByteOrderMark);
        raw = raw.sliced(kByteOrderMark.size());
    }
    appendField(out, "id", id, kLineEndsAndNul);
    while (!raw.isEmpty()) {
        qsizetype end = 0;
        while (end < raw.size() && raw[end] != '\r' && raw[end] != '\n')
            ++end;
        const QByteArrayView line = raw.first(end);
        const bool both = end + 1 < raw.size() && raw[end] == '\r' && raw[end + 1] == '\n';
        const qsizetype next = std::min(end + (both ? 2 : 1), raw.size());
        if (line != QByteArrayView("id") && !line.startsWith("id:"))
            out.append(raw.first(next));
        raw = raw.sliced(next);
    }
    return out;
}

} // namespace sightglass::wire
