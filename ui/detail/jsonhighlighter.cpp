// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/jsonhighlighter.h"

#include "ui/detail/jsoncolours.h"
#include "ui/theme/theme.h"

namespace sightglass::ui {
JsonHighlighter::JsonHighlighter(const Theme &theme, QTextDocument *document)
    : QSyntaxHighlighter(document), m_theme(theme)
{
    connect(&theme, &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

void JsonHighlighter::highlightBlock(const QString &text)
{
    for (const models::JsonToken &token : models::jsonTokens(QStringView(text))) {
        QTextCharFormat format;
        format.setForeground(m_theme.color(jsonRole(token.kind)));
        if (token.kind == models::JsonTokenKind::Error)
            format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        setFormat(int(token.range.at), int(token.range.length), format);
    }
}

} // namespace sightglass::ui
