// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QPlainTextEdit;

namespace sightglass::ui {

/// Asks for the comment on one exchange. Show it with open().
///
/// Thread: UI. Owner: its parent; it goes when it is closed.
class CommentDialog : public QDialog
{
    Q_OBJECT
public:
    static constexpr int kMaxLength = 4096;

    CommentDialog(const QString &exchange, const QString &comment, QWidget *parent);

Q_SIGNALS:
    /// The text without blanks around it; empty takes the comment away.
    void commentAccepted(const QString &comment);

protected:
    void accept() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QPlainTextEdit *m_text = nullptr;
};

} // namespace sightglass::ui
