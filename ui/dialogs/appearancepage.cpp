// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/appearancepage.h"

#include "ui/theme/language.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QSpinBox>

#include <algorithm>

namespace sightglass::ui {

AppearancePage::AppearancePage(QWidget *parent) : SettingsPage(parent)
{
    QFormLayout *form = makeForm();
    m_mode = new QComboBox(this);
    m_mode->addItem(tr("As the system"), QVariant::fromValue(Theme::Mode::System));
    m_mode->addItem(tr("Light"), QVariant::fromValue(Theme::Mode::Light));
    m_mode->addItem(tr("Dark"), QVariant::fromValue(Theme::Mode::Dark));
    m_mode->setAccessibleName(tr("Colours"));
    m_mode->view()->setAccessibleName(tr("Choice of colours"));
    connect(m_mode, &QComboBox::currentIndexChanged, this, &SettingsPage::edited);
    m_language = new QComboBox(this);
    m_language->addItem(tr("As the system"), QString());
    for (const QString &code : Language::codes())
        m_language->addItem(Language::name(code), code);
    m_language->setAccessibleName(tr("Language"));
    m_language->view()->setAccessibleName(tr("Languages"));
    connect(m_language, &QComboBox::currentIndexChanged, this, &SettingsPage::edited);
    m_capacity = makeNumber(tr("Exchanges in the list"), Settings::kLeastListCapacity, Settings::kMostListCapacity,
                            tr(" exchanges"));
    m_capacity->setSingleStep(10'000);
    for (QComboBox *box : {m_mode, m_language}) {
        box->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        box->setMinimumWidth(m_capacity->minimumWidth());
    }
    form->addRow(tr("&Colours"), m_mode);
    form->addRow(tr("&Language"), m_language);
    form->addRow(makeNote(tr("The language changes when Sightglass is started again.")));
    form->addRow(tr("List &holds"), m_capacity);
    form->addRow(makeNote(tr("Older exchanges leave the list and stay in the recording; scroll to the top to load them "
                             "again.")));
}

void AppearancePage::load(const Settings &settings)
{
    m_mode->setCurrentIndex(m_mode->findData(QVariant::fromValue(settings.themeMode)));
    m_language->setCurrentIndex(std::max(0, m_language->findData(settings.language)));
    m_capacity->setValue(settings.listCapacity);
}

void AppearancePage::store(Settings &settings) const
{
    settings.themeMode = m_mode->currentData().value<Theme::Mode>();
    settings.language = m_language->currentData().toString();
    settings.listCapacity = m_capacity->value();
}

} // namespace sightglass::ui
