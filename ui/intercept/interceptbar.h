// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QCheckBox;
class QLabel;
class QPushButton;
class QToolButton;

namespace sightglass::ui {

class FilterField;
class InterceptionControl;
class Theme;

/// The banner of Intercept: that it is on, for which messages, and how many are held. While it is off the same fields say
/// what would be held, for those who ask.
///
/// Thread: UI. Owner: the window. Theme and control outlive it.
class InterceptBar : public QWidget
{
    Q_OBJECT
public:
    InterceptBar(const Theme &theme, InterceptionControl &control, QWidget *parent = nullptr);

    FilterField &field() const { return *m_field; }
    void setHeldCount(int count);
    /// Shows the fields while it is off, too, and takes the focus.
    void openFields();
    /// `Intercepting: method:tools/call — 2 held`.
    QString sentence() const;

Q_SIGNALS:
    /// The held messages are to be shown.
    void queueRequested();
    /// The focus belongs to the list again.
    void left();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();
    void applyText();
    void applyKinds();
    void restyle();

    const Theme &m_theme;
    InterceptionControl &m_control;
    QString m_applied; ///< the filter as the control has it
    int m_held = 0;
    bool m_on = false; ///< as the control said last
    bool m_opened = false;
    QLabel *m_badge = nullptr;
    FilterField *m_field = nullptr;
    QLabel *m_hint = nullptr;
    QCheckBox *m_requests = nullptr;
    QCheckBox *m_responses = nullptr;
    QCheckBox *m_events = nullptr;
    QToolButton *m_queue = nullptr;
    QPushButton *m_switch = nullptr;
    QToolButton *m_close = nullptr;
};

} // namespace sightglass::ui
