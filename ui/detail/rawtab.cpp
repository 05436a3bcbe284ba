// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/rawtab.h"

#include "ui/detail/codeview.h"
#include "ui/detail/hexpane.h"
#include "ui/detail/hexview.h"
#include "ui/models/copyformats.h"
#include "ui/models/exchangetext.h"
#include "ui/theme/elidedlabel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QBoxLayout>
#include <QButtonGroup>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QSaveFile>
#include <QStackedWidget>
#include <QToolButton>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;
using exchange::Part;
using exchange::PartKind;

RawTab::RawTab(const Theme &theme, QWidget *parent) : DetailTab(parent), m_theme(theme)
{
    m_stack = new QStackedWidget(this);
    m_empty = new QLabel(m_stack);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setProperty("dim", true);
    m_code = new CodeView(theme, m_stack);
    m_hex = new HexPane(theme, m_stack);
    for (QWidget *page : std::initializer_list<QWidget *>{m_empty, m_code, m_hex})
        m_stack->addWidget(page);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    layout->addWidget(m_stack, 1);
    connect(&m_hex->hex(), &HexView::cursorMoved, this, &RawTab::describe);
}

QWidget *RawTab::makeBar()
{
    auto *bar = new QWidget(this);
    bar->setProperty("bar", true);
    bar->setAttribute(Qt::WA_StyledBackground);
    m_choices = new QComboBox(bar);
    m_choices->setAccessibleName(tr("Which bytes"));
    m_choices->view()->setAccessibleName(tr("Choice of bytes"));
    m_choices->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_info = new ElidedLabel(bar);
    m_info->setProperty("dim", true);
    const auto button = [&](const QString &text, const QString &name) {
        auto *made = new QToolButton(bar);
        made->setText(text);
        made->setAccessibleName(name);
        made->setToolTip(name);
        return made;
    };
    m_textButton = button(tr("Text"), tr("Show as text"));
    m_hexButton = button(tr("Hex"), tr("Show in hexadecimal"));
    m_find = button({}, tr("Find in these bytes"));
    m_find->setIcon(icon(Glyph::Search, m_theme));
    m_save = button({}, tr("Save these bytes"));
    m_save->setIcon(icon(Glyph::Save, m_theme));
    auto *group = new QButtonGroup(this);
    for (QToolButton *one : {m_textButton, m_hexButton}) {
        one->setCheckable(true);
        group->addButton(one);
    }
    m_textButton->setChecked(true);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(10, 3, 6, 3);
    row->setSpacing(4);
    row->addWidget(m_choices);
    row->addSpacing(6);
    row->addWidget(m_info, 1);
    row->addWidget(m_textButton);
    row->addWidget(m_hexButton);
    row->addSpacing(6);
    row->addWidget(m_find);
    row->addWidget(m_save);
    connect(m_choices, &QComboBox::activated, this, &RawTab::refresh);
    connect(m_textButton, &QToolButton::clicked, this, &RawTab::refresh);
    connect(m_hexButton, &QToolButton::clicked, this, &RawTab::refresh);
    connect(m_find, &QToolButton::clicked, this, &RawTab::openFind);
    connect(m_save, &QToolButton::clicked, this, &RawTab::save);
    return bar;
}

HexView &RawTab::hex() const
{
    return m_hex->hex();
}

void RawTab::setHex(bool hex)
{
    (hex ? m_hexButton : m_textButton)->setChecked(true);
    refresh();
}

void RawTab::present(const DetailContent &content)
{
    m_content = content;
    fillChoices();
    refresh();
}

