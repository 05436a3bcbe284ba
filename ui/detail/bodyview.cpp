// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/bodyview.h"

#include "ui/detail/codeview.h"
#include "ui/detail/hexpane.h"
#include "ui/detail/hexview.h"
#include "ui/detail/jsonview.h"
#include "ui/models/exchangetext.h"
#include "ui/models/jsontreemodel.h"
#include "ui/theme/elidedlabel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QStackedWidget>
#include <QToolButton>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

BodyView::BodyView(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    m_stack = new QStackedWidget(this);
    m_empty = new QLabel(m_stack);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setMargin(16);
    m_empty->setProperty("dim", true);
    m_tree = new JsonView(theme, m_stack);
    m_code = new CodeView(theme, m_stack);
    m_hex = new HexPane(theme, m_stack);
    for (QWidget *page : std::initializer_list<QWidget *>{m_empty, m_tree, m_code, m_hex})
        m_stack->addWidget(page);
    connect(m_tree, &JsonView::filterRequested, this, &BodyView::filterRequested);
    connect(m_tree, &JsonView::statusMessage, this, &BodyView::statusMessage);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_bar = makeBar();
    layout->addWidget(m_bar);
    layout->addWidget(m_stack, 1);
    refresh();
}

QWidget *BodyView::makeBar()
{
    auto *bar = new QWidget(this);
    bar->setProperty("bar", true);
    bar->setAttribute(Qt::WA_StyledBackground);
    m_caption = new QLabel(bar);
    m_caption->hide();
    QFont bold = m_caption->font();
    bold.setWeight(QFont::DemiBold);
    m_caption->setFont(bold);
    m_info = new ElidedLabel(bar); // gives way before the buttons do
    m_info->setProperty("dim", true);
    const auto button = [&](const QString &text, const QString &name, Glyph glyph) {
        auto *made = new QToolButton(bar);
        if (text.isEmpty())
            made->setIcon(icon(glyph, m_theme));
        else
            made->setText(text);
        made->setAccessibleName(name);
        made->setToolTip(name);
        return made;
    };
    m_treeButton = button(tr("Tree"), tr("Show as a tree"), Glyph::More);
    m_textButton = button(tr("Text"), tr("Show as text"), Glyph::More);
    auto *group = new QButtonGroup(this);
    for (QToolButton *one : {m_treeButton, m_textButton}) {
        one->setCheckable(true);
        group->addButton(one);
    }
    m_findButton = button({}, tr("Find in this body"), Glyph::Search);
    m_copyButton = button({}, tr("Copy this body"), Glyph::Copy);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(10, 3, 6, 3);
    layout->setSpacing(4);
    layout->addWidget(m_caption);
    layout->addSpacing(2);
    layout->addWidget(m_info, 1);
    layout->addWidget(m_treeButton);
    layout->addWidget(m_textButton);
    layout->addSpacing(6);
    layout->addWidget(m_findButton);
    layout->addWidget(m_copyButton);
    connect(m_treeButton, &QToolButton::clicked, this, [this] { setMode(Tree); });
    connect(m_textButton, &QToolButton::clicked, this, [this] { setMode(Text); });
    connect(m_findButton, &QToolButton::clicked, this, &BodyView::openFind);
    connect(m_copyButton, &QToolButton::clicked, this, &BodyView::copyAll);
    return bar;
}

void BodyView::setCaption(const QString &caption)
{
    m_caption->setText(caption);
    m_caption->setVisible(!caption.isEmpty());
}

void BodyView::setBody(const QByteArray &body, const QByteArray &head, const QString &ifEmpty)
{
    m_empty->setText(ifEmpty);
    const QByteArray coding = BodyReader::headerValue(head, "content-encoding");
    if (!m_known || body != m_body || coding != m_coding) {
        m_known = true;
        m_body = body;
        m_coding = coding;
        m_facts = BodyReader::facts(body, coding);
    }
    describe(head);
    refresh();
}

void BodyView::describe(const QByteArray &head)
{
    QStringList facts;
    if (!m_facts.bytes.isEmpty())
        facts.append(models::sizeText(m_facts.bytes.size()));
    if (const QByteArray type = BodyReader::headerValue(head, "content-type");
        !type.isEmpty() && !m_facts.bytes.isEmpty())
        facts.append(models::lineText(type, 80));
    if (!m_facts.note.isEmpty())
        facts.append(m_facts.note);
    m_info->setText(facts.join(u" · "_s));
}

void BodyView::setMode(Mode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    refresh();
    Q_EMIT modeChanged(mode);
}

void BodyView::refresh()
{
    const bool json = m_facts.shape == BodyShape::Json;
    m_bar->setVisible(m_facts.shape != BodyShape::Empty || !m_caption->text().isEmpty());
    m_treeButton->setVisible(json);
    m_textButton->setVisible(json);
    m_treeButton->setChecked(m_mode == Tree);
    m_textButton->setChecked(m_mode == Text);
    m_findButton->setVisible(m_facts.shape != BodyShape::Empty);
    m_copyButton->setVisible(m_facts.shape != BodyShape::Empty);
    switch (m_facts.shape) {
    case BodyShape::Empty:
        m_stack->setCurrentWidget(m_empty);
        m_tree->setDocument({});
        m_code->setBody({}, BodyShape::Empty);
        m_hex->hex().setBytes({});
        break;
    case BodyShape::Binary:
        m_hex->hex().setBytes(m_facts.bytes);
        m_stack->setCurrentWidget(m_hex);
        break;
    case BodyShape::Json:
    case BodyShape::Text:
        if (json && m_mode == Tree) {
            m_tree->setDocument(m_facts.bytes);
            m_stack->setCurrentWidget(m_tree);
        } else {
            m_code->setBody(m_facts.bytes, m_facts.shape);
            m_stack->setCurrentWidget(m_code);
        }
        break;
    }
}

HexView &BodyView::hex() const
{
    return m_hex->hex();
}

bool BodyView::openFind()
{
    if (m_facts.shape == BodyShape::Empty)
        return false;
    if (m_facts.shape == BodyShape::Binary) {
        m_hex->openFind();
        return true;
    }
    setMode(Text); // hits are marked in the text
    m_code->openFind();
    return true;
}

bool BodyView::showPlace(const QByteArray &pointer)
{
    if (m_facts.shape != BodyShape::Json)
        return false;
    setMode(Tree);
    const QModelIndex place = m_tree->json().indexOf(pointer);
    if (!place.isValid())
        return false;
    m_tree->setCurrentIndex(place);
    m_tree->scrollTo(place, QAbstractItemView::PositionAtCenter);
    m_tree->setFocus();
    return true;
}

bool BodyView::find(const QString &text)
{
    if (m_facts.shape != BodyShape::Json && m_facts.shape != BodyShape::Text)
        return false;
    setMode(Text);
    m_code->find(text);
    return true;
}

void BodyView::copyAll()
{
    QGuiApplication::clipboard()->setText(QString::fromUtf8(m_facts.bytes));
    Q_EMIT statusMessage(tr("Copied %1").arg(models::sizeText(m_facts.bytes.size())));
}

} // namespace sightglass::ui
