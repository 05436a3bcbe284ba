// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/rowmenu.h"

#include "ui/filter/filterbar.h"
#include "ui/models/exchangelistmodel.h"
#include "ui/models/exchangetext.h"
#include "ui/views/counttext.h"
#include "ui/views/windowactions.h"

#include <QAction>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMaxTerm = 48;

/// \a text as a menu shows it: cut, its ampersands no mnemonics.
QString menuText(const QString &text)
{
    return models::cutText(text, kMaxTerm).replace(u'&', "&&"_L1);
}

} // namespace

void fillRelatedMenu(QMenu &menu, const models::ExchangeListModel &exchanges, const QList<models::ExchangeLink> &links,
                     const GoTo &goTo)
{
    menu.clear();
    for (const models::ExchangeLink &link : links) {
        const exchange::Record *record = exchanges.find(link.id);
        const QString what = record ? models::summaryText(*record) : u"#%1"_s.arg(link.id.value());
        menu.addAction(QMenu::tr("%1: %2").arg(models::linkText(link.kind), menuText(what)), &menu,
                       [goTo, id = link.id] { goTo(id); });
    }
    if (links.isEmpty())
        menu.addAction(QMenu::tr("Nothing Related"))->setEnabled(false);
}

RowMenu::RowMenu(const QModelIndex &cell, WindowActions &actions, FilterBar &filter, QWidget *parent, int selected)
    : QMenu(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    addFilters(cell.data(models::ExchangeListModel::FilterTermRole).toString(), filter);
    addAction(actions.action(Command::CopyValue));
    if (selected > 1) { // from here on it is about all of them
        addSeparator();
        QAction *count = addAction(selectedText(selected));
        count->setObjectName(u"selectedCount"_s);
        count->setEnabled(false);
    }
    QMenu *copy = addMenu(selected > 1 ? tr("Copy All &As") : tr("Copy &As"));
    for (const Command command : {Command::CopyJson, Command::CopyCurl, Command::CopyCommand, Command::CopyRow})
        copy->addAction(actions.action(command));
    addSeparator();
    addAction(actions.action(Command::Mark));
    addAction(actions.action(Command::Comment));
    if (selected > 1)
        return;
    addSeparator();
    QMenu *rule = addMenu(tr("Make Ru&le"));
    rule->addActions({actions.action(Command::MakeRequestRule), actions.action(Command::MakeResponseRule)});
    addAction(actions.action(Command::BlockTool));
    addAction(actions.action(Command::PauseLike));
    addSeparator();
    addAction(actions.action(Command::SaveResponseBody));
    addAction(actions.action(Command::SaveRequestBody));
    addSeparator();
    m_related = addMenu(tr("&Go to Related"));
}

void RowMenu::addFilters(const QString &term, FilterBar &filter)
{
    if (term.isEmpty())
        return;
    const QString shown = menuText(term);
    addAction(tr("Apply as &Filter: %1").arg(shown), this, [&filter, term] {
        filter.setText(term);
    })->setObjectName(u"applyAsFilter"_s);
    addAction(tr("A&nd: %1").arg(shown), this, [&filter, term] {
        filter.applyTerm(term, false);
    })->setObjectName(u"andFilter"_s);
    addAction(tr("And N&ot: %1").arg(shown), this, [&filter, term] {
        filter.applyTerm(term, true);
    })->setObjectName(u"andNotFilter"_s);
    addSeparator();
}

} // namespace sightglass::ui
