// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/settingspage.h"

#include <QBoxLayout>
#include <QFormLayout>
#include <QLabel>
#include <QSpinBox>

namespace sightglass::ui {

QFormLayout *SettingsPage::makeForm()
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(14);
    form->setVerticalSpacing(10);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    outer->addLayout(form);
    outer->addStretch(1);
    return form;
}

QLabel *SettingsPage::makeNote(const QString &text)
{
    auto *note = new QLabel(text, this);
    note->setWordWrap(true);
    note->setTextFormat(Qt::PlainText);
    note->setProperty("dim", true);
    return note;
}

QSpinBox *SettingsPage::makeNumber(const QString &name, int least, int most, const QString &suffix)
{
    auto *box = new QSpinBox(this);
    box->setRange(least, most);
    box->setSuffix(suffix);
    box->setGroupSeparatorShown(true);
    box->setAccessibleName(name);
    box->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    box->setFixedWidth(fontMetrics().averageCharWidth() * 22 + 40); // the same for all
    box->setAlignment(Qt::AlignRight);
    connect(box, &QSpinBox::valueChanged, this, &SettingsPage::edited);
    return box;
}

} // namespace sightglass::ui
