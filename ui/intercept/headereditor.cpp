// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/intercept/headereditor.h"

#include "ui/theme/paddeddelegate.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>

#include <set>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

enum Column { NameColumn, ValueColumn, ColumnCount };
/// The bytes that a cell stands for, and the text it had then: an unchanged cell gives its bytes back, whatever they are.
constexpr int kBytesRole = Qt::UserRole + 1;
constexpr int kTextRole = Qt::UserRole + 2;
constexpr int kNameWidth = 220;

QString textOf(const QByteArray &bytes)
{
    return bytes.isValidUtf8() ? QString::fromUtf8(bytes) : QString::fromLatin1(bytes);
}

QTableWidgetItem *cell(const QByteArray &bytes, bool editable)
{
    auto *item = new QTableWidgetItem(textOf(bytes));
    item->setData(kBytesRole, bytes);
    item->setData(kTextRole, item->text());
    item->setToolTip(editable ? item->text() : HeaderEditor::tr("Sightglass sets it from what is sent."));
    if (!editable)
        item->setFlags(item->flags() & ~(Qt::ItemIsEditable | Qt::ItemIsEnabled));
    return item;
}

} // namespace

HeaderEditor::HeaderEditor(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    m_table = new QTableWidget(0, ColumnCount, this);
    m_table->setAccessibleName(tr("Headers"));
    m_table->setHorizontalHeaderLabels({tr("Name"), tr("Value")});
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setColumnWidth(NameColumn, kNameWidth);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setItemDelegate(new PaddedDelegate(m_table));
    m_table->installEventFilter(this);
    setFocusProxy(m_table);
    m_derive = new QCheckBox(tr("&Derive the mirrored headers again from the edited body"), this);
    m_derive->setToolTip(
        tr("Mcp-Method, Mcp-Name and Mcp-Param-… repeat what the body says. A modern server refuses a "
           "request whose headers say something else (error -32020); without this you can provoke it."));
    m_add = new QPushButton(tr("&Add"), this);
    m_add->setAccessibleName(tr("Add a header"));
    m_remove = new QPushButton(tr("&Remove"), this);
    m_remove->setAccessibleName(tr("Remove the selected headers"));
    m_problem = new QLabel(this);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(10, 6, 10, 6);
    row->addWidget(m_derive, 1);
    row->addWidget(m_add);
    row->addWidget(m_remove);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_problem);
    layout->addLayout(row);
    m_problem->setContentsMargins(10, 4, 10, 4);
    m_problem->hide();
    connect(m_add, &QPushButton::clicked, this, &HeaderEditor::addField);
    connect(m_remove, &QPushButton::clicked, this, &HeaderEditor::removeFields);
    connect(m_table, &QTableWidget::cellChanged, this, &HeaderEditor::cellChanged);
    connect(m_derive, &QCheckBox::toggled, this, &HeaderEditor::changed);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this] { m_remove->setEnabled(!m_readOnly && m_table->selectionModel()->hasSelection()); });
}

void HeaderEditor::setHead(const QByteArray &head, bool mirrors)
{
    m_original = fieldsOf(head);
    m_filling = true;
    m_table->setRowCount(0);
    for (const HeaderField &field : std::as_const(m_original))
        addRow(field);
    m_filling = false;
    m_derive->setVisible(mirrors);
    m_derive->setChecked(true);
    m_remove->setEnabled(false);
    cellChanged();
}

void HeaderEditor::addRow(const HeaderField &field)
{
    const int row = m_table->rowCount();
    const bool editable = !isDerived(field.name);
    m_table->insertRow(row);
    m_table->setItem(row, NameColumn, cell(field.name, editable));
    m_table->setItem(row, ValueColumn, cell(field.value, editable));
}

QByteArray HeaderEditor::bytesOf(const QTableWidgetItem *item) const
{
    if (!item)
        return {};
    return item->text() == item->data(kTextRole).toString() ? item->data(kBytesRole).toByteArray()
                                                            : item->text().toUtf8();
}

QList<HeaderField> HeaderEditor::fields() const
{
    QList<HeaderField> fields;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        HeaderField field{bytesOf(m_table->item(row, NameColumn)).trimmed(),
                          bytesOf(m_table->item(row, ValueColumn)).trimmed()};
        if (!field.name.isEmpty() || !field.value.isEmpty()) // a row that was added and left alone
            fields.append(std::move(field));
    }
    return fields;
}

interceptor::HeaderEdits HeaderEditor::edits() const
{
    return headerEdits(m_original, fields());
}

bool HeaderEditor::isEdited() const
{
    return independentHeaders() || !edits().isEmpty();
}

bool HeaderEditor::independentHeaders() const
{
    return !m_derive->isHidden() && !m_derive->isChecked();
}

QString HeaderEditor::problem() const
{
    for (const HeaderField &field : fields()) {
        if (QString problem = fieldProblem(field); !problem.isEmpty())
            return problem;
    }
    return {};
}

void HeaderEditor::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    m_table->setEditTriggers(readOnly ? QAbstractItemView::NoEditTriggers
                                      : QAbstractItemView::DoubleClicked | QAbstractItemView::AnyKeyPressed
                                            | QAbstractItemView::SelectedClicked);
    m_derive->setEnabled(!readOnly);
    m_add->setEnabled(!readOnly);
    m_remove->setEnabled(!readOnly && m_table->selectionModel()->hasSelection());
}

void HeaderEditor::cellChanged()
{
    if (m_filling)
        return;
    const QString text = problem();
    m_problem->setText(u"⚠ "_s + text);
    m_problem->setVisible(!text.isEmpty());
    QPalette colours = m_problem->palette();
    colours.setColor(QPalette::WindowText, m_theme.color(Role::ErrorText));
    m_problem->setPalette(colours);
    Q_EMIT changed();
}

void HeaderEditor::addField()
{
    addRow({});
    const int row = m_table->rowCount() - 1;
    m_table->setCurrentCell(row, NameColumn);
    m_table->setFocus();
    m_table->editItem(m_table->item(row, NameColumn));
}

void HeaderEditor::removeFields()
{
    std::set<int, std::greater<>> rows;
    for (const QModelIndex &index : m_table->selectionModel()->selectedIndexes())
        rows.insert(index.row());
    m_filling = true;
    for (const int row : rows) {
        if (m_table->item(row, NameColumn)->flags().testFlag(Qt::ItemIsEditable))
            m_table->removeRow(row);
    }
    m_filling = false;
    cellChanged();
}

bool HeaderEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress && !m_readOnly) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->modifiers() == Qt::NoModifier && (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter)
            && m_table->currentItem()) {
            m_table->editItem(m_table->currentItem());
            return true;
        }
        if (key->key() == Qt::Key_Delete) {
            removeFields();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace sightglass::ui
