// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/actioneditor.h"

#include "mcp/jsonedit.h"
#include "mcp/jsontext.h"
#include "ui/editors/jsonfield.h"
#include "ui/editors/ruledraft.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QBoxLayout>
#include <QComboBox>
#include <QCompleter>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>

#include <limits>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMostDelayMs = 24 * 60 * 60 * 1000;
constexpr double kMostRate = 1e6;

void setText(QLineEdit &field, const QString &text)
{
    const QSignalBlocker blocker(field);
    if (field.text() != text)
        field.setText(text);
}

QByteArray numberText(double number)
{
    return QByteArray::number(number, 'g', 10);
}

} // namespace

ActionEditor::ActionEditor(const Theme &theme, RuleDraft &draft, QAbstractItemModel &pointers, qsizetype index,
                           QWidget *parent)
    : QFrame(parent), m_theme(theme), m_draft(draft), m_pointers(pointers), m_index(index)
{
    setObjectName(u"action%1"_s.arg(index));
    setProperty("card", true);
    build();
}

QByteArray ActionEditor::pointer(const char *path) const
{
    return "/actions/" + QByteArray::number(m_index) + path;
}

QToolButton *ActionEditor::makeButton(int glyph, const QString &name, const QString &objectName)
{
    auto *button = new QToolButton(this);
    button->setObjectName(objectName);
    button->setIcon(icon(Glyph(glyph), m_theme));
    button->setAccessibleName(tr("%1, action %2").arg(name).arg(m_index + 1));
    button->setToolTip(name);
    return button;
}

void ActionEditor::build()
{
    m_kind = new QComboBox(this);
    m_kind->setObjectName(u"actionKind"_s);
    m_kind->setAccessibleName(tr("What action %1 does").arg(m_index + 1));
    for (const ActionShape &shape : actionShapes()) {
        m_kind->addItem(shape.titleText());
        m_kind->setItemData(m_kind->count() - 1, shape.helpText(), Qt::ToolTipRole);
    }
    m_kind->view()->setAccessibleName(m_kind->accessibleName());
    connect(m_kind, &QComboBox::activated, this, [this](int row) {
        if (row != m_shape && row < int(actionShapes().size()))
            m_draft.set(pointer(), actionShapes()[std::size_t(row)].fresh);
    });
    m_up = makeButton(int(Glyph::Up), tr("Earlier"), u"actionUp"_s);
    m_down = makeButton(int(Glyph::Down), tr("Later"), u"actionDown"_s);
    QToolButton *remove = makeButton(int(Glyph::Close), tr("Remove"), u"actionRemove"_s);
    connect(m_up, &QToolButton::clicked, this, [this] { m_draft.move("/actions", m_index, m_index - 1); });
    connect(m_down, &QToolButton::clicked, this, [this] { m_draft.move("/actions", m_index, m_index + 1); });
    connect(remove, &QToolButton::clicked, this, [this] { m_draft.remove(pointer()); });
    auto *number = new QLabel(tr("%1.").arg(m_index + 1), this);
    number->setProperty("dim", true);
    auto *head = new QHBoxLayout;
    head->setSpacing(4);
    head->addWidget(number);
    head->addWidget(m_kind);
    head->addStretch(1);
    head->addWidget(m_up);
    head->addWidget(m_down);
    head->addWidget(remove);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 6, 8);
    layout->setSpacing(6);
    layout->addLayout(head);
}

void ActionEditor::rebuild(int shape)
{
    m_shape = shape;
    m_refreshers.clear();
    if (m_fields) {
        m_fields->hide();
        m_fields->deleteLater(); // it may be a field of its own that asks for it
    }
    m_fields = new QWidget(this);
    m_form = new QFormLayout(m_fields);
    m_form->setContentsMargins(20, 0, 0, 0);
    m_form->setHorizontalSpacing(10);
    m_form->setVerticalSpacing(6);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    layout()->addWidget(m_fields);
    if (shape < 0) {
        auto *note = new QLabel(tr("This action is none that the form knows. Edit it in the text."), m_fields);
        note->setWordWrap(true);
        note->setProperty("dim", true);
        m_form->addRow(note);
        return;
    }
    for (const ActionField &field : actionShapes()[std::size_t(shape)].fields)
        addField(field);
    m_fields->setVisible(!actionShapes()[std::size_t(shape)].fields.empty());
}

