// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/jsonchighlighter.h"

#include "ui/theme/theme.h"

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

enum State { Code = -1, WithinComment = 1 }; // -1 is what a block has that was never looked at

/// Where the comment at \a at ends; sets \a open when it goes on in the next line.
qsizetype commentEnd(const QString &text, qsizetype at, bool &open)
{
    const qsizetype end = text.indexOf("*/"_L1, at);
    open = end < 0;
    return open ? text.size() : end + 2;
}

} // namespace

void JsoncHighlighter::highlightBlock(const QString &text)
{
    QString code = text;
    QTextCharFormat comment;
    comment.setForeground(m_colors.color(Role::DimText));
    comment.setFontItalic(true);
    QList<std::pair<qsizetype, qsizetype>> comments;
    bool open = false;
    qsizetype at = 0;
    if (previousBlockState() == WithinComment) {
        at = commentEnd(text, 0, open);
        comments.append({0, at});
    }
    for (bool inString = false; at < text.size(); ++at) {
        if (inString) {
            if (text[at] == u'\\')
                ++at;
            else if (text[at] == u'"')
                inString = false;
        } else if (text[at] == u'"') {
            inString = true;
        } else if (text.sliced(at).startsWith("//"_L1)) {
            comments.append({at, text.size() - at});
            break;
        } else if (text.sliced(at).startsWith("/*"_L1)) {
            const qsizetype end = commentEnd(text, at + 2, open);
            comments.append({at, end - at});
            at = end - 1;
        }
    }
    for (const auto &[from, length] : std::as_const(comments))
        code.replace(from, length, QString(length, u' '));
    JsonHighlighter::highlightBlock(code);
    for (const auto &[from, length] : std::as_const(comments))
        setFormat(int(from), int(length), comment);
    setCurrentBlockState(open ? WithinComment : Code);
}

} // namespace sightglass::ui
