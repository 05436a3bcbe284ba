// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/bodytext.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace sightglass::ui {

class FindBar;
class PrettyPrinter;
class TextView;
class Theme;

/// A body as text: JSON indented in its own order and spelling, other text as it is. Small bodies at once; larger ones are
/// prepared on a worker; of the largest, the raw head is shown until "Load all" is pressed.
class CodeView : public QWidget
{
    Q_OBJECT
public:
    static constexpr qsizetype kAtOnceBytes = 256 * 1024;
    static constexpr qsizetype kPreparedBytes = 2 * 1024 * 1024;

    explicit CodeView(const Theme &theme, QWidget *parent = nullptr);

    void setBody(const QByteArray &body, BodyShape shape);
    void openFind();
    void find(const QString &text);
    /// Everything is in the view.
    bool isComplete() const { return !m_isHead && !m_preparing; }
    bool isHead() const { return m_isHead; }
    QString text() const;
    QString notice() const;
    TextView &view() const { return *m_view; }

public Q_SLOTS:
    void loadAll();

private:
    void take(const BodyText &text);
    void setNotice(const QString &text, bool offerAll);

    QByteArray m_body;
    BodyShape m_shape = BodyShape::Empty;
    bool m_isHead = false;
    bool m_preparing = false;
    TextView *m_view = nullptr;
    PrettyPrinter *m_printer = nullptr;
    FindBar *m_find = nullptr;
    QWidget *m_noticeBar = nullptr;
    QLabel *m_notice = nullptr;
    QPushButton *m_loadAll = nullptr;
};

} // namespace sightglass::ui