void ActionEditor::refresh(qsizetype count)
{
    const int shape = actionShapeOf(m_draft.value(pointer()).value_or(QByteArray()));
    if (shape != m_shape)
        rebuild(shape);
    {
        const QSignalBlocker blocker(m_kind);
        m_kind->setCurrentIndex(shape);
    }
    m_kind->setToolTip(shape < 0 ? QString() : actionShapes()[std::size_t(shape)].helpText());
    m_up->setEnabled(m_index > 0);
    m_down->setEnabled(m_index + 1 < count);
    for (const auto &refresher : std::as_const(m_refreshers))
        refresher();
}

void ActionEditor::focusFirst()
{
    if (m_form && m_form->rowCount() > 0 && m_form->itemAt(0, QFormLayout::FieldRole))
        m_form->itemAt(0, QFormLayout::FieldRole)->widget()->setFocus(Qt::TabFocusReason);
    else
        m_kind->setFocus(Qt::TabFocusReason);
}

// ---- fields ------------------------------------------------------------------------------------------------------------

QString ActionEditor::accessibleNameOf(const ActionField &field) const
{
    const ActionShape &shape = actionShapes()[std::size_t(m_shape)];
    return tr("%1: %2, action %3").arg(shape.titleText(), actionFieldLabel(field)).arg(m_index + 1);
}

void ActionEditor::addField(const ActionField &field)
{
    QWidget *widget = nullptr;
    switch (field.kind) {
    case ActionField::Kind::Pointer:
    case ActionField::Kind::Line:
        widget = makeLine(field);
        break;
    case ActionField::Kind::Json:
    case ActionField::Kind::OptionalJson:
        widget = makeJson(field);
        break;
    case ActionField::Kind::Whole:
        widget = makeWhole(field);
        break;
    case ActionField::Kind::Real:
        widget = makeReal(field);
        break;
    case ActionField::Kind::Choice:
        widget = makeChoice(field);
        break;
    case ActionField::Kind::Range:
        widget = makeRange(field);
        break;
    }
    widget->setAccessibleName(accessibleNameOf(field));
    m_form->addRow(actionFieldLabel(field), widget);
}

QWidget *ActionEditor::makeLine(const ActionField &field)
{
    auto *line = new QLineEdit(m_fields);
    line->setObjectName(QString::fromLatin1(field.path));
    line->setPlaceholderText(QString::fromUtf8(field.sample));
    const QByteArray where = pointer(field.path);
    const auto write = [this, where](const QString &text) { m_draft.setString(where, text); };
    connect(line, &QLineEdit::textEdited, this, write);
    if (field.kind == ActionField::Kind::Pointer) {
        line->setFont(m_theme.monospace());
        auto *completer = new QCompleter(&m_pointers, line);
        completer->setFilterMode(Qt::MatchContains);
        completer->setCaseSensitivity(Qt::CaseInsensitive);
        completer->popup()->setAccessibleName(tr("Places of the message"));
        line->setCompleter(completer);
        // What is chosen is no edit to the field; and while it is walked through it changes the field only.
        connect(completer, qOverload<const QString &>(&QCompleter::activated), this, write);
    }
    m_refreshers.append([this, line, where] { setText(*line, m_draft.string(where).value_or(QString())); });
    return line;
}

QWidget *ActionEditor::makeJson(const ActionField &field)
{
    const bool optional = field.kind == ActionField::Kind::OptionalJson;
    auto *json = new JsonField(m_theme, optional, m_fields);
    json->setObjectName(QString::fromLatin1(field.path));
    json->setPlaceholderText(optional ? tr("optional") : QString::fromUtf8(field.sample));
    const QByteArray where = pointer(field.path);
    connect(json, &JsonField::edited, this, [this, where](const QByteArray &text) {
        if (text.isEmpty())
            m_draft.remove(where);
        else
            m_draft.set(where, text);
    });
    m_refreshers.append([this, json, where] { json->setJson(m_draft.value(where).value_or(QByteArray())); });
    return json;
}

