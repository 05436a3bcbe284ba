// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/clientsnippets.h"

#include <QScrollArea>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace sightglass::ui {

class CopyField;
class ProxyControl;
class Theme;

/// What stands in place of the list while there is no traffic: which server to look at, the URL for clients with what
/// each client needs, demo traffic for who has neither; or why the proxy does not run.
///
/// Thread: UI. Owner: its parent. Theme and control outlive it.
class WelcomePage : public QScrollArea
{
    Q_OBJECT
public:
    WelcomePage(const Theme &theme, ProxyControl &control, QWidget *parent = nullptr);
    ~WelcomePage() override;

    /// There is a list to go back to.
    void setBackOffered(bool offered);

Q_SIGNALS:
    /// Back to the list: by the button, or Esc.
    void left();
    void settingsRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    class Step;

    QWidget *makeServerStep();
    QWidget *makeClientStep();
    QWidget *makeDemoStep();
    void refresh();
    void refreshHeading();
    void refreshServer();
    void refreshUrls();
    void refreshSnippet();
    void useServer();
    void showServerHint(const QString &text, bool wrong = false);
    void demoTrafficChanged(const QString &errorText);

    const Theme &m_theme;
    ProxyControl &m_control;
    QLabel *m_heading = nullptr;
    QLabel *m_intro = nullptr;
    QPushButton *m_back = nullptr;
    QPushButton *m_start = nullptr;
    QLineEdit *m_server = nullptr;
    QPushButton *m_useServer = nullptr;
    QLabel *m_serverHint = nullptr;
    QWidget *m_clientStep = nullptr;
    QLabel *m_clientHint = nullptr;
    QGridLayout *m_urls = nullptr;
    QComboBox *m_client = nullptr;
    QLabel *m_where = nullptr;
    CopyField *m_snippet = nullptr;
    QPushButton *m_demo = nullptr;
    QLabel *m_demoHint = nullptr;
    QList<ClientSnippet> m_snippets;
};

} // namespace sightglass::ui
