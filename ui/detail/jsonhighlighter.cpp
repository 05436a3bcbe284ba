// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/jsonhighlighter.h"

#include "ui/models/jsonscan.h"
#include "ui/theme/theme.h"

namespace sightglass::ui {
namespace {

Role roleOf(models::JsonTokenKind kind)
{
    switch (kind) {
    case models::JsonTokenKind::Key:
        return Role::JsonKey;
    case models::JsonTokenKind::String:
        return Role::JsonString;
    case models::JsonTokenKind::Number:
        return Role::JsonNumber;
    case models::JsonTokenKind::Literal:
        return Role::JsonLiteral;
    case models::JsonTokenKind::Punctuation:
        return Role::JsonPunctuation;
    case models::JsonTokenKind::Error:
        break;
    }
    return Role::ErrorText;
}

} // namespace

JsonHighlighter::JsonHighlighter(const Theme &theme, QTextDocument *document)
    : QSyntaxHighlighter(document), m_theme(theme)
{
    connect(&theme, &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

void JsonHighlighter::highlightBlock(const QString &text)
{
    for (const models::JsonToken &token : models::jsonTokens(QStringView(text))) {
        QTextCharFormat format;
        format.setForeground(m_theme.color(roleOf(token.kind)));
        if (token.kind == models::JsonTokenKind::Error)
            format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        setFormat(int(token.range.at), int(token.range.length), format);
    }
}

} // namespace sightglass::ui
