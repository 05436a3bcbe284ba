// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcp/jsonpointer.h"

#include "mcp/jsonedit.h"

namespace sightglass::mcp {
namespace {

constexpr qsizetype kMaxIndexDigits = 15;

} // namespace

Result<JsonPointer> JsonPointer::parse(QByteArrayView text)
{
    JsonPointer pointer;
    if (text.isEmpty())
        return pointer;
    if (text.front() != '/')
        return failure(ErrorCode::InvalidArgument,
                       QStringLiteral("a JSON pointer begins with '/': '%1'").arg(QString::fromUtf8(text)));
    if (text.count('/') > jsonedit::kMaxDepth)
        return failure(ErrorCode::LimitExceeded, QStringLiteral("a JSON pointer leads deeper than 256 levels"));
    pointer.m_names.reserve(text.size());
    for (qsizetype i = 1; i < text.size(); ++i) {
        char c = text[i];
        if (c == '/') {
            pointer.m_ends.append(pointer.m_names.size());
            continue;
        }
        if (c == '~') {
            c = i + 1 < text.size() ? text[++i] : '\0';
            if (c != '0' && c != '1')
                return failure(ErrorCode::InvalidArgument,
                               QStringLiteral("'~' in a JSON pointer is written '~0', and '/' within a name '~1': '%1'")
                                   .arg(QString::fromUtf8(text)));
            c = c == '0' ? '~' : '/';
        }
        pointer.m_names.append(c);
    }
    pointer.m_ends.append(pointer.m_names.size());
    return pointer;
}

QByteArrayView JsonPointer::operator[](qsizetype step) const
{
    const qsizetype begin = step == 0 ? 0 : m_ends[step - 1];
    return QByteArrayView(m_names.constData() + begin, m_ends[step] - begin);
}

std::optional<qsizetype> JsonPointer::index(qsizetype step) const
{
    const QByteArrayView name = (*this)[step];
    if (name == "-")
        return kAppend;
    if (name.isEmpty() || name.size() > kMaxIndexDigits || (name.size() > 1 && name.front() == '0'))
        return std::nullopt;
    qsizetype index = 0;
    for (const char c : name) {
        if (c < '0' || c > '9')
            return std::nullopt;
        index = index * 10 + (c - '0');
    }
    return index;
}

QString JsonPointer::text(qsizetype steps) const
{
    QByteArray text;
    for (qsizetype step = 0; step < steps; ++step)
        text += '/' + (*this)[step].toByteArray().replace('~', "~0").replace('/', "~1");
    return QString::fromUtf8(text);
}

} // namespace sightglass::mcp
