// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/headerstab.h"

#include "ui/detail/pagestack.h"
#include "ui/models/copyformats.h"
#include "ui/models/exchangetext.h"
#include "ui/models/headertable.h"
#include "ui/theme/icons.h"
#include "ui/theme/paddeddelegate.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QShortcut>
#include <QStandardItemModel>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>

namespace sightglass::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using exchange::Part;
using exchange::PartKind;
using models::HeaderRow;
using models::MirrorState;

bool isWrong(MirrorState state)
{
    return state == MirrorState::Differs || state == MirrorState::Missing;
}

class HeaderDelegate : public TintedDelegate
{
public:
    using TintedDelegate::TintedDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        TintedDelegate::initStyleOption(option, index);
        if (isWrong(stateOf(index)) && !option->state.testFlag(QStyle::State_Selected))
            option->backgroundBrush = theme().color(Role::InvalidBackground);
        if (index.column() >= HeadersTab::BodyValue)
            option->textElideMode = Qt::ElideMiddle;
    }
    Role roleOf(const QModelIndex &index) const override
    {
        const MirrorState state = stateOf(index);
        if (!index.siblingAtColumn(0).data(HeadersTab::StateRole).isValid())
            return Role::Text; // a heading
        if (index.column() == HeadersTab::Name)
            return Role::JsonKey;
        if (isWrong(state) && index.column() >= HeadersTab::Verdict)
            return Role::ErrorText;
        if (state == MirrorState::Equal && index.column() == HeadersTab::Verdict)
            return Role::OkText;
        return index.column() == HeadersTab::BodyField ? Role::DimText : Role::Text;
    }

private:
    static MirrorState stateOf(const QModelIndex &index)
    {
        return MirrorState(index.siblingAtColumn(0).data(HeadersTab::StateRole).toInt());
    }
};

QString verdict(MirrorState state)
{
    switch (state) {
    case MirrorState::Equal:
        return HeadersTab::tr("✓ matches");
    case MirrorState::Differs:
        return HeadersTab::tr("✗ does not match");
    case MirrorState::Missing:
        return HeadersTab::tr("✗ one side is missing");
    case MirrorState::None:
        break;
    }
    return {};
}

QString shownValue(const HeaderRow &row, bool secretsShown)
{
    if (row.isSecret && !secretsShown)
        return HeadersTab::tr("•••••••• (hidden)");
    const QString value = models::lineText(row.value, 2000);
    return row.decoded.isEmpty() ? value : HeadersTab::tr("%1   ⟵ %2").arg(models::lineText(row.decoded, 2000), value);
}

/// The head and body that the upstream got.
std::vector<HeaderRow> mirrorRows(const QList<Part> &parts)
{
    const bool sent = models::hasSentRequest(parts);
    return models::headerRows(models::requestHead(parts, sent), models::requestBody(parts, sent), true);
}

} // namespace

