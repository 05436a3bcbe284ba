// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/rulesintro.h"

#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

RulesIntro::RulesIntro(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    auto *title = new QLabel(tr("No rules yet"), this);
    title->setObjectName(u"introTitle"_s);
    title->setAlignment(Qt::AlignCenter);
    auto *text =
        new QLabel(tr("A rule says which messages it is for, and what happens to them: changed, delayed, blocked, "
                      "answered.\nRules are tried from top to bottom, on requests, responses and events."),
                   this);
    text->setProperty("dim", true);
    text->setAlignment(Qt::AlignCenter);
    text->setWordWrap(true);
    auto *make = new QPushButton(tr("New Rule"), this);
    make->setObjectName(u"emptyNew"_s);
    make->setAccessibleName(tr("New rule"));
    make->setProperty("primary", true);
    auto *example = new QPushButton(tr("Try an Example"), this);
    example->setObjectName(u"emptyExample"_s);
    example->setAccessibleName(tr("Try an example of a rule"));
    connect(make, &QPushButton::clicked, this, &RulesIntro::newRequested);
    connect(example, &QPushButton::clicked, this, &RulesIntro::exampleRequested);
    setFocusProxy(make);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(make);
    buttons->addWidget(example);
    buttons->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addStretch(1);
    layout->addWidget(title);
    layout->addWidget(text);
    layout->addLayout(buttons);
    layout->addStretch(1);
    connect(&theme, &Theme::changed, this, &RulesIntro::restyle);
    restyle();
}

void RulesIntro::restyle()
{
    findChild<QLabel *>(u"introTitle"_s)->setFont(m_theme.heading());
}

} // namespace sightglass::ui
