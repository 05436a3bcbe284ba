// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/jsonfield.h"

#include "ui/editors/jsonchighlighter.h"
#include "ui/theme/theme.h"

#include <nlohmann/json.hpp>

#include <QScopedValueRollback>

#include <algorithm>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

JsonField::JsonField(const Theme &theme, bool optional, QWidget *parent)
    : QPlainTextEdit(parent), m_theme(theme), m_optional(optional)
{
    setTabChangesFocus(true);
    setFont(theme.monospace());
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    new JsoncHighlighter(theme, document());
    connect(this, &QPlainTextEdit::textChanged, this, &JsonField::take);
    connect(&theme, &Theme::changed, this, &JsonField::restyle);
    restyle();
    fit();
}

void JsonField::setJson(const QByteArray &json)
{
    if (json == m_shown)
        return;
    m_shown = json;
    const QScopedValueRollback setting(m_setting, true);
    setPlainText(QString::fromUtf8(json));
}

void JsonField::take()
{
    fit();
    const QByteArray text = toPlainText().trimmed().toUtf8();
    const bool empty = text.isEmpty();
    m_valid = empty ? m_optional : nlohmann::json::accept(text.begin(), text.end(), true);
    restyle();
    if (m_setting || !m_valid || text == m_shown)
        return;
    m_shown = text;
    Q_EMIT edited(text);
}

void JsonField::restyle()
{
    setFont(m_theme.monospace());
    // The application's sheet draws the frame; the ground is what tells.
    const QColor ground = m_theme.color(m_valid ? Role::Base : Role::InvalidBackground);
    const QString sheet = u"QPlainTextEdit { background: %1; border: 1px solid %2; border-radius: 4px; }"
                          "QPlainTextEdit:focus { border-color: %3; }"_s.arg(
                              ground.name(), m_theme.color(m_valid ? Role::Border : Role::ErrorText).name(),
                              m_theme.color(m_valid ? Role::Accent : Role::ErrorText).name());
    if (styleSheet() != sheet)
        setStyleSheet(sheet);
    setAccessibleDescription(m_valid ? QString() : tr("Not JSON yet: the rule keeps the value from before"));
    setToolTip(accessibleDescription());
}

void JsonField::fit()
{
    const int lines = std::clamp(document()->blockCount(), 1, kMostLines);
    setFixedHeight(fontMetrics().lineSpacing() * lines + int(2 * document()->documentMargin()) + 4);
}

} // namespace sightglass::ui
