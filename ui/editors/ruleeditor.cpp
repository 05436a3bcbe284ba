// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/ruleeditor.h"

#include "ui/editors/dryrunpane.h"
#include "ui/editors/ruledraft.h"
#include "ui/editors/ruleform.h"
#include "ui/editors/ruletextedit.h"
#include "ui/models/exchangelistmodel.h"
#include "ui/models/exchangetext.h"
#include "ui/models/rulelistmodel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QBoxLayout>
#include <QCloseEvent>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollArea>
#include <QSplitter>
#include <QTextDocument>
#include <QToolButton>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QSize kSize(1240, 820);
constexpr qsizetype kMostTitle = 60;

} // namespace

RuleEditor::RuleEditor(const RuleEditorParts &parts, QWidget *parent)
    : QWidget(parent, Qt::Window), m_parts(parts), m_draft(new RuleDraft(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"ruleEditor"_s);
    makeActions();
    m_notice = new QLabel(this);
    m_notice->setObjectName(u"ruleNotice"_s);
    m_notice->setProperty("notice", true);
    m_notice->setWordWrap(true);
    m_notice->setTextFormat(Qt::PlainText);
    m_notice->setContentsMargins(10, 6, 10, 6);
    m_dryRun = new DryRunPane(parts.theme, parts.payloads, parts.exchanges, this);
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    splitter->addWidget(makeLeft());
    splitter->addWidget(m_dryRun);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({kSize.width() / 2, kSize.width() / 2});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_notice);
    layout->addWidget(splitter, 1);
    layout->addWidget(makeBottom());
    connect(m_draft, &RuleDraft::changed, this, &RuleEditor::draftChanged);
    connect(m_draft, &RuleDraft::modifiedChanged, this, &RuleEditor::modifiedChanged);
    connect(&parts.rules, &QAbstractItemModel::modelReset, this, &RuleEditor::fileChanged);
    connect(&parts.rules, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &, const QModelIndex &, const QList<int> &roles) {
                if (roles.isEmpty()) // else only counters
                    fileChanged();
            });
    connect(&parts.theme, &Theme::changed, this, &RuleEditor::restyle);
    const auto values = [&exchanges = parts.exchanges](QStringView field) { return exchanges.valuesOf(field); };
    m_form->setValueSource(values);
    connect(m_dryRun, &DryRunPane::messageShown, m_form, &RuleForm::setSample);
    m_text->setValueSource(values);
    setNotice({});
    resize(kSize);
}

RuleEditor::~RuleEditor()
{
    m_draft->disconnect(this); // it goes after what it would tell
    delete m_text;             // shows the draft's document
}

void RuleEditor::makeActions()
{
    m_undo = new QAction(icon(Glyph::Undo, m_parts.theme), tr("&Undo"), this);
    m_undo->setShortcut(QKeySequence::Undo);
    connect(m_undo, &QAction::triggered, m_draft, &RuleDraft::undo);
    m_redo = new QAction(icon(Glyph::Redo, m_parts.theme), tr("&Redo"), this);
    m_redo->setShortcuts({QKeySequence(QKeySequence::Redo), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    connect(m_redo, &QAction::triggered, m_draft, &RuleDraft::redo);
    auto *closing = new QAction(tr("&Close"), this);
    closing->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_W));
    connect(closing, &QAction::triggered, this, &QWidget::close);
    addActions({m_undo, m_redo, closing});
    QTextDocument *document = m_draft->document();
    m_undo->setEnabled(false);
    m_redo->setEnabled(false);
    connect(document, &QTextDocument::undoAvailable, m_undo, &QAction::setEnabled);
    connect(document, &QTextDocument::redoAvailable, m_redo, &QAction::setEnabled);
}

