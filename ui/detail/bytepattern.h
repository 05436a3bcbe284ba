// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace sightglass::ui {

/// What somebody looks for in bytes: bytes themselves, written `0x0d0a` or `0d 0a`, or else a text, in which the case of
/// A to Z does not count. Pure.
class BytePattern
{
public:
    BytePattern() = default;
    explicit BytePattern(const QString &wanted);

    /// As they are searched for; empty: nothing to look for.
    const QByteArray &bytes() const { return m_bytes; }
    bool isText() const { return m_isText; }
    /// Where it first begins within \a from and \a until; -1: nowhere.
    qsizetype firstIn(QByteArrayView all, qsizetype from, qsizetype until) const;

private:
    QByteArray m_bytes; // a text in lower case
    bool m_isText = true;
};

} // namespace sightglass::ui
