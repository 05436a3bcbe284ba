// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QPushButton;

namespace sightglass::interceptor {
struct HeldMessage;
}

namespace sightglass::ui {

class BodyEditor;
class Theme;

/// An answer of one's own to a held request, from a template with the request's id.
///
/// Thread: UI. Owner: its parent. The theme outlives it.
class AnswerEditor : public QWidget
{
    Q_OBJECT
public:
    enum class Kind { Result, Error };

    explicit AnswerEditor(const Theme &theme, QWidget *parent = nullptr);

    void setRequest(const interceptor::HeldMessage &message);
    /// Only a request that waits for an answer can be answered.
    static bool canAnswer(const interceptor::HeldMessage &message);
    static QByteArray answerTemplate(const interceptor::HeldMessage &message, Kind kind);
    void setKind(Kind kind);
    void setReadOnly(bool readOnly);
    BodyEditor &body() const { return *m_body; }

Q_SIGNALS:
    void answerGiven(const QByteArray &message);

private:
    void fill();
    void refresh();

    QByteArray m_templates[2];
    bool m_readOnly = false;
    QComboBox *m_kind = nullptr;
    BodyEditor *m_body = nullptr;
    QPushButton *m_send = nullptr;
};

} // namespace sightglass::ui
