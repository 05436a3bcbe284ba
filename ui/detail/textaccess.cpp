// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/textaccess.h"

#include "ui/detail/textview.h"

#include <algorithm>

namespace sightglass::ui {
namespace {

QAccessibleInterface *makeAccess(const QString &, QObject *object)
{
    auto *view = qobject_cast<TextView *>(object);
    return view ? new TextAccess(view) : nullptr;
}

} // namespace

TextAccess::TextAccess(TextView *view) : QAccessibleWidget(view, QAccessible::EditableText) {}

void TextAccess::install()
{
    QAccessible::installFactory(makeAccess);
}

TextView &TextAccess::view() const
{
    return *static_cast<TextView *>(object());
}

void *TextAccess::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::TextInterface)
        return static_cast<QAccessibleTextInterface *>(this);
    return QAccessibleWidget::interface_cast(type);
}

QAccessible::State TextAccess::state() const
{
    QAccessible::State state = QAccessibleWidget::state();
    state.readOnly = true;
    state.selectableText = true;
    state.multiLine = true;
    return state;
}

void TextAccess::selection(int index, int *from, int *end) const
{
    const bool any = index == 0 && view().hasSelection();
    *from = any ? int(view().place()) : 0;
    *end = any ? int(std::max(view().cursor(), view().anchor())) : 0;
}

int TextAccess::selectionCount() const
{
    return view().hasSelection() ? 1 : 0;
}

void TextAccess::addSelection(int from, int end)
{
    setSelection(0, from, end);
}

void TextAccess::removeSelection(int)
{
    view().setCursor(view().cursor());
}

void TextAccess::setSelection(int, int from, int end)
{
    view().setCursor(from);
    view().setCursor(end, true);
}

int TextAccess::cursorPosition() const
{
    return int(view().cursor());
}

void TextAccess::setCursorPosition(int position)
{
    view().setCursor(position);
}

QString TextAccess::text(int from, int end) const
{
    return view().lines().text().mid(from, std::max(0, end - from));
}

int TextAccess::characterCount() const
{
    return int(view().lines().size());
}

QRect TextAccess::characterRect(int offset) const
{
    if (offset < 0 || offset >= characterCount())
        return {};
    const QRect here = view().cursorRect(offset);
    const QRect next = view().cursorRect(view().lines().stop(offset + 1, true));
    const int width = next.top() == here.top() ? std::max(1, next.left() - here.left()) : here.height() / 2;
    return {view().viewport()->mapToGlobal(here.topLeft()), QSize(width, here.height())};
}

int TextAccess::offsetAtPoint(const QPoint &point) const
{
    const QPoint local = view().viewport()->mapFromGlobal(point);
    return view().viewport()->rect().contains(local) ? int(view().positionAt(local)) : -1;
}

void TextAccess::scrollToSubstring(int from, int end)
{
    setSelection(0, from, end);
}

QString TextAccess::attributes(int offset, int *from, int *end) const
{
    // Colour says nothing that the text does not say.
    const auto &lines = view().lines();
    const qsizetype line = lines.lineAt(offset);
    *from = int(lines.lineStart(line));
    *end = *from + int(lines.line(line).size());
    return {};
}

} // namespace sightglass::ui
