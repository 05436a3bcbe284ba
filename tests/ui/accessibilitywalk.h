// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractScrollArea>
#include <QAccessible>
#include <QMetaObject>
#include <QScrollBar>
#include <QStringList>
#include <QWidget>

namespace sightglass::ui {

/// Every widget below \a root, hidden ones too, that takes the keyboard focus and has no name for a screen reader.
inline QStringList namelessWidgets(const QWidget &root)
{
    QStringList nameless;
    for (const QWidget *widget : root.findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus || qobject_cast<const QScrollBar *>(widget))
            continue;
        // Parts that Qt made and that speak through the widget they belong to.
        if (widget->objectName().startsWith(QLatin1StringView("qt_")) || widget->focusProxy())
            continue;
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
        if (!face || face->text(QAccessible::Name).trimmed().isEmpty()) {
            nameless.append(QStringLiteral("%1 \"%2\" in %3")
                                .arg(QLatin1StringView(widget->metaObject()->className()), widget->objectName(),
                                     QLatin1StringView(widget->parentWidget()->metaObject()->className())));
        }
    }
    return nameless;
}

} // namespace sightglass::ui
