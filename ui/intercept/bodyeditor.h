// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include <memory>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QSyntaxHighlighter;

namespace sightglass::ui {

class Theme;

/// A message's body to be edited. JSON without white space is shown indented, and goes out without white space again, so
/// that only what a person changed differs from what came; other text is edited as it stands. Nothing changed gives the
/// same bytes back.
///
/// Thread: UI. Owner: its parent. The theme outlives it.
class BodyEditor : public QWidget
{
    Q_OBJECT
public:
    /// A text edit that lays out more than this on one line stands still.
    static constexpr qsizetype kMostBytes = 1024 * 1024;
    /// Above, changes are checked a moment after the last one.
    static constexpr qsizetype kCheckedAtOnce = 64 * 1024;
    static constexpr int kCheckMs = 200;

    BodyEditor(const Theme &theme, const QString &accessibleName, QWidget *parent = nullptr);
    ~BodyEditor() override;

    /// Starts over with \a body, which counts as unchanged.
    void setBody(const QByteArray &body);
    /// What goes out: the original's bytes where nothing was changed.
    QByteArray body() const;
    bool isEdited() const;
    /// Too large, or no text: it can go out as it is only.
    bool isEditable() const { return m_editable; }
    void setReadOnly(bool readOnly);
    /// Why it is no JSON, with the place; empty: it is.
    QString problem() const { return m_problem; }
    QPlainTextEdit &edit() const { return *m_edit; }

public Q_SLOTS:
    /// The cursor goes to where the text stops being JSON.
    void goToProblem();
    /// As it was, in one step that can be undone.
    void revert();

Q_SIGNALS:
    /// Text or problem are others.
    void changed();

private:
    QString text() const;
    /// \a text with the line ends of the original.
    QByteArray original(QString text) const;
    void textChanged();
    void check();
    void restyle();

    const Theme &m_theme;
    QByteArray m_original;
    QString m_originalText; ///< as it stands in the field
    bool m_compact = false; ///< the original has no white space between its tokens
    bool m_crlf = false;    ///< its lines end in CR LF
    bool m_editable = true;
    QString m_problem;
    qsizetype m_problemAt = 0; ///< UTF-16 code unit of the text
    QTimer m_checks;
    QPlainTextEdit *m_edit = nullptr;
    std::unique_ptr<QSyntaxHighlighter> m_highlighter;
    QWidget *m_notice = nullptr;
    QLabel *m_noticeText = nullptr;
    QPushButton *m_goTo = nullptr;
};

} // namespace sightglass::ui