void RawTab::fillChoices()
{
    QList<std::pair<QString, int>> wanted;
    const bool sentRequest = models::hasSentRequest(m_content.parts);
    const bool sentResponse = models::hasSentResponse(m_content.parts);
    wanted.append({sentRequest ? tr("Request from the client") : tr("Request"), Request});
    if (sentRequest)
        wanted.append({tr("Request sent to the server"), RequestSent});
    wanted.append({sentResponse ? tr("Answer of the server") : tr("Answer"), Response});
    if (sentResponse)
        wanted.append({tr("Answer sent to the client"), ResponseSent});
    bool same = m_choices->count() == wanted.size();
    for (int i = 0; same && i < wanted.size(); ++i)
        same = m_choices->itemText(i) == wanted.at(i).first;
    if (same)
        return;
    const QVariant before = m_choices->currentData();
    m_choices->clear();
    for (const auto &[text, choice] : wanted)
        m_choices->addItem(text, choice);
    m_choices->setCurrentIndex(std::max(0, m_choices->findData(before)));
}

QByteArray RawTab::bytes(int choice) const
{
    const bool request = choice == Request || choice == RequestSent;
    const bool sent = choice == RequestSent || choice == ResponseSent;
    if (request)
        return models::requestHead(m_content.parts, sent) + models::requestBody(m_content.parts, sent);
    QByteArray all = models::responseHead(m_content.parts, sent);
    bool any = false;
    QByteArray pending; // an event that may be replaced by what was sent in its place
    for (const Part &part : m_content.parts) {
        if (part.kind == PartKind::Event) {
            all += pending;
            pending = part.bytes;
            any = true;
        } else if (part.kind == PartKind::SentEvent && sent) {
            pending = part.bytes;
        }
    }
    all += pending;
    if (!any)
        all += models::responseBody(m_content.parts, sent);
    for (const Part &part : m_content.parts) {
        if (part.kind == PartKind::Trailers)
            all += part.bytes;
    }
    return all;
}

void RawTab::refresh()
{
    m_bytes = bytes(m_choices->currentData().toInt());
    if (m_bytes.isEmpty()) {
        m_empty->setText(!m_content.problem.isEmpty() ? m_content.problem
                         : !m_content.havePayload     ? tr("Loading …")
                         : m_content.record.ended()   ? tr("Nothing was sent.")
                                                      : tr("Nothing is here yet."));
        m_stack->setCurrentWidget(m_empty);
    } else if (m_hexButton->isChecked()) {
        hex().setBytes(m_bytes);
        m_stack->setCurrentWidget(m_hex);
    } else {
        m_code->setBody(m_bytes, BodyShape::Text);
        m_stack->setCurrentWidget(m_code);
    }
    m_find->setEnabled(!m_bytes.isEmpty());
    m_save->setEnabled(!m_bytes.isEmpty());
    describe();
}

void RawTab::describe()
{
    QStringList facts;
    if (!m_bytes.isEmpty())
        facts.append(models::sizeText(m_bytes.size()));
    if (m_stack->currentWidget() == m_hex) {
        const qsizetype chosen = hex().selected().size();
        facts.append(chosen > 1 ? tr("%1 selected").arg(models::sizeText(chosen))
                                : tr("at byte %1").arg(hex().cursor() + 1));
    }
    m_info->setText(facts.join(u" · "_s));
}

bool RawTab::openFind()
{
    if (m_bytes.isEmpty())
        return false;
    if (m_hexButton->isChecked())
        m_hex->openFind();
    else
        m_code->openFind();
    return true;
}

void RawTab::find(const QString &text)
{
    setHex(false);
    m_code->find(text);
}

void RawTab::save()
{
    auto *dialog = new QFileDialog(this, tr("Save these bytes"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(tr("exchange-%1.http").arg(m_content.record.id.value()));
    connect(dialog, &QFileDialog::fileSelected, this, [this, bytes = m_bytes](const QString &path) {
        QSaveFile file(path);
        const bool done = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
        Q_EMIT statusMessage(done ? tr("Saved %1").arg(path)
                                  : tr("Could not save %1: %2").arg(path, file.errorString()));
    });
    dialog->open();
}

} // namespace sightglass::ui
