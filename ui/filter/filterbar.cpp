// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/filter/filterbar.h"

#include "ui/filter/filterfield.h"
#include "ui/filter/savedfilterbuttons.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QBoxLayout>
#include <QInputDialog>
#include <QMenu>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// \a text in parentheses, where leaving them out of \a frame would mean something else.
QString grouped(const QString &text, const QString &frame)
{
    const auto plain = exchange::Filter::parse(QString(frame).replace("%1"_L1, text));
    const auto inside = exchange::Filter::parse(QString(frame).replace("%1"_L1, u'(' + text + u')'));
    const bool same = plain && inside && plain->toString() == inside->toString();
    return same ? text : u'(' + text + u')';
}

} // namespace

FilterBar::FilterBar(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    m_field = new FilterField(theme, this);
    m_saved = new SavedFilterButtons(theme, this);
    m_field->setMinimumWidth(320);
    setFocusProxy(m_field);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(8);
    layout->addWidget(m_field, 1);
    layout->addWidget(m_saved);

    auto *find = m_field->addAction(icon(Glyph::Filter, theme, Role::DimText), QLineEdit::LeadingPosition);
    find->setEnabled(true);
    connect(find, &QAction::triggered, this, &FilterBar::focusField);
    auto *clearAction = m_field->addAction(icon(Glyph::Close, theme), QLineEdit::TrailingPosition);
    clearAction->setToolTip(tr("Show everything"));
    clearAction->setVisible(false);
    connect(clearAction, &QAction::triggered, this, &FilterBar::clear);
    auto *save = m_field->addAction(icon(Glyph::Star, theme), QLineEdit::TrailingPosition);
    save->setToolTip(tr("Save as a button"));
    connect(save, &QAction::triggered, this, &FilterBar::saveCurrent);
    auto *history = m_field->addAction(icon(Glyph::ChevronDown, theme), QLineEdit::TrailingPosition);
    history->setToolTip(tr("Recent filters (Alt+Down)"));
    connect(history, &QAction::triggered, this, &FilterBar::showHistory);

    const auto update = [this, clearAction, save] {
        clearAction->setVisible(!m_field->text().isEmpty());
        save->setEnabled(m_field->validity() == FilterField::Validity::Valid);
    };
    connect(m_field, &FilterField::validityChanged, this, update);
    connect(m_field, &FilterField::applied, this, &FilterBar::apply);
    connect(m_field, &FilterField::escaped, this, &FilterBar::escaped);
    connect(m_field, &FilterField::historyRequested, this, &FilterBar::showHistory);
    connect(m_saved, &SavedFilterButtons::triggered, this, &FilterBar::setText);
    connect(m_saved, &SavedFilterButtons::changed, this, &FilterBar::savedFiltersChanged);
    update();
}

FilterBar::~FilterBar() = default;

QString FilterBar::text() const
{
    return m_field->text();
}

void FilterBar::setText(const QString &text)
{
    m_field->setFilterText(text);
    if (m_field->validity() != FilterField::Validity::Invalid)
        apply(text);
}

void FilterBar::clear()
{
    setText({});
}

void FilterBar::apply(const QString &text)
{
    const QString wanted = text.trimmed();
    m_applied = wanted;
    remember(wanted);
    m_saved->setApplied(wanted);
    Q_EMIT filterApplied(m_field->filter(), wanted);
}

void FilterBar::applyTerm(const QString &term, bool negate)
{
    const QString added = negate ? "not "_L1 + grouped(term, u"not %1"_s) : grouped(term, u"x and %1"_s);
    setText(m_applied.isEmpty() ? added : grouped(m_applied, u"%1 and x"_s) + " and "_L1 + added);
}

void FilterBar::remember(const QString &text)
{
    if (text.isEmpty() || (!m_history.isEmpty() && m_history.front() == text))
        return;
    m_history.removeAll(text);
    m_history.prepend(text);
    while (m_history.size() > kHistoryLength)
        m_history.removeLast();
    Q_EMIT historyChanged();
}

void FilterBar::setHistory(const QStringList &history)
{
    m_history = history.mid(0, kHistoryLength);
    m_history.removeAll(QString());
}

void FilterBar::showHistory()
{
    m_field->hidePopup();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("Recent filters"));
    if (m_history.isEmpty()) {
        menu->addAction(tr("Filters that you apply appear here"))->setEnabled(false);
    }
    for (const QString &text : std::as_const(m_history)) {
        QString shown = m_field->fontMetrics().elidedText(text, Qt::ElideRight, 600);
        connect(menu->addAction(shown.replace(u'&', "&&"_L1)), &QAction::triggered, this,
                [this, text] { setText(text); });
    }
    if (!m_history.isEmpty()) {
        menu->addSeparator();
        connect(menu->addAction(tr("Forget these")), &QAction::triggered, this, [this] {
            m_history.clear();
            Q_EMIT historyChanged();
        });
    }
    menu->popup(m_field->mapToGlobal(QPoint(0, m_field->height())));
}

void FilterBar::escaped()
{
    if (m_field->text().trimmed() != m_applied)
        m_field->setFilterText(m_applied);
    else
        Q_EMIT left();
}

void FilterBar::setValueSource(ValueSource source)
{
    m_field->setValueSource(std::move(source));
}

void FilterBar::startTyping(const QString &first)
{
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
    m_field->insert(first);
    Q_EMIT m_field->textEdited(m_field->text()); // as if it had been typed here: completes
}

void FilterBar::focusField()
{
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

QStringList FilterBar::savedFilters() const
{
    QStringList all;
    for (const SavedFilterButtons::Saved &saved : m_saved->filters())
        all << saved.name << saved.text;
    return all;
}

void FilterBar::setSavedFilters(const QStringList &namesAndTexts)
{
    QList<SavedFilterButtons::Saved> filters;
    for (qsizetype i = 0; i + 1 < namesAndTexts.size(); i += 2)
        filters.append({namesAndTexts.at(i), namesAndTexts.at(i + 1)});
    m_saved->setFilters(filters);
}

void FilterBar::saveCurrent()
{
    if (m_field->validity() != FilterField::Validity::Valid)
        return;
    const QString text = m_field->text().trimmed();
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save filter"));
    dialog->setLabelText(
        tr("Name of the button for “%1”:").arg(m_field->fontMetrics().elidedText(text, Qt::ElideRight, 360)));
    dialog->setTextValue(text.left(24));
    connect(dialog, &QInputDialog::textValueSelected, this,
            [this, text](const QString &name) { m_saved->save(name, text); });
    dialog->open();
}

} // namespace sightglass::ui
