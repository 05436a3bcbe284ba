// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/rules/gramset.h"

#include "base/asciilower.h"
#include "interceptor/subject.h"

namespace sightglass::interceptor::rules {

GramSet::Gram GramSet::gramAt(const uchar *at)
{
    const quint32 three =
        quint32(kAsciiLower[at[0]]) | quint32(kAsciiLower[at[1]]) << 8 | quint32(kAsciiLower[at[2]]) << 16;
    return hashOf(three);
}

QList<GramSet::Gram> GramSet::gramsOf(QByteArrayView text)
{
    QList<Gram> grams;
    const auto *bytes = reinterpret_cast<const uchar *>(text.data());
    // From the end: names in one message often begin alike.
    for (qsizetype at = text.size() - 3; at >= 0 && grams.size() < kMaxGrams; --at)
        grams.append(gramAt(bytes + at));
    return grams;
}

void GramSet::add(QByteArrayView text)
{
    if (text.size() < 3)
        return;
    const auto *bytes = reinterpret_cast<const uchar *>(text.data());
    quint32 three = quint32(kAsciiLower[bytes[0]]) << 8 | quint32(kAsciiLower[bytes[1]]) << 16;
    for (qsizetype at = 2; at < text.size(); ++at) {
        three = three >> 8 | quint32(kAsciiLower[bytes[at]]) << 16;
        const Gram gram = hashOf(three);
        m_bits[gram >> 6] |= quint64(1) << (gram & 63);
    }
}

bool GramSet::fill(const Context &context)
{
    const QByteArray &body = context.message.raw();
    const QByteArray request = context.request ? context.request->raw() : QByteArray();
    if (body.size() + request.size() > kMaxBytes)
        return false;
    m_bits.fill(0);
    add(body);
    add(request);
    const SubjectNames names = subjectNames(context);
    add(names.method);
    add(names.name);
    add(context.record.sessionId);
    add(context.record.route.toUtf8());
    return true;
}

} // namespace sightglass::interceptor::rules
