// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/hexpane.h"

#include "ui/detail/findbar.h"
#include "ui/detail/hexview.h"

#include <QBoxLayout>

namespace sightglass::ui {

HexPane::HexPane(const Theme &theme, QWidget *parent) : QWidget(parent)
{
    m_hex = new HexView(theme, this);
    m_find = new FindBar(theme, *m_hex, this);
    setFocusProxy(m_hex);
    connect(m_hex, &HexView::bytesChanged, m_find, &FindBar::searchAgain);
    connect(m_hex, &HexView::findRequested, m_find, &FindBar::open);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_hex, 1);
    layout->addWidget(m_find);
}

void HexPane::openFind()
{
    m_find->open();
}

} // namespace sightglass::ui
