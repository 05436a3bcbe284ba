// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/ruleform.h"

#include "ui/editors/actioneditor.h"
#include "ui/editors/actionshapes.h"
#include "ui/editors/pointerlist.h"
#include "ui/editors/ruledraft.h"
#include "ui/filter/filterfield.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAbstractSpinBox>
#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScopedValueRollback>
#include <QSignalBlocker>
#include <QStringListModel>
#include <QToolButton>

#include <array>
#include <limits>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array<const char *, 3> kDirections{"request", "response", "event"};

template <typename Field, typename Owner, typename Value>
void showIn(Field *field, void (Owner::*set)(Value), Value value)
{
    const QSignalBlocker blocker(field);
    (field->*set)(value);
}

} // namespace

RuleForm::RuleForm(const Theme &theme, RuleDraft &draft, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_draft(draft), m_pointers(new QStringListModel(this))
{
    setObjectName(u"ruleForm"_s);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(8);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    buildBasics(*form);
    buildFrequency(*form);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 12);
    layout->setSpacing(10);
    layout->addLayout(form);
    layout->addWidget(makeActions());
    layout->addStretch(1);
    connect(&draft, &RuleDraft::changed, this, &RuleForm::refresh);
    refresh();
}

void RuleForm::buildBasics(QFormLayout &form)
{
    m_name = new QLineEdit(this);
    m_name->setObjectName(u"ruleName"_s);
    m_name->setAccessibleName(tr("Name of the rule"));
    connect(m_name, &QLineEdit::textEdited, this, [this](const QString &text) { m_draft.setString("/name", text); });
    m_match = new FilterField(m_theme, this);
    m_match->setObjectName(u"ruleMatch"_s);
    m_match->setAccessibleName(tr("Which messages the rule is for"));
    m_match->setPlaceholderText(tr("Every message; for example method:tools/call and tool:search"));
    connect(m_match, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (m_writing)
            return;
        if (text.trimmed().isEmpty())
            m_draft.remove("/match");
        else
            m_draft.setString("/match", text);
    });
    m_matchError = new QLabel(this);
    m_matchError->setObjectName(u"matchError"_s);
    m_matchError->setTextFormat(Qt::PlainText);
    m_matchError->setWordWrap(true);
    connect(m_match, &FilterField::validityChanged, this, &RuleForm::refreshMatch);
    connect(&m_theme, &Theme::changed, this, &RuleForm::refreshMatch);
    auto *directions = new QWidget(this);
    auto *row = new QHBoxLayout(directions);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(14);
    for (const auto &[name, tip] : {std::pair(tr("Requests"), tr("what clients send")),
                                    std::pair(tr("Responses"), tr("whole answers of servers")),
                                    std::pair(tr("Events"), tr("single server-sent events"))}) {
        auto *box = new QCheckBox(name, directions);
        box->setObjectName(u"on"_s + QString::fromLatin1(kDirections[std::size_t(m_directions.size())]));
        box->setAccessibleName(tr("Look at %1: %2").arg(name.toLower(), tip));
        box->setToolTip(tip);
        connect(box, &QCheckBox::clicked, this, &RuleForm::writeDirections);
        row->addWidget(box);
        m_directions.append(box);
    }
    row->addStretch(1);
    form.addRow(tr("&Name"), m_name);
    form.addRow(tr("&When"), m_match);
    form.addRow(QString(), m_matchError);
    form.addRow(tr("Looks at"), directions);
}

void RuleForm::buildFrequency(QFormLayout &form)
{
    auto *often = new QWidget(this);
    auto *row = new QHBoxLayout(often);
    row->setContentsMargins(0, 0, 0, 0);
    m_probability = new QDoubleSpinBox(often);
    m_probability->setObjectName(u"probability"_s);
    m_probability->setRange(0, 100);
    m_probability->setDecimals(2);
    m_probability->setSuffix(tr(" %"));
    m_probability->setAccessibleName(tr("Probability in percent"));
    connect(m_probability, &QDoubleSpinBox::valueChanged, this, [this](double percent) {
        if (percent >= 100)
            m_draft.remove("/probability");
        else
            m_draft.set("/probability", QByteArray::number(percent / 100, 'g', 6));
    });
    const auto makeCount = [&](const QString &name, int least, const QString &none, const QByteArray &pointer) {
        auto *box = new QSpinBox(often);
        box->setObjectName(QString::fromLatin1(pointer.sliced(1)));
        box->setRange(least, std::numeric_limits<int>::max());
        box->setSpecialValueText(none);
        box->setAccessibleName(name);
        box->setMinimumWidth(110);
        connect(box, &QSpinBox::valueChanged, this, [this, pointer, least](int value) {
            if (value == least)
                m_draft.remove(pointer);
            else
                m_draft.set(pointer, QByteArray::number(value));
        });
        return box;
    };
    m_everyNth = makeCount(tr("Only one match in so many"), 1, tr("every match"), "/everyNth");
    m_everyNth->setPrefix(tr("one in "));
    m_firstN = makeCount(tr("Only the first matches"), 0, tr("no limit"), "/firstN");
    m_firstN->setPrefix(tr("first "));
    row->addWidget(m_probability);
    row->addWidget(m_everyNth);
    row->addWidget(m_firstN);
    row->addStretch(1);
    m_enabled = new QCheckBox(tr("The rule is &on"), this);
    m_enabled->setObjectName(u"ruleEnabled"_s);
    connect(m_enabled, &QCheckBox::clicked, this, [this](bool on) { m_draft.set("/enabled", on ? "true" : "false"); });
    m_stop = new QCheckBox(tr("&Stop: no rule behind it sees what matches"), this);
    m_stop->setObjectName(u"ruleStop"_s);
    connect(m_stop, &QCheckBox::clicked, this, [this](bool on) {
        if (on)
            m_draft.set("/stop", "true");
        else
            m_draft.remove("/stop");
    });
    auto *flags = new QHBoxLayout;
    flags->setSpacing(18);
    flags->addWidget(m_enabled);
    flags->addWidget(m_stop);
    flags->addStretch(1);
    form.addRow(tr("How often"), often);
    form.addRow(QString(), flags);
}

