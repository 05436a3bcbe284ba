// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/holdqueue.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QTabWidget;

namespace sightglass::ui {

class AnswerEditor;
class BodyEditor;
class HeaderEditor;
class Theme;

/// One held message: its body and headers to be edited, and the ways on from here. It keeps what was changed as long as it
/// lives, whatever is looked at meanwhile.
///
/// Thread: UI. Owner: the pane. The theme outlives it.
class HeldEditor : public QWidget
{
    Q_OBJECT
public:
    enum Tab { Body, Headers, Answer };

    HeldEditor(const Theme &theme, const interceptor::HeldMessage &message, QWidget *parent = nullptr);

    interceptor::HoldId id() const { return m_message.id; }
    bool isEdited() const;
    /// Nobody waits any more: it can be read only. \a why in words.
    void setEnded(const QString &why);
    bool isEnded() const { return m_ended; }
    /// Why what was edited cannot be sent; empty: it can.
    QString problem() const;

    BodyEditor &body() const { return *m_body; }
    HeaderEditor &headers() const { return *m_headers; }
    AnswerEditor &answer() const { return *m_answer; }
    QTabWidget &tabs() const { return *m_tabs; }

public Q_SLOTS:
    /// What was edited, or the original where nothing was. Where it cannot be sent, the reason is shown.
    void send();
    void sendOriginal();
    void openAnswer();
    /// Goes to the reason's field at first, and fails the message from there.
    void askForReason();
    void fail();

Q_SIGNALS:
    void decided(sightglass::interceptor::HoldId id, const sightglass::interceptor::HoldDecision &decision);
    void editedChanged(sightglass::interceptor::HoldId id, bool edited);
    void dismissed(sightglass::interceptor::HoldId id);
    void exchangeRequested(sightglass::exchange::ExchangeId id);

private:
    QWidget *makeHead();
    QWidget *makeButtons();
    void refresh();
    void decide(interceptor::HoldDecision decision);

    const Theme &m_theme;
    const interceptor::HeldMessage m_message;
    bool m_ended = false;
    bool m_wasEdited = false;
    QWidget *m_notice = nullptr;
    QLabel *m_noticeText = nullptr;
    QTabWidget *m_tabs = nullptr;
    BodyEditor *m_body = nullptr;
    HeaderEditor *m_headers = nullptr;
    AnswerEditor *m_answer = nullptr;
    QPushButton *m_sendEdited = nullptr;
    QPushButton *m_sendOriginal = nullptr;
    QPushButton *m_answerMyself = nullptr;
    QPushButton *m_fail = nullptr;
    QLineEdit *m_reason = nullptr;
};

} // namespace sightglass::ui
