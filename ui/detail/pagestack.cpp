// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/pagestack.h"

#include <QBoxLayout>
#include <QLabel>

namespace sightglass::ui {

PageStack::PageStack(QWidget *parent) : QStackedWidget(parent)
{
    m_empty = new QLabel(this);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setMargin(16);
    m_empty->setTextFormat(Qt::PlainText); // it may tell what somebody else sent
    m_empty->setProperty("dim", true);
    m_page = new QWidget(this);
    auto *layout = new QVBoxLayout(m_page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    addWidget(m_empty);
    addWidget(m_page);
}

void PageStack::add(QWidget *content, bool stretches)
{
    static_cast<QVBoxLayout *>(m_page->layout())->addWidget(content, stretches ? 1 : 0);
}

void PageStack::showEmpty(const QString &why)
{
    m_empty->setText(why);
    setCurrentIndex(0);
}

QWidget *PageStack::makeBar(QWidget *parent, int rightMargin)
{
    auto *bar = new QWidget(parent);
    bar->setProperty("bar", true);
    bar->setAttribute(Qt::WA_StyledBackground);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(10, 3, rightMargin, 3);
    row->setSpacing(4);
    return bar;
}

} // namespace sightglass::ui
