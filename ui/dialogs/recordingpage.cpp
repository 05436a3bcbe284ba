// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/recordingpage.h"

#include "store/storeurl.h"

#include <QAbstractItemView>
#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr qint64 kMebibyte = 1024 * 1024;
constexpr qint64 kDay = 24 * 3600;
constexpr auto kSqlite = "sqlite:"_L1;
} // namespace

RecordingPage::RecordingPage(QWidget *parent) : SettingsPage(parent)
{
    QFormLayout *form = makeForm();
    m_record = new QCheckBox(tr("&Record what passes"), this);
    m_record->setAccessibleName(tr("Record what passes"));
    m_place = new QComboBox(this);
    m_place->addItems({tr("In the usual place"), tr("In a file of my own"), tr("In memory, until the program ends")});
    m_place->setAccessibleName(tr("Where to record"));
    m_place->view()->setAccessibleName(tr("Places to record"));
    m_path = new QLineEdit(this);
    m_path->setAccessibleName(tr("File of the recording"));
    m_browse = new QPushButton(tr("C&hoose…"), this);
    m_browse->setAccessibleName(tr("Choose the file of the recording"));
    m_browse->setAutoDefault(false);
    auto *file = new QHBoxLayout;
    file->setSpacing(8);
    file->addWidget(m_path, 1);
    file->addWidget(m_browse);
    const QString unlimited = tr("no limit");
    m_rows = makeNumber(tr("Exchanges kept"), 0, std::numeric_limits<int>::max(), tr(" exchanges"));
    m_megabytes = makeNumber(tr("Size kept"), 0, 100 * 1024 * 1024, tr(" MiB"));
    m_days = makeNumber(tr("Days kept"), 0, 36'500, tr(" days"));
    for (QSpinBox *box : {m_rows, m_megabytes, m_days})
        box->setSpecialValueText(unlimited);
    m_rows->setSingleStep(10'000);
    m_megabytes->setSingleStep(256);

    form->addRow(m_record);
    form->addRow(tr("&Where"), m_place);
    auto *fileLabel = new QLabel(tr("&File"), this);
    fileLabel->setBuddy(m_path);
    form->addRow(fileLabel, file);
    form->addRow(makeNote(tr("The oldest exchanges go when one of these is reached; 0 is no limit.")));
    form->addRow(tr("&Keep at most"), m_rows);
    form->addRow(tr("and at mo&st"), m_megabytes);
    form->addRow(tr("for at m&ost"), m_days);

    connect(m_record, &QCheckBox::toggled, this, &RecordingPage::update);
    connect(m_place, &QComboBox::currentIndexChanged, this, &RecordingPage::update);
    connect(m_path, &QLineEdit::textChanged, this, &SettingsPage::edited);
    connect(m_browse, &QPushButton::clicked, this, &RecordingPage::browse);
    update();
}

void RecordingPage::update()
{
    const bool records = m_record->isChecked();
    m_place->setEnabled(records);
    const bool file = records && m_place->currentIndex() == FilePlace;
    m_path->setEnabled(file);
    m_browse->setEnabled(file);
    const store::StoreUrl usual = store::defaultStoreUrl();
    const bool showUsual = m_place->currentIndex() == DefaultPlace;
    m_path->setPlaceholderText(showUsual ? usual.path : QString());
    for (QSpinBox *box : {m_rows, m_megabytes, m_days})
        box->setEnabled(records);
    Q_EMIT edited();
}

void RecordingPage::load(const Settings &settings)
{
    m_record->setChecked(settings.proxy.record);
    if (settings.store == "memory"_L1) {
        m_place->setCurrentIndex(MemoryPlace);
    } else if (settings.store.startsWith(kSqlite)) {
        m_place->setCurrentIndex(FilePlace);
        m_path->setText(settings.store.sliced(kSqlite.size()));
    } else {
        m_place->setCurrentIndex(DefaultPlace);
    }
    const auto bounded = [](qint64 value, const QSpinBox *box) { return int(std::min<qint64>(value, box->maximum())); };
    m_rows->setValue(bounded(settings.proxy.retention.maxRows, m_rows));
    m_megabytes->setValue(bounded(settings.proxy.retention.maxBytes / kMebibyte, m_megabytes));
    m_days->setValue(bounded(settings.proxy.retention.maxAgeSeconds / kDay, m_days));
    update();
}

void RecordingPage::store(Settings &settings) const
{
    settings.proxy.record = m_record->isChecked();
    switch (m_place->currentIndex()) {
    case MemoryPlace:
        settings.store = u"memory"_s;
        break;
    case FilePlace:
        settings.store = kSqlite + m_path->text().trimmed();
        break;
    default:
        settings.store.clear();
    }
    settings.proxy.retention.maxRows = m_rows->value();
    settings.proxy.retention.maxBytes = m_megabytes->value() * kMebibyte;
    settings.proxy.retention.maxAgeSeconds = m_days->value() * kDay;
}

void RecordingPage::browse()
{
    auto *dialog = new QFileDialog(this, tr("File of the recording"), m_path->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // it is added to, not overwritten
    dialog->setDefaultSuffix(u"sqlite"_s);
    connect(dialog, &QFileDialog::fileSelected, m_path, &QLineEdit::setText);
    dialog->open();
}

} // namespace sightglass::ui
