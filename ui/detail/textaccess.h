// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessibleWidget>

namespace sightglass::ui {

class TextView;

/// What a screen reader reads of a text view: its text, the cursor and the selection.
///
/// Thread: UI. Owner: Qt's registry of accessible objects.
class TextAccess : public QAccessibleWidget, public QAccessibleTextInterface
{
public:
    explicit TextAccess(TextView *view);

    /// Makes one for every text view from now on; harmless when called again.
    static void install();

    void *interface_cast(QAccessible::InterfaceType type) override;
    QAccessible::State state() const override;

    void selection(int index, int *from, int *end) const override;
    int selectionCount() const override;
    void addSelection(int from, int end) override;
    void removeSelection(int index) override;
    void setSelection(int index, int from, int end) override;
    int cursorPosition() const override;
    void setCursorPosition(int position) override;
    QString text(int from, int end) const override;
    int characterCount() const override;
    QRect characterRect(int offset) const override;
    int offsetAtPoint(const QPoint &point) const override;
    void scrollToSubstring(int from, int end) override;
    QString attributes(int offset, int *from, int *end) const override;

private:
    TextView &view() const;
};

} // namespace sightglass::ui
