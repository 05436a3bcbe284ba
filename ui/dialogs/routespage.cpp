// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/routespage.h"
#include "ui/theme/paddeddelegate.h"

#include <QBoxLayout>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableWidget>

#include <algorithm>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

enum Column { NameColumn, UrlColumn, PathColumn, ColumnCount };

QString headerText(const proxy::RouteConfig &route)
{
    QStringList lines;
    for (const auto &[name, value] : route.headers)
        lines.append(QString::fromUtf8(name) + ": "_L1 + QString::fromUtf8(value));
    return lines.join(u'\n');
}

/// The first line that is no header; empty when all are.
QString badHeaderLine(const QString &text)
{
    for (const QString &line : text.split(u'\n')) {
        if (!line.trimmed().isEmpty() && line.indexOf(u':') <= 0)
            return line.trimmed();
    }
    return {};
}

QList<std::pair<QByteArray, QByteArray>> headersFrom(const QString &text)
{
    QList<std::pair<QByteArray, QByteArray>> headers;
    for (const QString &line : text.split(u'\n')) {
        if (const qsizetype colon = line.indexOf(u':'); colon > 0)
            headers.append({line.first(colon).trimmed().toUtf8(), line.sliced(colon + 1).trimmed().toUtf8()});
    }
    return headers;
}

} // namespace

RoutesPage::RoutesPage(QWidget *parent) : SettingsPage(parent)
{
    build();
    connect(m_table, &QTableWidget::currentCellChanged, this, [this](int row) { showRoute(row); });
    connect(m_name, &QLineEdit::textChanged, this, &RoutesPage::takeFields);
    connect(m_url, &QLineEdit::textChanged, this, &RoutesPage::takeFields);
    connect(m_headers, &QPlainTextEdit::textChanged, this, &RoutesPage::takeFields);
    connect(m_remove, &QPushButton::clicked, this, &RoutesPage::remove);
    showRoute(-1);
}

void RoutesPage::build()
{
    m_table = new QTableWidget(0, ColumnCount, this);
    m_table->setHorizontalHeaderLabels({tr("Name"), tr("Server"), tr("Clients use")});
    m_table->setAccessibleName(tr("Routes"));
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setSectionResizeMode(UrlColumn, QHeaderView::Stretch);
    m_table->setColumnWidth(NameColumn, 120);
    m_table->setColumnWidth(PathColumn, 130);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 10);
    m_table->setItemDelegate(new PaddedDelegate(m_table));
    m_table->setMinimumHeight(120);
    m_table->setProperty("field", true);
    m_empty = makeNote(tr("No route yet: clients reach the built-in demo server."));
    m_empty->setAlignment(Qt::AlignCenter);
    auto *inTable = new QVBoxLayout(m_table->viewport());
    inTable->addWidget(m_empty);

    auto *addButton = new QPushButton(tr("A&dd route"), this);
    connect(addButton, &QPushButton::clicked, this, &RoutesPage::add);
    m_remove = new QPushButton(tr("Re&move"), this);
    for (QPushButton *button : {addButton, m_remove}) {
        button->setAutoDefault(false);
        button->setAccessibleName(button->text().remove(u'&'));
    }
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(addButton);
    buttons->addWidget(m_remove);
    buttons->addStretch(1);

    m_name = new QLineEdit(this);
    m_name->setAccessibleName(tr("Name of the route"));
    m_url = new QLineEdit(this);
    m_url->setAccessibleName(tr("URL of the server"));
    m_url->setPlaceholderText(u"http://127.0.0.1:3000/mcp"_s);
    m_headers = new QPlainTextEdit(this);
    m_headers->setAccessibleName(tr("Headers added to what clients send"));
    m_headers->setPlaceholderText(u"Authorization: Bearer …"_s);
    m_headers->setTabChangesFocus(true);
    m_headers->setProperty("field", true);
    m_headers->setMaximumHeight(m_headers->fontMetrics().lineSpacing() * 4 + 14);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(14);
    form->setVerticalSpacing(8);
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("Server &URL"), m_url);
    form->addRow(tr("Added &headers"), m_headers);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(makeNote(tr("Each route leads to one MCP server. Headers are put into every request, one "
                                  "“Name: value” per line: for an API key that the client does not have.")));
    layout->addWidget(m_table, 1);
    layout->addLayout(buttons);
    layout->addLayout(form);
}