QWidget *RuleForm::makeActions()
{
    auto *box = new QWidget(this);
    auto *title = new QLabel(tr("What it does, in this order"), box);
    m_add = new QToolButton(box);
    m_add->setObjectName(u"addAction"_s);
    m_add->setText(tr("Add Action"));
    m_add->setIcon(icon(Glyph::Plus, m_theme));
    m_add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_add->setPopupMode(QToolButton::InstantPopup);
    m_add->setStyleSheet(u"QToolButton::menu-indicator { image: none; }"_s);
    m_add->setAccessibleName(tr("Add an action"));
    auto *menu = new QMenu(m_add);
    menu->setToolTipsVisible(true);
    for (const ActionShape &shape : actionShapes()) {
        QAction *action = menu->addAction(shape.titleText(), this, [this, &shape] {
            m_draft.append("/actions", shape.fresh);
            if (!m_actions.isEmpty())
                m_actions.constLast()->focusFirst();
        });
        action->setObjectName(QString::fromLatin1(shape.member));
        action->setToolTip(shape.helpText());
    }
    m_add->setMenu(menu);
    auto *head = new QHBoxLayout;
    head->addWidget(title);
    head->addStretch(1);
    head->addWidget(m_add);
    m_actionRows = new QVBoxLayout;
    m_actionRows->setSpacing(8);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(head);
    layout->addLayout(m_actionRows);
    return box;
}

void RuleForm::setValueSource(FilterCompletion::ValueSource source)
{
    m_match->setValueSource(std::move(source));
}

void RuleForm::setSample(const QByteArray &message)
{
    const QStringList pointers = pointersOf(message);
    if (pointers != m_pointers->stringList()) // else an open list of completions would go
        m_pointers->setStringList(pointers);
}

void RuleForm::focusFirst()
{
    m_name->setFocus(Qt::OtherFocusReason);
    m_name->selectAll();
}

void RuleForm::writeDirections()
{
    QByteArrayList words;
    for (std::size_t i = 0; i < kDirections.size(); ++i) {
        if (m_directions[qsizetype(i)]->isChecked())
            words.append('"' + QByteArray(kDirections[i]) + '"');
    }
    m_draft.set("/on", '[' + words.join(", ") + ']');
}

void RuleForm::refresh()
{
    setEnabled(m_draft.isReadable());
    if (!m_draft.isReadable())
        return;
    const QScopedValueRollback writing(m_writing, true);
    if (const QString name = m_draft.string("/name").value_or(QString()); m_name->text() != name)
        m_name->setText(name);
    if (const QString match = m_draft.string("/match").value_or(QString());
        m_match->text().trimmed() != match.trimmed())
        m_match->setFilterText(match);
    const QByteArray on = m_draft.value("/on").value_or("[\"request\"]");
    for (std::size_t i = 0; i < kDirections.size(); ++i)
        showIn(m_directions[qsizetype(i)], &QCheckBox::setChecked, on.contains('"' + QByteArray(kDirections[i]) + '"'));
    showIn(m_probability, &QDoubleSpinBox::setValue, m_draft.number("/probability").value_or(1) * 100);
    showIn(m_everyNth, &QSpinBox::setValue, int(m_draft.number("/everyNth").value_or(1)));
    showIn(m_firstN, &QSpinBox::setValue, int(m_draft.number("/firstN").value_or(0)));
    showIn(m_enabled, &QCheckBox::setChecked, m_draft.boolean("/enabled", true));
    showIn(m_stop, &QCheckBox::setChecked, m_draft.boolean("/stop", false));
    refreshActions();
    refreshMatch();
}

void RuleForm::refreshMatch()
{
    const auto &error = m_match->error();
    m_matchError->setVisible(error.has_value());
    m_matchError->setText(error ? error->text() : QString());
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, m_theme.color(Role::ErrorText));
    m_matchError->setPalette(colors);
}

void RuleForm::refreshActions()
{
    const qsizetype count = m_draft.count("/actions");
    while (m_actions.size() > count) {
        ActionEditor *gone = m_actions.takeLast();
        gone->hide();
        gone->deleteLater(); // one of its buttons may be what asks for it
    }
    while (m_actions.size() < count) {
        auto *added = new ActionEditor(m_theme, m_draft, *m_pointers, m_actions.size(), this);
        m_actionRows->addWidget(added);
        m_actions.append(added);
    }
    for (ActionEditor *action : std::as_const(m_actions))
        action->refresh(count);
    watchKeys();
}

/// Undo and redo are of the rule, not of a single field: fields must not take the keys.
void RuleForm::watchKeys()
{
    for (QWidget *widget : findChildren<QWidget *>()) {
        widget->removeEventFilter(this);
        widget->installEventFilter(this);
    }
}

bool RuleForm::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->ignore();
            return true;
        }
    }
    // A wheel that turns a page must not change what it passes over.
    if (event->type() == QEvent::Wheel) {
        auto *widget = qobject_cast<QWidget *>(watched);
        const bool changes = qobject_cast<QAbstractSpinBox *>(watched) || qobject_cast<QComboBox *>(watched);
        if (changes && !widget->hasFocus()) {
            event->ignore();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace sightglass::ui
