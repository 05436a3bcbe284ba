// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/rules/ruletext.h"

#include <algorithm>

namespace sightglass::interceptor::rules {
namespace {

// Behind the comment that begins at \a at.
qsizetype skipComment(QByteArrayView text, qsizetype at)
{
    const bool block = at + 1 < text.size() && text[at + 1] == '*';
    const qsizetype end = block ? text.indexOf("*/", at + 2) : text.indexOf('\n', at);
    if (end < 0)
        return text.size();
    return block ? end + 2 : end + 1;
}

qsizetype skipString(QByteArrayView text, qsizetype at)
{
    for (++at; at < text.size() && text[at] != '"'; ++at) {
        if (text[at] == '\\')
            ++at;
    }
    return std::min(at + 1, text.size());
}

} // namespace

QString TextPlace::toString() const
{
    return QStringLiteral("line %1, column %2").arg(line).arg(column);
}

TextPlace placeOf(QByteArrayView text, qsizetype offset)
{
    const QByteArrayView before = text.first(std::clamp<qsizetype>(offset, 0, text.size()));
    const QByteArrayView inLine = before.sliced(before.lastIndexOf('\n') + 1);
    const auto beginsCharacter = [](char c) { return (static_cast<uchar>(c) & 0xC0) != 0x80; };
    return {std::count(before.begin(), before.end(), '\n') + 1,
            std::count_if(inLine.begin(), inLine.end(), beginsCharacter) + 1};
}

QByteArray compactJson(QByteArrayView jsonc)
{
    QByteArray out;
    out.reserve(jsonc.size());
    for (qsizetype at = 0; at < jsonc.size();) {
        const char c = jsonc[at];
        if (c == '"') {
            const qsizetype end = skipString(jsonc, at);
            out.append(jsonc.sliced(at, end - at));
            at = end;
        } else if (c == '/') {
            at = skipComment(jsonc, at);
        } else {
            if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
                out.append(c);
            ++at;
        }
    }
    return out;
}

} // namespace sightglass::interceptor::rules
