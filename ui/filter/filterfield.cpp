// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/filter/filterfield.h"

#include "ui/theme/theme.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace sightglass::ui {

FilterField::FilterField(const Theme &theme, QWidget *parent) : QLineEdit(parent), m_theme(theme)
{
    setObjectName(QStringLiteral("filterField"));
    setAccessibleName(tr("Filter"));
    setPlaceholderText(tr("Filter, for example method:tools/call and duration:>200ms"));
    setMaxLength(int(exchange::kMaxFilterLength));
    connect(this, &QLineEdit::textChanged, this, &FilterField::read);
    connect(this, &QLineEdit::textEdited, this, [this] {
        read(); // this signal comes before textChanged()
        suggest(false);
    });
    connect(&theme, &Theme::changed, this, &FilterField::restyle);
    restyle();
}

FilterField::~FilterField()
{
    delete m_popup; // belongs to the window, which may live on
}

FilterField::Validity FilterField::validity() const
{
    if (m_error)
        return Validity::Invalid;
    return text().trimmed().isEmpty() ? Validity::Empty : Validity::Valid;
}

void FilterField::setFilterText(const QString &text)
{
    setText(text);
    hidePopup();
}

void FilterField::read()
{
    auto parsed = exchange::Filter::parse(text());
    if (parsed) {
        m_filter = std::move(*parsed);
        m_error.reset();
    } else {
        m_error = parsed.error();
    }
    restyle();
    setAccessibleDescription(m_error ? tr("Not a filter: %1").arg(m_error->text()) : QString());
    Q_EMIT validityChanged();
}

void FilterField::restyle()
{
    setFont(m_theme.monospace());
    QPalette colors = palette();
    Role ground = Role::Base;
    if (validity() == Validity::Invalid)
        ground = Role::InvalidBackground;
    else if (validity() == Validity::Valid)
        ground = Role::ValidBackground;
    colors.setColor(QPalette::Base, m_theme.color(ground));
    colors.setColor(QPalette::Text, m_theme.color(Role::Text));
    colors.setColor(QPalette::PlaceholderText, m_theme.color(Role::DimText));
    setPalette(colors);
    // The application's sheet gives fields their ground, so the palette alone would not be seen.
    setStyleSheet(QStringLiteral("QLineEdit { background: %1; }").arg(m_theme.color(ground).name()));
    update();
}

void FilterField::suggest(bool explicitly)
{
    if (!m_popup) {
        m_popup = new SuggestionPopup(m_theme, window());
        connect(m_popup, &SuggestionPopup::chosen, this, &FilterField::take);
    }
    const auto suggestions = FilterCompletion::suggestions(text(), cursorPosition(), m_values, explicitly);
    m_popup->present(suggestions, m_error ? m_error->text() : QString(), *this);
    if (m_error && QAccessible::isActive()) {
        QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&changed);
    }
}

void FilterField::take(int row)
{
    if (!m_popup || row < 0 || row >= m_popup->suggestions().size())
        return;
    const FilterSuggestion chosen = m_popup->suggestions().at(row);
    QString changed = text();
    changed.replace(chosen.from, chosen.length, chosen.insert);
    setText(changed);
    setCursorPosition(int(chosen.from + chosen.insert.size()));
    if (chosen.isField)
        suggest(true);
    else
        hidePopup();
}

void FilterField::hidePopup()
{
    if (m_popup)
        m_popup->hide();
}

bool FilterField::handlePopupKey(const QKeyEvent &event)
{
    const bool open = m_popup && m_popup->isVisible();
    const bool list = open && !m_popup->suggestions().isEmpty();
    switch (event.key()) {
    case Qt::Key_Down:
        if (event.modifiers().testFlag(Qt::AltModifier)) {
            hidePopup();
            Q_EMIT historyRequested();
        } else if (list) {
            m_popup->moveBy(1);
        } else {
            suggest(true);
        }
        return true;
    case Qt::Key_Up:
        if (list)
            m_popup->moveBy(-1);
        return true;
    case Qt::Key_Space:
        if (!event.modifiers().testFlag(Qt::ControlModifier))
            return false;
        suggest(true);
        return true;
    case Qt::Key_Tab:
        if (!list)
            return false;
        take(std::max(0, m_popup->currentRow()));
        return true;
    case Qt::Key_Escape:
        if (open)
            hidePopup();
        else
            Q_EMIT escaped();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (list && m_popup->currentRow() >= 0) {
            take(m_popup->currentRow());
        } else if (m_error) {
            suggest(false); // says again what is wrong
        } else {
            hidePopup();
            Q_EMIT applied(text());
        }
        return true;
    default:
        return false;
    }
}

bool FilterField::event(QEvent *event)
{
    // Before the focus chain sees it: Tab takes the suggestion; and Esc must not close a dialog around the field.
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Tab
        && handlePopupKey(*static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QLineEdit::event(event);
}

void FilterField::keyPressEvent(QKeyEvent *event)
{
    if (!handlePopupKey(*event))
        QLineEdit::keyPressEvent(event);
}

void FilterField::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    if (!m_error)
        return;
    // A wave under what is wrong; where something is missing, under the place behind the last character.
    const QString shown = text();
    const QFontMetrics metrics(font());
    const qsizetype from = std::clamp<qsizetype>(m_error->position, 0, shown.size());
    const qsizetype length = std::clamp<qsizetype>(m_error->length, 0, shown.size() - from);
    const auto xOf = [&](qsizetype position) {
        const qsizetype cursor = cursorPosition();
        const int distance = position >= cursor ? metrics.horizontalAdvance(shown.mid(cursor, position - cursor))
                                                : -metrics.horizontalAdvance(shown.mid(position, cursor - position));
        return cursorRect().center().x() + distance;
    };
    const int left = xOf(from);
    const int right = std::max(xOf(from + length), left + metrics.averageCharWidth());
    const int bottom = std::min((height() + metrics.height()) / 2, height() - 4);
    QPainterPath wave;
    wave.moveTo(left, bottom);
    for (int x = left, i = 0; x < right; x += 3, ++i)
        wave.lineTo(std::min(x + 3, right), bottom + (i % 2 == 0 ? -2 : 0));
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(rect().adjusted(4, 0, -4, 0));
    painter.setPen(QPen(m_theme.color(Role::ErrorText), 1.2));
    painter.drawPath(wave);
}

void FilterField::focusInEvent(QFocusEvent *event)
{
    QLineEdit::focusInEvent(event);
    if (m_error)
        suggest(false);
}

void FilterField::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    hidePopup();
}

void FilterField::resizeEvent(QResizeEvent *event)
{
    QLineEdit::resizeEvent(event);
    hidePopup();
}

} // namespace sightglass::ui