HeadersTab::HeadersTab(const Theme &theme, QWidget *parent) : DetailTab(parent), m_theme(theme)
{
    build();
    m_bar = PageStack::makeBar(this);
    m_notice = new QLabel(m_bar);
    m_notice->setWordWrap(true);
    m_notice->setTextFormat(Qt::PlainText);
    m_secrets = new QToolButton(m_bar);
    m_secrets->setText(tr("Show secrets"));
    m_secrets->setAccessibleName(tr("Show secrets"));
    m_secrets->setCheckable(true);
    connect(m_secrets, &QToolButton::toggled, this, &HeadersTab::setSecretsShown);
    static_cast<QBoxLayout *>(m_bar->layout())->addWidget(m_notice, 1);
    m_bar->layout()->addWidget(m_secrets);
    m_stack = new PageStack(this);
    m_stack->add(m_bar);
    m_stack->add(m_tree, true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    connect(&theme, &Theme::changed, this, &HeadersTab::restyle);
}

void HeadersTab::build()
{
    m_model = new QStandardItemModel(0, ColumnCount, this);
    m_model->setHorizontalHeaderLabels({tr("Header"), tr("Value"), tr("Agreement"), tr("In the body"), tr("Mirrors")});
    m_tree = new QTreeView(this);
    m_tree->setModel(m_model);
    m_tree->setItemDelegate(new HeaderDelegate(m_theme, m_tree));
    m_tree->setAccessibleName(tr("Headers"));
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(true);
    m_tree->setRootIsDecorated(false);
    m_tree->setItemsExpandable(false);
    m_tree->setIndentation(12);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_tree->header()->setMinimumSectionSize(80);
    connect(m_tree, &QWidget::customContextMenuRequested, this, &HeadersTab::showMenu);
    auto *copy = new QShortcut(QKeySequence::Copy, m_tree);
    copy->setContext(Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, this, &HeadersTab::copyValue);
}

int HeadersTab::mismatches(const QList<Part> &parts)
{
    const auto rows = mirrorRows(parts);
    return int(std::count_if(rows.begin(), rows.end(), [](const HeaderRow &row) { return isWrong(row.mirror); }));
}

void HeadersTab::present(const DetailContent &content)
{
    m_content = content;
    const bool sentRequest = models::hasSentRequest(content.parts);
    const bool sentResponse = models::hasSentResponse(content.parts);
    const QByteArray requestHead = models::requestHead(content.parts);
    const QByteArray responseHead = models::responseHead(content.parts);
    QByteArray trailers;
    for (const Part &part : content.parts) {
        if (part.kind == PartKind::Trailers)
            trailers += part.bytes;
    }
    // A stream that grows does not change its heads: what is selected stays.
    const QByteArray fingerprint = QByteArray::number(content.record.id.value()) + (m_secretsShown ? "+" : "-")
                                   + requestHead + models::requestHead(content.parts, true) + responseHead
                                   + models::responseHead(content.parts, true) + trailers
                                   + QByteArray::number(models::requestBody(content.parts).size());
    if (fingerprint == m_fingerprint && m_model->rowCount() > 0)
        return;
    m_fingerprint = fingerprint;
    m_model->removeRows(0, m_model->rowCount());
    m_anySecret = false;
    addHead(sentRequest ? tr("Request from the client") : tr("Request"), requestHead,
            models::requestBody(content.parts), true);
    if (sentRequest)
        addHead(tr("Request sent to the server (edited)"), models::requestHead(content.parts, true),
                models::requestBody(content.parts, true), true);
    addHead(sentResponse ? tr("Answer of the server") : tr("Answer"), responseHead, {}, false);
    if (sentResponse)
        addHead(tr("Answer sent to the client"), models::responseHead(content.parts, true), {}, false);
    addHead(tr("Trailers"), trailers, {}, false);

    if (m_model->rowCount() > 0)
        m_stack->showPage();
    else
        m_stack->showEmpty(!content.problem.isEmpty() ? content.problem
                           : content.havePayload      ? tr("No headers were recorded.")
                                                      : tr("Loading …"));
    restyle();
    fit();
}

void HeadersTab::restyle()
{
    const int wrong = mismatches(m_content.parts);
    m_notice->setText(
        wrong > 0 ? tr("⚠ Headers that do not match the body: %1. A modern server must refuse this request.").arg(wrong)
                  : QString());
    QPalette colors = m_notice->palette();
    colors.setColor(QPalette::WindowText, m_theme.color(Role::ErrorText));
    m_notice->setPalette(colors);
    m_secrets->setVisible(m_anySecret);
    m_bar->setVisible(m_anySecret || wrong > 0);
    m_tree->viewport()->update();
}

void HeadersTab::addHead(const QString &title, const QByteArray &head, const QByteArray &body, bool isRequest)
{
    if (head.isEmpty())
        return;
    const QString start = models::lineText(models::startLine(head), 400);
    auto *top = new QStandardItem(head.startsWith("HTTP/") || isRequest ? tr("%1:  %2").arg(title, start) : title);
    QFont bold = m_tree->font();
    bold.setWeight(QFont::DemiBold);
    top->setFont(bold);
    top->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    m_model->appendRow(top);
    const QFont mono = m_theme.monospace();
    for (const HeaderRow &row : models::headerRows(head, body, isRequest)) {
        m_anySecret = m_anySecret || row.isSecret;
        const QString texts[ColumnCount] = {QString::fromLatin1(row.name), shownValue(row, m_secretsShown),
                                            verdict(row.mirror), models::lineText(row.bodyValue, 2000), row.bodyPath};
        QList<QStandardItem *> items;
        for (int column = 0; column < ColumnCount; ++column) {
            auto *item = new QStandardItem(texts[column]);
            if (column != Verdict)
                item->setFont(mono);
            item->setToolTip(column == Verdict ? models::mirrorText(row) : texts[column]);
            items.append(item);
        }
        items.front()->setData(int(row.mirror), StateRole);
        items.front()->setData(row.decoded.isEmpty() ? row.value : row.decoded, ValueRole);
        top->appendRow(items);
    }
    const int place = top->row();
    m_tree->setFirstColumnSpanned(place, {}, true);
    m_tree->expand(top->index());
}

void HeadersTab::fit()
{
    bool mirrors = false;
    int widest[ColumnCount] = {120, 200, 130, 110, 120};
    const QFontMetrics metrics(m_theme.monospace());
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const QStandardItem *top = m_model->item(i);
        for (int k = 0; k < top->rowCount(); ++k) {
            mirrors = mirrors || top->child(k)->data(StateRole).toInt() != int(MirrorState::None);
            for (int column = 0; column < ColumnCount; ++column)
                widest[column] =
                    std::max(widest[column], metrics.horizontalAdvance(top->child(k, column)->text()) + 30);
        }
    }
    m_tree->header()->setStretchLastSection(true);
    // The value gives way to what stands beside it; the last column takes what is left.
    const int others = std::min(widest[Name], 320) + widest[Verdict] + std::min(widest[BodyValue], 240) + 120;
    const int room = std::max(180, m_tree->viewport()->width() - others);
    const int caps[ColumnCount] = {320, mirrors ? std::min(room, 420) : 4000, 220, 240, 120};
    for (int column = 0; column < ColumnCount; ++column) {
        m_tree->setColumnHidden(column, column >= Verdict && !mirrors);
        m_tree->setColumnWidth(column, std::min(widest[column] + (column == Name ? 12 : 0), caps[column]));
    }
}

