// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/problempanel.h"

#include "ui/proxycontrol.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace sightglass::ui {

namespace {

constexpr int kSignSize = 22;

} // namespace

ProblemPanel::ProblemPanel(const Theme &theme, ProxyControl &control, QWidget *parent)
    : QFrame(parent),
      m_theme(theme),
      m_control(control),
      m_sign(new QLabel(this)),
      m_title(new QLabel(this)),
      m_text(new QLabel(this)),
      m_otherPort(new QPushButton(tr("Use &Another Port"), this))
{
    setProperty("notice", true);
    QFont bold = m_title->font();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    for (QLabel *label : {m_title, m_text}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_otherPort->setProperty("primary", true);
    auto *retry = new QPushButton(tr("&Retry"), this);
    auto *settings = new QPushButton(tr("&Settings…"), this);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (QPushButton *button : {m_otherPort, retry, settings})
        buttons->addWidget(button);
    buttons->addStretch();
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_text);
    words->addSpacing(8);
    words->addLayout(buttons);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->setSpacing(12);
    layout->addWidget(m_sign, 0, Qt::AlignTop);
    layout->addLayout(words, 1);
    connect(m_otherPort, &QPushButton::clicked, this, [this] { m_control.startOnFreePort(); });
    connect(retry, &QPushButton::clicked, this, [this] { m_control.start(); });
    connect(settings, &QPushButton::clicked, this, &ProblemPanel::settingsRequested);
    connect(&control, &ProxyControl::stateChanged, this, &ProblemPanel::refresh);
    connect(&theme, &Theme::changed, this, &ProblemPanel::paintSign);
    paintSign();
    refresh();
}

void ProblemPanel::refresh()
{
    const bool portInUse = m_control.problem() == ProxyControl::Problem::PortInUse;
    m_title->setText(portInUse ? tr("The port is in use") : tr("The proxy is not running"));
    m_text->setText(m_control.errorText());
    m_otherPort->setVisible(portInUse);
    setVisible(m_control.state() == ProxyControl::State::Failed);
}

void ProblemPanel::paintSign()
{
    m_sign->setPixmap(
        icon(Glyph::Warning, m_theme, Role::WarnText).pixmap(QSize(kSignSize, kSignSize), devicePixelRatioF()));
}

} // namespace sightglass::ui
