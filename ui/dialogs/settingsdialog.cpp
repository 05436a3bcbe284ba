// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/settingsdialog.h"

#include "ui/dialogs/appearancepage.h"
#include "ui/dialogs/limitspage.h"
#include "ui/dialogs/proxypage.h"
#include "ui/dialogs/recordingpage.h"
#include "ui/dialogs/routespage.h"
#include "ui/theme/icons.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QStackedWidget>
#include <QStyle>

#include <algorithm>
#include <array>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array kGlyphs{Glyph::Traffic, Glyph::Route, Glyph::Save, Glyph::Warning, Glyph::Edit};

QString sentence(const QString &text)
{
    return text.isEmpty() ? text : text.front().toUpper() + text.sliced(1) + u'.';
}

} // namespace

SettingsDialog::SettingsDialog(const Theme &theme, const Settings &settings, QWidget *parent)
    : QDialog(parent), m_theme(theme), m_initial(settings)
{
    setWindowTitle(tr("Settings"));
    m_list = new QListWidget(this);
    m_list->setAccessibleName(tr("Pages of the settings"));
    m_list->setFixedWidth(m_list->fontMetrics().averageCharWidth() * 22 + 40);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setIconSize(QSize(16, 16));
    m_list->setStyleSheet(
        u"QListWidget { background: palette(base); border: none; border-right: 1px solid palette(mid);"
        " padding: 10px 8px; outline: 0; }"
        "QListWidget::item { padding: 6px 8px; border-radius: 4px; }"
        "QListWidget::item:selected { background: palette(highlight); color: palette(text); }"_s);
    m_stack = new QStackedWidget(this);
    addPage(new ProxyPage(this), tr("Proxy"));
    addPage(new RoutesPage(this), tr("Routes"));
    addPage(new RecordingPage(this), tr("Recording"));
    addPage(new LimitsPage(this), tr("Limits"));
    addPage(new AppearancePage(this), tr("Appearance"));
    connect(m_list, &QListWidget::currentRowChanged, m_stack, &QStackedWidget::setCurrentIndex);

    m_problem = new QLabel(this);
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setObjectName(u"problem"_s);
    QSizePolicy keeps = m_problem->sizePolicy();
    keeps.setRetainSizeWhenHidden(true);
    m_problem->setSizePolicy(keeps);
    m_buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_buttons->button(QDialogButtonBox::Ok)->setProperty("primary", true);
    style()->polish(m_buttons->button(QDialogButtonBox::Ok)); // the button box had it polished already
    m_buttons->button(QDialogButtonBox::Ok)->setDefault(true);
    for (const auto &[which, name] :
         {std::pair(QDialogButtonBox::Ok, tr("Save")), std::pair(QDialogButtonBox::Cancel, tr("Cancel"))}) {
        m_buttons->button(which)->setText(name);
        m_buttons->button(which)->setAccessibleName(name);
        m_buttons->button(which)->setIcon({});
    }
    connect(m_buttons, &QDialogButtonBox::accepted, this, &SettingsDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &SettingsDialog::reject);

    auto *right = new QVBoxLayout;
    right->setContentsMargins(20, 16, 16, 12);
    right->setSpacing(10);
    right->addWidget(m_stack, 1);
    right->addWidget(m_problem);
    right->addWidget(m_buttons);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_list);
    layout->addLayout(right, 1);
    const int unit = fontMetrics().height();
    resize(unit * 56, unit * 35);
    m_list->setCurrentRow(Proxy);
    check();
}

SettingsDialog::~SettingsDialog() = default;

void SettingsDialog::addPage(SettingsPage *page, const QString &title)
{
    page->load(m_initial);
    connect(page, &SettingsPage::edited, this, &SettingsDialog::check);
    auto *item = new QListWidgetItem(icon(kGlyphs[std::size_t(m_pages.size())], m_theme), title, m_list);
    item->setData(Qt::AccessibleTextRole, title);
    m_pages.append(page);
    m_stack->addWidget(page);
}

void SettingsDialog::setCurrentPage(Page page)
{
    m_list->setCurrentRow(page);
}

Settings SettingsDialog::settings() const
{
    Settings result = m_initial;
    for (const SettingsPage *page : m_pages)
        page->store(result);
    return result;
}

bool SettingsDialog::isValid() const
{
    const bool pages =
        std::all_of(m_pages.begin(), m_pages.end(), [](const auto *p) { return p->problem().isEmpty(); });
    return pages && validate(settings()).has_value();
}

void SettingsDialog::check()
{
    if (!m_buttons)
        return; // still being built
    QString problem;
    for (int i = 0; i < m_pages.size(); ++i) {
        const QString mine = m_pages.at(i)->problem();
        const bool wrong = !mine.isEmpty();
        m_list->item(i)->setIcon(
            icon(wrong ? Glyph::Error : kGlyphs[std::size_t(i)], m_theme, wrong ? Role::ErrorText : Role::Text));
        if (problem.isEmpty())
            problem = mine;
    }
    if (problem.isEmpty()) {
        if (const auto valid = validate(settings()); !valid)
            problem = valid.error().text;
    }
    m_problem->setText(sentence(problem));
    m_problem->setVisible(!problem.isEmpty());
    QPalette colors = m_problem->palette();
    colors.setColor(QPalette::WindowText, m_theme.color(Role::ErrorText));
    m_problem->setPalette(colors);
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(problem.isEmpty());
}

void SettingsDialog::accept()
{
    if (!isValid())
        return;
    Q_EMIT settingsAccepted(settings());
    QDialog::accept();
}

} // namespace sightglass::ui
