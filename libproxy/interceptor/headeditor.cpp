// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/headeditor.h"

#include "wire/http1writer.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace sightglass::interceptor {
namespace {

using wire::equalsIgnoreCase;
using Field = std::pair<QByteArray, QByteArray>;

void apply(std::vector<Field> &fields, const HeaderEdit &edit)
{
    const auto isNamed = [&](const Field &field) { return equalsIgnoreCase(field.first, edit.name); };
    auto first = std::find_if(fields.begin(), fields.end(), isNamed);
    if (edit.value) {
        if (first == fields.end()) {
            fields.emplace_back(edit.name, *edit.value);
            return;
        }
        *first = {edit.name, *edit.value};
        ++first;
    }
    fields.erase(std::remove_if(first, fields.end(), isNamed), fields.end());
}

} // namespace

QString refusalOf(const HeaderEdit &edit)
{
    const QString name = QString::fromLatin1(edit.name.first(std::min<qsizetype>(edit.name.size(), 100)));
    QByteArray line;
    if (!wire::HeadWriter(line).field(edit.name, edit.value.value_or(QByteArray())))
        return QStringLiteral("header '%1' has a name or value that HTTP does not allow").arg(name);
    for (const char *framing : {"content-length", "host", "expect"}) {
        if (equalsIgnoreCase(edit.name, framing))
            return QStringLiteral("header '%1' frames the message and cannot be edited").arg(name);
    }
    if (wire::isHopByHop(edit.name))
        return QStringLiteral("header '%1' belongs to one connection and cannot be edited").arg(name);
    return {};
}

EditedHead editHead(wire::Role role, const wire::HttpHead &head, const HeaderEdits &edits, bool toHead)
{
    EditedHead result{head, {}, {}};
    std::vector<Field> fields;
    for (qsizetype i = 0; i < head.fieldCount(); ++i)
        fields.emplace_back(head.name(i).toByteArray(), head.value(i).toByteArray());
    for (const HeaderEdit &edit : edits) {
        if (const QString refusal = refusalOf(edit); !refusal.isEmpty()) {
            result.refused.append(refusal);
            continue;
        }
        apply(fields, edit);
        result.done.append(edit);
    }
    if (result.done.isEmpty())
        return result;
    // The parser skips empty lines before the start line (RFC 9112 §2.2).
    qsizetype start = 0;
    while (start < head.block().size() && (head.block()[start] == '\r' || head.block()[start] == '\n'))
        ++start;
    QByteArray block = head.block().sliced(start, head.block().indexOf('\n', start) + 1 - start);
    wire::HeadWriter writer(block);
    for (const auto &[name, value] : fields)
        writer.field(name, value);
    writer.finish();
    auto parsed = wire::HttpHead::parse(role, std::move(block), toHead);
    if (!parsed)
        return {head, {}, {QStringLiteral("the headers cannot be edited so: %1").arg(parsed.error().text)}};
    result.head = std::move(*parsed);
    return result;
}

} // namespace sightglass::interceptor
