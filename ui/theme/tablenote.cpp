// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/tablenote.h"

#include <QAbstractScrollArea>
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace sightglass::ui {

TableNote::TableNote(QAbstractScrollArea &view)
    : QWidget(view.viewport()),
      m_view(view),
      m_title(new QLabel(this)),
      m_text(new QLabel(this)),
      m_button(new QPushButton(this))
{
    QFont bold = m_title->font();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    m_text->setProperty("dim", true);
    m_text->setWordWrap(true);
    for (QLabel *label : {m_title, m_text}) {
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignCenter);
    }
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(6);
    layout->addStretch();
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    layout->addWidget(m_button, 0, Qt::AlignHCenter);
    layout->addStretch();
    m_button->setFocusPolicy(Qt::NoFocus); // until it says something
    connect(m_button, &QPushButton::clicked, this, &TableNote::buttonClicked);
    view.viewport()->installEventFilter(this);
    hide();
}

void TableNote::tell(const QString &title, const QString &text, const QString &button)
{
    m_title->setText(title);
    m_text->setText(text);
    m_button->setText(button);
    m_button->setVisible(!button.isEmpty());
    m_button->setFocusPolicy(button.isEmpty() ? Qt::NoFocus : Qt::StrongFocus);
    place();
}

bool TableNote::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        place();
    return QWidget::eventFilter(watched, event);
}

void TableNote::place()
{
    setGeometry(m_view.viewport()->rect());
}

} // namespace sightglass::ui
