// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/bodytext.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace sightglass::ui {

class FindBar;
class JsonHighlighter;
class PrettyPrinter;
class Theme;

/// A body as text: JSON indented in its own order and spelling, other text as it is. Small bodies at once and in
/// colours; larger ones are prepared on a worker; of the largest, the raw head is shown until "Load all" is pressed.
class CodeView : public QWidget
{
    Q_OBJECT
public:
    static constexpr qsizetype kColouredBytes = 256 * 1024;
    static constexpr qsizetype kPreparedBytes = 2 * 1024 * 1024;
    /// Appended per turn of the event loop, so that the window stays alive meanwhile.
    static constexpr qsizetype kSlice = 128 * 1024;

    explicit CodeView(const Theme &theme, QWidget *parent = nullptr);
    ~CodeView() override;

    void setBody(const QByteArray &body, BodyShape shape);
    void openFind();
    void find(const QString &text);
    /// Everything is in the view, or is not going to be.
    bool isComplete() const { return !m_isHead && !m_preparing && m_pending.isEmpty(); }
    bool isHead() const { return m_isHead; }
    QString text() const;
    QString notice() const;

public Q_SLOTS:
    void loadAll();

private:
    void take(const BodyText &text);
    void setNotice(const QString &text, bool offerAll);
    void restyle();
    void appendSlice();

    const Theme &m_theme;
    QByteArray m_body;
    BodyShape m_shape = BodyShape::Empty;
    bool m_isHead = false;
    bool m_preparing = false;
    QString m_pending;
    qsizetype m_pendingFrom = 0;
    QTimer m_slices;
    QPlainTextEdit *m_edit = nullptr;
    JsonHighlighter *m_highlighter = nullptr;
    PrettyPrinter *m_printer = nullptr;
    FindBar *m_find = nullptr;
    QWidget *m_noticeBar = nullptr;
    QLabel *m_notice = nullptr;
    QPushButton *m_loadAll = nullptr;
};

} // namespace sightglass::ui
