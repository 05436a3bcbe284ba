// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "interceptor/rules/ruledocumentlayout.h"

#include "mcp/jsonwalk.h"

#include <algorithm>

namespace sightglass::interceptor::rules {
namespace {

constexpr QByteArrayView kStep("  ");

// A comment within a text of nothing but white space and comments (and perhaps a comma).
struct Comment {
    qsizetype begin = 0;
    qsizetype end = 0; // of a line comment: before the line's end
    bool isLine = false;
};

std::vector<Comment> commentsOf(QByteArrayView blank)
{
    std::vector<Comment> comments;
    for (qsizetype at = 0; (at = blank.indexOf('/', at)) >= 0;) {
        Comment comment{at, blank.size(), blank.sliced(at).startsWith("//")};
        const qsizetype end = comment.isLine ? blank.indexOf('\n', at) : blank.indexOf("*/", at + 2);
        if (end >= 0)
            comment.end = comment.isLine ? end - (blank[end - 1] == '\r') : end + 2;
        comments.push_back(comment);
        at = comment.end;
    }
    return comments;
}

bool endsInLineComment(QByteArrayView blank)
{
    const std::vector<Comment> comments = commentsOf(blank);
    return !comments.empty() && comments.back().isLine && comments.back().end == blank.size();
}

bool isBlank(QByteArrayView text)
{
    return text.trimmed().isEmpty();
}

// The comma of a text of white space and comments; -1 when there is none.
qsizetype commaOf(QByteArrayView blank)
{
    qsizetype from = 0;
    for (const Comment &comment : commentsOf(blank)) {
        const qsizetype comma = blank.first(comment.begin).indexOf(',', from);
        if (comma >= 0)
            return comma;
        from = comment.end;
    }
    return blank.indexOf(',', from);
}

// How much of the text's beginning stands on the same line as what is before it: up to the end of its last comment, if
// the line ends there.
qsizetype trailingSize(QByteArrayView blank)
{
    qsizetype size = 0;
    qsizetype at = 0;
    for (const Comment &comment : commentsOf(blank)) {
        if (blank.sliced(at, comment.begin - at).contains('\n'))
            return size;
        at = size = comment.end;
        if (blank.sliced(comment.begin, comment.end - comment.begin).contains('\n'))
            return 0;
    }
    return blank.sliced(at).contains('\n') ? size : 0;
}

// Where the comments begin that stand right above what follows the text, without an empty line between.
qsizetype leadBegin(QByteArrayView blank)
{
    qsizetype begin = blank.size();
    const std::vector<Comment> comments = commentsOf(blank);
    for (auto comment = comments.rbegin(); comment != comments.rend(); ++comment) {
        if (blank.sliced(comment->end, begin - comment->end).count('\n') > 1)
            break;
        begin = comment->begin;
    }
    return begin;
}

// The text without the white space at its end.
QByteArray withoutEnd(const QByteArray &text)
{
    qsizetype size = text.size();
    while (size > 0 && isBlank(QByteArrayView(text).sliced(size - 1, 1)))
        --size;
    return text.first(size);
}

// The white space at the beginning of the text's last line; nothing when it has but one.
QByteArray indentOf(QByteArrayView text)
{
    const QByteArrayView line = text.sliced(text.lastIndexOf('\n') + 1);
    if (line.size() == text.size())
        return {};
    const auto end = std::find_if(line.begin(), line.end(), [](char c) { return c != ' ' && c != '\t'; });
    return line.first(end - line.begin()).toByteArray();
}

// White space that begins a rule as \a space does.
QByteArray lineBreakLike(QByteArrayView space)
{
    const qsizetype end = space.lastIndexOf('\n');
    if (end < 0)
        return isBlank(space) && !space.isEmpty() ? space.toByteArray() : QByteArray(" ");
    return QByteArray(end > 0 && space[end - 1] == '\r' ? "\r\n" : "\n") + indentOf(space);
}

void append(QByteArray &out, bool &inLineComment, QByteArrayView piece)
{
    if (piece.isEmpty())
        return;
    if (inLineComment && !piece.startsWith('\n') && !piece.startsWith("\r\n"))
        out += '\n';
    inLineComment = false;
    out.append(piece);
}

void appendBlank(QByteArray &out, bool &inLineComment, QByteArrayView piece)
{
    append(out, inLineComment, piece);
    if (!piece.isEmpty())
        inLineComment = endsInLineComment(piece);
}

} // namespace

RuleLayout RuleLayout::read(QByteArrayView text, mcp::jsonedit::Span array)
{
    RuleLayout layout;
    const std::vector<mcp::JsonItem> items =
        mcp::itemsOf(text.sliced(array.begin, array.end - array.begin), array.begin);
    qsizetype at = array.begin + 1;
    for (std::size_t i = 0; i <= items.size(); ++i) {
        const bool isTail = i == items.size();
        QByteArrayView gap = text.sliced(at, (isTail ? array.end - 1 : items[i].begin) - at);
        const qsizetype comma = i > 0 && !isTail ? commaOf(gap) : -1;
        if (comma >= 0) {
            layout.cells.back().beforeComma = gap.first(comma).toByteArray();
            gap = gap.sliced(comma + 1);
        }
        const qsizetype trailing = trailingSize(gap);
        if (i > 0) {
            layout.cells.back().trailing = gap.first(trailing).toByteArray();
            gap = gap.sliced(trailing);
        }
        // What stands behind the opening bracket on its line is about no single rule.
        const qsizetype lead = isTail ? gap.size() : std::max(leadBegin(gap), i == 0 ? trailing : 0);
        layout.spaces.push_back(gap.first(lead).toByteArray());
        if (isTail)
            break;
        layout.cells.push_back({.lead = gap.sliced(lead).toByteArray(),
                                .text = text.sliced(items[i].begin, items[i].end - items[i].begin).toByteArray(),
                                .beforeComma = {},
                                .trailing = {}});
        at = items[i].end;
    }
    return layout;
}

QByteArray RuleLayout::write() const
{
    QByteArray out("[");
    bool inLineComment = false;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        appendBlank(out, inLineComment, spaces[i]);
        appendBlank(out, inLineComment, cells[i].lead);
        append(out, inLineComment, cells[i].text);
        appendBlank(out, inLineComment, cells[i].beforeComma);
        if (i + 1 < cells.size())
            append(out, inLineComment, ",");
        appendBlank(out, inLineComment, cells[i].trailing);
    }
    appendBlank(out, inLineComment, spaces.back());
    append(out, inLineComment, "]");
    return out;
}