QWidget *RuleEditor::makeLeft()
{
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    auto *scroll = new QScrollArea(splitter);
    scroll->setAccessibleName(tr("The rule as a form"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_form = new RuleForm(m_parts.theme, *m_draft, scroll);
    scroll->setWidget(m_form);
    m_text = new RuleTextEdit(m_parts.theme, *m_draft, splitter);
    splitter->addWidget(scroll);
    splitter->addWidget(m_text);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({460, 300});
    return splitter;
}

QWidget *RuleEditor::makeBottom()
{
    auto *bottom = new QWidget(this);
    const auto makeTool = [&](QAction *action, const QString &name) {
        auto *button = new QToolButton(bottom);
        button->setDefaultAction(action);
        button->setAccessibleName(name);
        button->setToolTip(tr("%1 (%2)").arg(name, action->shortcut().toString(QKeySequence::NativeText)));
        return button;
    };
    m_problemGlyph = new QLabel(bottom);
    // A button, so that the place can be gone to by the keyboard.
    m_problem = new QPushButton(bottom);
    m_problem->setObjectName(u"ruleProblem"_s);
    m_problem->setFlat(true);
    m_problem->setCursor(Qt::PointingHandCursor);
    connect(m_problem, &QPushButton::clicked, this, [this] { m_text->goToError(); });
    m_revert = new QPushButton(tr("Re&vert"), bottom);
    m_revert->setObjectName(u"ruleRevert"_s);
    m_revert->setAccessibleName(tr("Revert to what the file has"));
    m_save = new QPushButton(tr("&Save"), bottom);
    m_save->setObjectName(u"ruleSave"_s);
    m_save->setShortcut(QKeySequence::Save);
    m_save->setToolTip(tr("Keeps the rule in the file, on or off as it is (%1)")
                           .arg(m_save->shortcut().toString(QKeySequence::NativeText)));
    m_saveOn = new QPushButton(tr("Save and Switch &On"), bottom);
    m_saveOn->setObjectName(u"ruleSaveOn"_s);
    m_saveOn->setProperty("primary", true);
    m_saveOn->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return));
    m_saveOn->setToolTip(
        tr("The next message is subject to it (%1)").arg(m_saveOn->shortcut().toString(QKeySequence::NativeText)));
    connect(m_revert, &QPushButton::clicked, this, &RuleEditor::revert);
    connect(m_save, &QPushButton::clicked, this, &RuleEditor::save);
    connect(m_saveOn, &QPushButton::clicked, this, &RuleEditor::saveAndEnable);
    auto *row = new QHBoxLayout(bottom);
    row->setContentsMargins(10, 8, 10, 8);
    row->setSpacing(8);
    row->addWidget(makeTool(m_undo, tr("Undo")));
    row->addWidget(makeTool(m_redo, tr("Redo")));
    row->addWidget(m_problemGlyph);
    row->addWidget(m_problem, 1);
    row->addWidget(m_revert);
    row->addWidget(m_save);
    row->addWidget(m_saveOn);
    return bottom;
}

// ---- what is edited ----------------------------------------------------------------------------------------------------

void RuleEditor::editNew(const QByteArray &rule)
{
    m_isNew = true;
    m_id.clear();
    m_source.clear();
    m_draft->load(rule);
    draftChanged();
    m_draft->document()->setModified(true); // nobody has kept it yet
    m_form->focusFirst();
}

void RuleEditor::edit(const QByteArray &id)
{
    const int row = m_parts.rules.rowOf(id);
    if (row < 0)
        return;
    m_isNew = false;
    m_id = id;
    takeFromFile(row);
    m_form->focusFirst();
}

void RuleEditor::takeFromFile(int row)
{
    m_source = m_parts.rules.rule(row).source;
    m_draft->load(m_source);
    draftChanged();
    setNotice({});
}

bool RuleEditor::isModified() const
{
    return m_draft->isModified();
}

void RuleEditor::draftChanged()
{
    const bool works = m_draft->error().isEmpty();
    m_problem->setText(works ? tr("The rule is fine") : models::lineText(m_draft->error().toUtf8()));
    m_problem->setAccessibleName(works ? m_problem->text() : tr("Go to the error: %1").arg(m_problem->text()));
    m_problem->setToolTip(works ? QString() : m_problem->text());
    m_problem->setEnabled(!works);
    if (works)
        m_dryRun->setRule(m_draft->text());
    else
        m_dryRun->setNoRule(tr("The rule has an error"));
    restyle();
    modifiedChanged();
}

void RuleEditor::restyle()
{
    const bool works = m_draft->error().isEmpty();
    const Role role = works ? Role::OkText : Role::ErrorText;
    const int size = fontMetrics().height();
    m_problemGlyph->setPixmap(
        icon(works ? Glyph::Ok : Glyph::Warning, m_parts.theme, role).pixmap(QSize(size, size), devicePixelRatioF()));
    m_problem->setStyleSheet(
        u"QPushButton { border: none; background: transparent; text-align: left; padding: 2px; "
        "color: %1; } QPushButton:focus { text-decoration: underline; }"_s.arg(m_parts.theme.color(role).name()));
}