void HeadersTab::resizeEvent(QResizeEvent *event)
{
    DetailTab::resizeEvent(event);
    fit();
}

void HeadersTab::setSecretsShown(bool shown)
{
    m_secretsShown = shown;
    m_secrets->setChecked(shown);
    m_secrets->setText(shown ? tr("Hide secrets") : tr("Show secrets"));
    present(m_content);
}

void HeadersTab::copyValue()
{
    const QByteArray value = m_tree->currentIndex().siblingAtColumn(0).data(ValueRole).toByteArray();
    if (!value.isEmpty())
        QGuiApplication::clipboard()->setText(QString::fromUtf8(value));
}

void HeadersTab::showMenu(const QPoint &position)
{
    const QModelIndex name = m_tree->indexAt(position).siblingAtColumn(0);
    if (!name.isValid() || !name.data(StateRole).isValid())
        return;
    m_tree->setCurrentIndex(name);
    const QString header = name.data().toString();
    const QString value = QString::fromUtf8(name.data(ValueRole).toByteArray());
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(icon(Glyph::Copy, m_theme), tr("&Copy value")), &QAction::triggered, this,
            &HeadersTab::copyValue);
    connect(menu->addAction(tr("Copy &name and value")), &QAction::triggered, this,
            [header, value] { QGuiApplication::clipboard()->setText(header + ": "_L1 + value); });
    menu->addSeparator();
    const QString term = u"header:"_s + header.toLower();
    connect(menu->addAction(icon(Glyph::Filter, m_theme), tr("Show only exchanges with this &header")),
            &QAction::triggered, this, [this, term] { Q_EMIT filterRequested(term, false); });
    connect(menu->addAction(tr("Show only exchanges with&out it")), &QAction::triggered, this,
            [this, term] { Q_EMIT filterRequested(term, true); });
    menu->popup(m_tree->viewport()->mapToGlobal(position));
}

} // namespace sightglass::ui
