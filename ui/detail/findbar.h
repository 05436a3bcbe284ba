// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace sightglass::ui {

class Theme;

/// Finds text in a text view: every hit is marked, one is current. Hidden until opened; Esc closes it.
class FindBar : public QWidget
{
    Q_OBJECT
public:
    /// Hits that are marked and counted; beyond it says "more than".
    static constexpr int kMostHits = 1000;

    FindBar(const Theme &theme, QPlainTextEdit &target, QWidget *parent = nullptr);

    /// For somebody who types: takes the focus.
    void open();
    /// Shows the hits of \a text; the focus stays where it is.
    void find(const QString &text);
    void close();
    void findNext(bool backward = false);
    /// -1: more than kMostHits.
    int hitCount() const { return m_count; }

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void search();
    void describe();

    const Theme &m_theme;
    QPlainTextEdit &m_target;
    QLineEdit *m_field = nullptr;
    QLabel *m_status = nullptr;
    int m_count = 0;
};

} // namespace sightglass::ui
