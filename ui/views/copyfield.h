// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QTimer>

class QLabel;
class QToolButton;

namespace sightglass::ui {

class Theme;

/// A text to be pasted elsewhere, in a frame, with the button that copies it. The text can be selected too.
///
/// Thread: UI. Owner: its parent. The theme outlives it.
class CopyField : public QFrame
{
    Q_OBJECT
public:
    static constexpr int kConfirmMs = 1600;

    enum class Shape {
        Block, ///< as many lines as the text has
        Line,  ///< one line, cut where there is no room: for a tool bar
    };

    /// \a what names the text for a screen reader: `URL for clients`.
    CopyField(const Theme &theme, const QString &what, QWidget *parent = nullptr, Shape shape = Shape::Block);

    void setText(const QString &text);
    QString text() const;

public Q_SLOTS:
    void copy();

private:
    void setUpText(Shape shape);
    void confirm(bool copied);

    const Theme &m_theme;
    const QString m_what;
    QLabel *m_label = nullptr;
    QToolButton *m_button = nullptr;
    QTimer m_confirmTimer;
};

} // namespace sightglass::ui
