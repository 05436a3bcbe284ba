// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/changestab.h"

#include "ui/detail/diffview.h"
#include "ui/detail/pagestack.h"
#include "ui/models/copyformats.h"
#include "wire/sseparser.h"

#include <QAbstractItemView>
#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QSignalBlocker>

#include <algorithm>

namespace sightglass::ui {

using exchange::Part;
using exchange::PartKind;

ChangesTab::ChangesTab(const Theme &theme, QWidget *parent) : DetailTab(parent)
{
    m_stack = new PageStack(this);
    QWidget *bar = PageStack::makeBar(m_stack);
    auto *label = new QLabel(tr("Came and was sent on:"), bar);
    m_pieces = new QComboBox(bar);
    m_pieces->setAccessibleName(tr("Changed piece of the exchange"));
    m_pieces->view()->setAccessibleName(tr("Changed pieces"));
    m_pieces->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    label->setBuddy(m_pieces);
    bar->layout()->addWidget(label);
    bar->layout()->addWidget(m_pieces);
    static_cast<QBoxLayout *>(bar->layout())->addStretch(1);
    m_diff = new DiffView(theme, m_stack);
    m_stack->add(bar);
    m_stack->add(m_diff, true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    connect(m_pieces, &QComboBox::currentIndexChanged, this, &ChangesTab::showPiece);
}

QList<ChangesTab::Piece> ChangesTab::piecesOf(const QList<Part> &parts)
{
    QList<Piece> pieces;
    const auto add = [&](const QString &title, const QByteArray &before, const QByteArray &after) {
        if (before != after)
            pieces.append({title, before, after});
    };
    if (models::hasSentRequest(parts)) {
        add(tr("Request body"), models::requestBody(parts, false), models::requestBody(parts, true));
        add(tr("Request headers"), models::requestHead(parts, false), models::requestHead(parts, true));
    }
    if (models::hasSentResponse(parts)) {
        const bool events = std::any_of(parts.cbegin(), parts.cend(),
                                        [](const Part &part) { return part.kind == PartKind::SentEvent; });
        if (!events)
            add(tr("Answer body"), models::responseBody(parts, false), models::responseBody(parts, true));
        add(tr("Answer headers"), models::responseHead(parts, false), models::responseHead(parts, true));
    }
    int number = 0;
    const Part *before = nullptr;
    for (const Part &part : parts) {
        if (part.kind == PartKind::Event) {
            before = &part;
            if (!wire::parseSseBlock(part.bytes).data.isEmpty())
                ++number;
        } else if (part.kind == PartKind::SentEvent && before) {
            add(tr("Event %1").arg(number), wire::parseSseBlock(before->bytes).data,
                wire::parseSseBlock(part.bytes).data);
        }
    }
    return pieces;
}

void ChangesTab::present(const DetailContent &content)
{
    m_shown = piecesOf(content.parts);
    const QString before = content.record.id == m_exchange ? m_pieces->currentText() : QString();
    m_exchange = content.record.id;
    {
        const QSignalBlocker blocker(m_pieces);
        m_pieces->clear();
        for (const Piece &piece : std::as_const(m_shown))
            m_pieces->addItem(piece.title);
        m_pieces->setCurrentIndex(std::max(0, m_pieces->findText(before)));
    }
    if (!content.problem.isEmpty())
        m_stack->showEmpty(content.problem);
    else if (!content.havePayload)
        m_stack->showEmpty(tr("Loading …"));
    else if (m_shown.isEmpty())
        m_stack->showEmpty(tr("Nothing was changed: every byte went on as it came."));
    else
        m_stack->showPage();
    showPiece();
}

void ChangesTab::showPiece()
{
    const int index = m_pieces->currentIndex();
    if (index < 0 || index >= m_shown.size())
        return;
    m_diff->setTexts(m_shown.at(index).before, m_shown.at(index).after);
}

} // namespace sightglass::ui
