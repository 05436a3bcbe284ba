// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace sightglass::ui {

class ProxyControl;
class Theme;

/// Says in words why the proxy does not run, and offers the ways out. Shows and hides itself as the proxy's state asks.
///
/// Thread: UI. Owner: its parent. Theme and control outlive it.
class ProblemPanel : public QFrame
{
    Q_OBJECT
public:
    ProblemPanel(const Theme &theme, ProxyControl &control, QWidget *parent = nullptr);

Q_SIGNALS:
    void settingsRequested();

private:
    void refresh();
    void paintSign();

    const Theme &m_theme;
    ProxyControl &m_control;
    QLabel *m_sign = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_text = nullptr;
    QPushButton *m_otherPort = nullptr;
};

} // namespace sightglass::ui
