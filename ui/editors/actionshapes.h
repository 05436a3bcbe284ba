// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <span>

namespace sightglass::ui {

/// One thing to fill in of an action.
struct ActionField {
    enum class Kind : quint8 {
        Pointer,      ///< a JSON Pointer, as a string
        Line,         ///< a string of one line
        Json,         ///< any JSON value
        OptionalJson, ///< the same; empty: left out
        Whole,        ///< an integer
        Real,
        Choice, ///< one of `choices`, as a string
        Range,  ///< milliseconds: a number, or [least, most]
    };
    Kind kind = Kind::Line;
    const char *path = "";    ///< JSON Pointer within the action
    const char *label = "";   ///< untranslated
    const char *sample = "";  ///< what the field shows while it is empty
    const char *choices = ""; ///< separated by blanks
};

/// A kind of action as forms and completion know it. The spelling is that of docs/rules.md.
struct ActionShape {
    const char *member; ///< that says which action it is
    const char *title;  ///< untranslated
    const char *help;   ///< untranslated, one line
    const char *fresh;  ///< the JSON text that it begins with
    std::span<const ActionField> fields;

    QString titleText() const;
    QString helpText() const;
};

std::span<const ActionShape> actionShapes();
/// Which of them \a action (JSON text) is; -1: none of them.
int actionShapeOf(const QByteArray &action);
QString actionFieldLabel(const ActionField &field);

} // namespace sightglass::ui