QString RoutesPage::clientPath(const QString &name) const
{
    return name == "default"_L1 ? u"/mcp"_s : u"/%1/mcp"_s.arg(name);
}

void RoutesPage::load(const Settings &settings)
{
    m_routes = settings.proxy.routes;
    m_headerTexts.clear();
    for (const proxy::RouteConfig &route : std::as_const(m_routes))
        m_headerTexts.append(headerText(route));
    fillTable();
    m_table->setCurrentCell(m_routes.isEmpty() ? -1 : 0, 0);
    showRoute(m_table->currentRow());
}

void RoutesPage::store(Settings &settings) const
{
    settings.proxy.routes = m_routes;
}

QString RoutesPage::problem() const
{
    for (qsizetype i = 0; i < m_headerTexts.size(); ++i) {
        if (const QString bad = badHeaderLine(m_headerTexts.at(i)); !bad.isEmpty())
            return tr("route “%1”: “%2” is no header; write Name: value").arg(m_routes.at(i).name, bad);
    }
    for (const proxy::RouteConfig &route : m_routes) {
        if (route.upstream.isEmpty())
            return tr("route “%1” needs the URL of its server").arg(route.name);
    }
    Settings alone;
    alone.proxy.routes = m_routes;
    const auto valid = m_routes.isEmpty() ? Result<void>() : proxy::validate(alone.proxy);
    return valid ? QString() : valid.error().text;
}

void RoutesPage::fillTable()
{
    m_table->setRowCount(int(m_routes.size()));
    for (int row = 0; row < m_routes.size(); ++row)
        fillRow(row);
}

void RoutesPage::fillRow(int row)
{
    const proxy::RouteConfig &route = m_routes.at(row);
    const QString texts[] = {route.name, route.upstream.toString(), clientPath(route.name)};
    for (int column = 0; column < ColumnCount; ++column) {
        auto *item = m_table->item(row, column);
        if (!item) {
            item = new QTableWidgetItem;
            m_table->setItem(row, column, item);
        }
        item->setText(texts[column]);
    }
}

void RoutesPage::showRoute(int row)
{
    m_filling = true;
    const bool there = row >= 0 && row < m_routes.size();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_name, m_url, m_headers, m_remove})
        widget->setEnabled(there);
    m_empty->setVisible(m_routes.isEmpty());
    m_name->setText(there ? m_routes.at(row).name : QString());
    m_url->setText(there ? m_routes.at(row).upstream.toString() : QString());
    m_headers->setPlainText(there ? m_headerTexts.at(row) : QString());
    m_filling = false;
}

void RoutesPage::takeFields()
{
    const int row = m_table->currentRow();
    if (m_filling || row < 0 || row >= m_routes.size())
        return;
    proxy::RouteConfig &route = m_routes[row];
    route.name = m_name->text().trimmed();
    route.upstream = serverUrl(m_url->text());
    m_headerTexts[row] = m_headers->toPlainText();
    route.headers = headersFrom(m_headerTexts.at(row));
    fillRow(row);
    Q_EMIT edited();
}

void RoutesPage::add()
{
    proxy::RouteConfig route;
    const auto taken = [this](const QString &name) {
        return std::any_of(m_routes.cbegin(), m_routes.cend(), [&](const auto &one) { return one.name == name; });
    };
    for (int number = 2; taken(route.name); ++number)
        route.name = u"server-%1"_s.arg(number);
    m_routes.append(route);
    m_headerTexts.append(QString());
    fillTable();
    m_table->setCurrentCell(int(m_routes.size()) - 1, 0);
    m_url->setFocus();
    Q_EMIT edited();
}

void RoutesPage::remove()
{
    const int row = m_table->currentRow();
    if (row < 0 || row >= m_routes.size())
        return;
    m_routes.removeAt(row);
    m_headerTexts.removeAt(row);
    m_filling = true;
    m_table->removeRow(row);
    m_filling = false;
    m_table->setCurrentCell(std::min(row, int(m_routes.size()) - 1), 0);
    showRoute(m_table->currentRow());
    Q_EMIT edited();
}

} // namespace sightglass::ui
