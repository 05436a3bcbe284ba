// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/bytepattern.h"

#include <QStringList>

#include <algorithm>

namespace sightglass::ui {
namespace {

bool isHexPair(QStringView text)
{
    const auto isDigit = [](QChar c) {
        const QChar low = c.toLower();
        return (low >= u'0' && low <= u'9') || (low >= u'a' && low <= u'f');
    };
    return text.size() == 2 && isDigit(text[0]) && isDigit(text[1]);
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c + 'a' - 'A') : c;
}

/// The bytes that \a wanted writes out; empty when it is a text.
QByteArray writtenBytes(QStringView wanted)
{
    QString digits;
    if (wanted.startsWith(u"0x", Qt::CaseInsensitive)) {
        digits = wanted.sliced(2).toString().remove(u' ');
    } else {
        const QStringList pairs = wanted.toString().split(u' ', Qt::SkipEmptyParts);
        if (pairs.size() < 2) // "ad" alone may well be a word
            return {};
        digits = pairs.join(QString());
        if (!std::all_of(pairs.begin(), pairs.end(), isHexPair))
            return {};
    }
    for (qsizetype i = 0; i < digits.size(); i += 2) {
        if (!isHexPair(QStringView(digits).mid(i, 2)))
            return {};
    }
    return QByteArray::fromHex(digits.toLatin1());
}

} // namespace

BytePattern::BytePattern(const QString &wanted) : m_bytes(writtenBytes(QStringView(wanted).trimmed()))
{
    m_isText = m_bytes.isEmpty();
    if (m_isText) {
        m_bytes = wanted.toUtf8();
        std::transform(m_bytes.begin(), m_bytes.end(), m_bytes.begin(), lower);
    }
}

qsizetype BytePattern::firstIn(QByteArrayView all, qsizetype from, qsizetype until) const
{
    const qsizetype end = std::min(until + m_bytes.size() - 1, all.size());
    if (m_bytes.isEmpty() || end - from < m_bytes.size())
        return -1;
    const QByteArrayView part = all.sliced(from, end - from);
    if (!m_isText) {
        const qsizetype at = part.indexOf(m_bytes);
        return at < 0 ? -1 : from + at;
    }
    const auto found = std::search(part.begin(), part.end(), m_bytes.cbegin(), m_bytes.cend(),
                                   [](char one, char wanted) { return lower(one) == wanted; });
    return found == part.end() ? -1 : from + (found - part.begin());
}

} // namespace sightglass::ui