QWidget *ActionEditor::makeWhole(const ActionField &field)
{
    auto *number = new QSpinBox(m_fields);
    number->setObjectName(QString::fromLatin1(field.path));
    number->setRange(std::numeric_limits<int>::min(), std::numeric_limits<int>::max());
    number->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    number->setMinimumWidth(130);
    const QByteArray where = pointer(field.path);
    connect(number, &QSpinBox::valueChanged, this,
            [this, where](int value) { m_draft.set(where, QByteArray::number(value)); });
    m_refreshers.append([this, number, where] {
        const QSignalBlocker blocker(number);
        number->setValue(int(m_draft.number(where).value_or(0)));
    });
    return number;
}

QWidget *ActionEditor::makeReal(const ActionField &field)
{
    auto *number = new QDoubleSpinBox(m_fields);
    number->setObjectName(QString::fromLatin1(field.path));
    number->setRange(0.001, kMostRate);
    number->setDecimals(3);
    number->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    number->setMinimumWidth(130);
    const QByteArray where = pointer(field.path);
    connect(number, &QDoubleSpinBox::valueChanged, this,
            [this, where](double value) { m_draft.set(where, numberText(value)); });
    m_refreshers.append([this, number, where] {
        const QSignalBlocker blocker(number);
        number->setValue(m_draft.number(where).value_or(1));
    });
    return number;
}

QWidget *ActionEditor::makeChoice(const ActionField &field)
{
    auto *choice = new QComboBox(m_fields);
    choice->setObjectName(QString::fromLatin1(field.path));
    choice->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    choice->view()->setAccessibleName(accessibleNameOf(field));
    for (const QString &word : QString::fromLatin1(field.choices).split(u' '))
        choice->addItem(word);
    const QByteArray where = pointer(field.path);
    connect(choice, &QComboBox::textActivated, this,
            [this, where](const QString &text) { m_draft.setString(where, text); });
    m_refreshers.append([this, choice, where] {
        const QSignalBlocker blocker(choice);
        choice->setCurrentIndex(choice->findText(m_draft.string(where).value_or(choice->itemText(0))));
    });
    return choice;
}

QWidget *ActionEditor::makeRange(const ActionField &field)
{
    auto *pair = new QWidget(m_fields);
    auto *layout = new QHBoxLayout(pair);
    layout->setContentsMargins(0, 0, 0, 0);
    QList<QSpinBox *> boxes;
    for (const QString &name : {tr("At least"), tr("At most")}) {
        auto *box = new QSpinBox(pair);
        box->setRange(0, kMostDelayMs);
        box->setSingleStep(100);
        box->setSuffix(tr(" ms"));
        box->setGroupSeparatorShown(true);
        box->setMinimumWidth(120);
        box->setAccessibleName(tr("%1, action %2").arg(name).arg(m_index + 1));
        boxes.append(box);
    }
    QSpinBox *least = boxes[0];
    QSpinBox *most = boxes[1];
    least->setObjectName(u"delayLeast"_s);
    most->setObjectName(u"delayMost"_s);
    layout->addWidget(least);
    layout->addWidget(new QLabel(tr("to"), pair));
    layout->addWidget(most);
    layout->addStretch(1);
    const QByteArray where = pointer(field.path);
    const auto write = [this, where, least, most] {
        const int low = least->value();
        const int high = most->value();
        m_draft.set(where, low == high ? QByteArray::number(low)
                                       : '[' + QByteArray::number(low) + ", " + QByteArray::number(high) + ']');
    };
    // Who raises the one above the other means both; a fixed delay stays one.
    connect(least, &QSpinBox::valueChanged, this, [this, write, least, most, where](int value) {
        const QSignalBlocker blocker(most);
        if (most->value() < value || !m_draft.value(where).value_or(QByteArray()).startsWith('['))
            most->setValue(value);
        write();
    });
    connect(most, &QSpinBox::valueChanged, this, [write, least](int value) {
        const QSignalBlocker blocker(least);
        if (least->value() > value)
            least->setValue(value);
        write();
    });
    m_refreshers.append([this, least, most, where] {
        const QSignalBlocker one(least);
        const QSignalBlocker other(most);
        const auto fixed = m_draft.number(where);
        least->setValue(int(fixed.value_or(m_draft.number(where + "/0").value_or(0))));
        most->setValue(int(fixed.value_or(m_draft.number(where + "/1").value_or(0))));
    });
    return pair;
}

} // namespace sightglass::ui
