// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/ruletextlayout.h"

#include "mcp/jsonedit.h"
#include "mcp/jsontext.h"

#include <QList>

#include <algorithm>
#include <optional>

namespace sightglass::ui {

namespace jsonedit = mcp::jsonedit;

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

qsizetype blanksAt(const QByteArray &text, qsizetype at)
{
    qsizetype end = at;
    while (end < text.size() && isBlank(text[end]))
        ++end;
    return end - at;
}

/// Where a member or element behind \a last may go on a line of its own; none where the text is not laid out in lines.
struct NewLine {
    qsizetype at = 0;
    QByteArray indentation;
};
std::optional<NewLine> lineBehind(const QByteArray &text, const jsonedit::Span &container, const jsonedit::Span &first,
                                  const jsonedit::Span &last)
{
    const qsizetype lineStart = text.lastIndexOf('\n', last.begin) + 1;
    if (lineStart <= container.begin || !text.mid(container.begin, first.begin - container.begin).contains('\n'))
        return std::nullopt;
    const qsizetype lineEnd = text.indexOf('\n', last.end);
    if (lineEnd < 0 || lineEnd > container.end)
        return std::nullopt;
    const QByteArray rest = text.mid(last.end, lineEnd - last.end).trimmed();
    // What else stands there is somebody's layout, which is not ours to guess. A comment goes with its line.
    if (!rest.isEmpty() && !rest.startsWith("//"))
        return std::nullopt;
    return NewLine{lineEnd, text.mid(lineStart, blanksAt(text, lineStart))};
}

} // namespace

QByteArray sharedIndentation(const QByteArray &text)
{
    std::optional<QByteArray> shared;
    for (qsizetype at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
        const QByteArray blanks = text.mid(at + 1, blanksAt(text, at + 1));
        const qsizetype behind = at + 1 + blanks.size();
        if (behind >= text.size() || text[behind] == '\n' || text[behind] == '\r')
            continue; // an empty line has no say
        if (!shared)
            shared = blanks;
        const auto [end, other] = std::mismatch(shared->cbegin(), shared->cend(), blanks.cbegin(), blanks.cend());
        shared->truncate(end - shared->cbegin());
    }
    return shared.value_or(QByteArray());
}

QByteArray withoutIndentation(const QByteArray &text, const QByteArray &indentation)
{
    if (indentation.isEmpty())
        return text;
    QList<QByteArray> lines = text.split('\n');
    for (qsizetype i = 1; i < lines.size(); ++i) {
        if (lines[i].startsWith(indentation))
            lines[i].remove(0, indentation.size());
    }
    return lines.join('\n');
}

QByteArray withIndentation(const QByteArray &text, const QByteArray &indentation)
{
    if (indentation.isEmpty())
        return text;
    QList<QByteArray> lines = text.split('\n');
    for (qsizetype i = 1; i < lines.size(); ++i) {
        if (!lines[i].trimmed().isEmpty())
            lines[i].prepend(indentation);
    }
    return lines.join('\n');
}

Result<QByteArray> withValue(const QByteArray &json, const QByteArray &pointer, const QByteArray &value)
{
    const qsizetype slash = pointer.lastIndexOf('/');
    if (slash < 0 || jsonedit::locate(json, pointer))
        return jsonedit::set(json, pointer, value);
    const QByteArray parent = pointer.first(slash);
    const auto container = jsonedit::locate(json, parent);
    const auto children = jsonedit::children(json, parent);
    if (!container || !children || children->isEmpty())
        return jsonedit::set(json, pointer, value);
    const jsonedit::Span last = children->constLast();
    const auto line = lineBehind(json, *container, children->constFirst(), last);
    if (!line)
        return jsonedit::set(json, pointer, value);
    QByteArray added = withIndentation(value, line->indentation);
    if (json[container->begin] == '{')
        added.prepend(mcp::quoteJson(pointer.sliced(slash + 1).replace("~1", "/").replace("~0", "~")) + ": ");
    QByteArray changed = json;
    changed.insert(line->at, '\n' + line->indentation + added);
    changed.insert(last.end, ',');
    // Nothing of ours may leave a text that is none.
    return jsonedit::locate(changed, pointer.endsWith("/-") ? parent : pointer) ? Result<QByteArray>(changed)
                                                                                : jsonedit::set(json, pointer, value);
}

} // namespace sightglass::ui
