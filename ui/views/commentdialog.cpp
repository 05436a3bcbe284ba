// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/commentdialog.h"

#include "ui/theme/elidedlabel.h"

#include <QDialogButtonBox>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace sightglass::ui {

CommentDialog::CommentDialog(const QString &exchange, const QString &comment, QWidget *parent) : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Comment"));
    auto *about = new ElidedLabel(this);
    about->setText(exchange);
    about->setProperty("dim", true);
    m_text = new QPlainTextEdit(comment, this);
    m_text->setAccessibleName(tr("Comment"));
    m_text->setPlaceholderText(tr("What is worth remembering about this exchange?"));
    m_text->setProperty("field", true);
    m_text->setTabChangesFocus(true);
    m_text->selectAll();
    m_text->installEventFilter(this);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Save)->setText(tr("Save"));
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    connect(buttons, &QDialogButtonBox::accepted, this, &CommentDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(about);
    layout->addWidget(m_text);
    layout->addWidget(buttons);
    resize(440, 200);
}

void CommentDialog::accept()
{
    Q_EMIT commentAccepted(m_text->toPlainText().trimmed().left(kMaxLength));
    QDialog::accept();
}

bool CommentDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        // Enter saves, as in a one-line field; Shift+Enter is a new line.
        if (enter && !(key->modifiers() & Qt::ShiftModifier)) {
            accept();
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace sightglass::ui