void RuleLayout::insert(std::size_t index, QByteArray text, const QByteArray &indent)
{
    const auto at = qsizetype(index);
    QByteArray space;
    if (cells.empty()) {
        QByteArray &tail = spaces.front();
        const QByteArray head = withoutEnd(tail);
        const QByteArray rest = tail.sliced(head.size());
        tail = rest.contains('\n') ? rest : '\n' + indent;
        space = head + lineBreakLike(tail).append(kStep);
        spaces.insert(spaces.begin(), space);
    } else if (index == cells.size()) {
        space = lineBreakLike(spaces[index - 1]);
        spaces.insert(spaces.begin() + at, space);
    } else {
        space = spaces[index];
        spaces.insert(spaces.begin() + at + 1, lineBreakLike(space));
    }
    // A text of several lines that begins at the margin moves to where its first line stands.
    const qsizetype lastLine = text.lastIndexOf('\n') + 1;
    if (lastLine > 0 && text[lastLine] != ' ' && text[lastLine] != '\t')
        text.replace("\n", '\n' + indentOf(space));
    cells.insert(cells.begin() + at, RuleCell{{}, std::move(text), {}, {}});
}

void RuleLayout::remove(std::size_t index)
{
    const QByteArray before = spaces[index];
    const QByteArray behind = spaces[index + 1];
    const bool isLast = index + 1 == cells.size();
    const bool keepsBefore = !isLast && isBlank(behind);
    spaces[index] = keepsBefore ? before : isBlank(before) ? behind : withoutEnd(before) + behind;
    spaces.erase(spaces.begin() + qsizetype(index) + 1);
    cells.erase(cells.begin() + qsizetype(index));
}

void RuleLayout::move(std::size_t from, std::size_t to)
{
    RuleCell cell = std::move(cells[from]);
    cells.erase(cells.begin() + qsizetype(from));
    cells.insert(cells.begin() + qsizetype(to), std::move(cell));
}

} // namespace sightglass::interceptor::rules
