// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/interceptor.h"

#include <QByteArrayView>
#include <QList>

#include <array>

namespace sightglass::interceptor::rules {

/// Which runs of three bytes, without regard to ASCII case, stand in a message. A text that is in the message has all of its
/// runs in the set; most texts that are not there lack one of their first, so many searches cost little more than one.
///
/// Thread: any one at a time. Owner: its user; 8 KiB.
class GramSet
{
public:
    using Gram = quint16;
    /// Above this so many runs are there that asking is not worth the filling.
    static constexpr qsizetype kMaxBytes = 64 * 1024;
    static constexpr qsizetype kMaxGrams = 8; ///< of one text

    /// Some runs of \a text, which is in lower case; none when it is too short.
    static QList<Gram> gramsOf(QByteArrayView text);

    /// Takes all that Filter::requiredText() speaks of: the bodies, method, name, session and route of what subjectOf() would
    /// make of \a context. False when it is too much; the set is of no use then.
    bool fill(const Context &context);
    bool has(Gram gram) const { return (m_bits[gram >> 6] >> (gram & 63)) & 1; }

private:
    static Gram hashOf(quint32 three) { return Gram((three * 0x9E3779B1u) >> 16); }
    static Gram gramAt(const uchar *at);
    void add(QByteArrayView text);

    std::array<quint64, 1024> m_bits = {};
};

} // namespace sightglass::interceptor::rules