void RuleEditor::modifiedChanged()
{
    const QString name = m_draft->string("/name").value_or(QString());
    setWindowTitle(
        tr("%1[*] – Rule").arg(name.isEmpty() ? tr("Without a name") : models::lineText(name.toUtf8(), kMostTitle)));
    setWindowModified(isModified());
    // What is no JSON would break the file; what is merely no rule is kept, shown with its error and skipped.
    m_save->setEnabled(isModified() && m_draft->isReadable());
    m_saveOn->setEnabled(m_draft->error().isEmpty() && (isModified() || !m_draft->boolean("/enabled", true)));
    m_revert->setEnabled(isModified() && !m_isNew);
}

void RuleEditor::setNotice(const QString &text)
{
    m_notice->setText(text);
    m_notice->setVisible(!text.isEmpty());
}

// ---- the file ----------------------------------------------------------------------------------------------------------

bool RuleEditor::save()
{
    if (!m_draft->isReadable())
        return false;
    QString why;
    bool saved = false;
    int row = m_id.isEmpty() ? -1 : m_parts.rules.rowOf(m_id);
    {
        const QScopedValueRollback saving(m_saving, true);
        const auto failed =
            connect(&m_parts.rules, &models::RuleListModel::failed, this, [&why](const QString &text) { why = text; });
        if (row >= 0) {
            saved = m_parts.rules.replace(row, m_draft->fileText());
        } else {
            row = m_parts.rules.rowCount();
            saved = m_parts.rules.insert(row, m_draft->fileText());
        }
        disconnect(failed);
    }
    if (!saved) {
        setNotice(tr("Not saved: %1").arg(why));
        return false;
    }
    m_isNew = false;
    m_draft->setSaved();
    if (row < m_parts.rules.rowCount()) {
        m_id = m_parts.rules.rule(row).id;
        m_source = m_parts.rules.rule(row).source;
    }
    setNotice({});
    modifiedChanged();
    Q_EMIT noted(tr("Rule “%1” is saved").arg(m_draft->string("/name").value_or(QString::fromUtf8(m_id))));
    return true;
}

bool RuleEditor::saveAndEnable()
{
    m_draft->set("/enabled", "true");
    return save();
}

void RuleEditor::revert()
{
    const int row = m_parts.rules.rowOf(m_id);
    m_source = row >= 0 ? m_parts.rules.rule(row).source : m_source;
    m_draft->replaceText(m_source);
    m_draft->setSaved();
    setNotice({});
    modifiedChanged();
}

/// Somebody else edited the file, or the list did.
void RuleEditor::fileChanged()
{
    if (m_saving || m_isNew)
        return;
    const int row = m_parts.rules.rowOf(m_id);
    if (row < 0) {
        setNotice(tr("This rule is not in the file any more. Saving puts it there again."));
        m_draft->document()->setModified(true);
        return;
    }
    if (m_parts.rules.rule(row).source == m_source)
        return;
    if (!isModified()) {
        takeFromFile(row);
        return;
    }
    m_source = m_parts.rules.rule(row).source;
    setNotice(tr("This rule was changed in the file meanwhile. Saving writes over that; reverting takes it."));
}

void RuleEditor::closeEvent(QCloseEvent *event)
{
    if (m_discard || !isModified()) {
        QWidget::closeEvent(event);
        return;
    }
    event->ignore();
    askWhatToDo();
}

void RuleEditor::askWhatToDo()
{
    if (findChild<QMessageBox *>())
        return; // asked already
    auto *question =
        new QMessageBox(QMessageBox::Question, tr("Unsaved Rule"), tr("The rule has changes that are not saved."),
                        QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setDefaultButton(QMessageBox::Save);
    question->button(QMessageBox::Save)->setEnabled(m_draft->isReadable());
    connect(question, &QMessageBox::finished, this, [this](int answer) {
        m_discard = answer == QMessageBox::Discard;
        if (m_discard || (answer == QMessageBox::Save && save()))
            QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection); // when the question is gone
    });
    question->open();
}

} // namespace sightglass::ui
