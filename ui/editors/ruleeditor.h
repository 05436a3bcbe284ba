// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QWidget>

class QAction;
class QLabel;
class QPushButton;

namespace sightglass::models {
class ExchangeListModel;
class PayloadSource;
class RuleListModel;
} // namespace sightglass::models

namespace sightglass::ui {

class DryRunPane;
class RuleDraft;
class RuleForm;
class RuleTextEdit;
class Theme;

/// What an editor of rules needs; all of it outlives the editor.
struct RuleEditorParts {
    const Theme &theme;
    models::RuleListModel &rules;
    models::PayloadSource &payloads;
    models::ExchangeListModel &exchanges;
};

/// A window for one rule: the form and the text of the same rule, and beside them what it would have done. Nothing is
/// saved before somebody says so; a window with unsaved changes asks before it closes.
///
/// Thread: UI. Owner: its parent; it goes when it is closed.
class RuleEditor : public QWidget
{
    Q_OBJECT
public:
    RuleEditor(const RuleEditorParts &parts, QWidget *parent);
    ~RuleEditor() override;

    /// A rule that the file does not have yet.
    void editNew(const QByteArray &rule);
    /// The rule of that id, which is in the file.
    void edit(const QByteArray &id);
    /// Of the rule in the file; empty: there is none yet.
    QByteArray ruleId() const { return m_id; }
    bool isModified() const;

    RuleForm &form() const { return *m_form; }
    RuleTextEdit &text() const { return *m_text; }
    DryRunPane &dryRun() const { return *m_dryRun; }
    RuleDraft &draft() const { return *m_draft; }

public Q_SLOTS:
    bool save();
    bool saveAndEnable();
    /// To what the file has.
    void revert();

Q_SIGNALS:
    void noted(const QString &text);

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    QWidget *makeLeft();
    QWidget *makeBottom();
    void makeActions();
    void draftChanged();
    void modifiedChanged();
    void fileChanged();
    void takeFromFile(int row);
    void setNotice(const QString &text);
    void askWhatToDo();
    void restyle();

    const RuleEditorParts m_parts;
    RuleDraft *m_draft = nullptr;
    RuleForm *m_form = nullptr;
    RuleTextEdit *m_text = nullptr;
    DryRunPane *m_dryRun = nullptr;
    QLabel *m_notice = nullptr;
    QLabel *m_problemGlyph = nullptr;
    QPushButton *m_problem = nullptr;
    QPushButton *m_revert = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_saveOn = nullptr;
    QAction *m_undo = nullptr;
    QAction *m_redo = nullptr;
    QByteArray m_id;
    QByteArray m_source; ///< the rule as the file has it
    bool m_isNew = false;
    bool m_saving = false;
    bool m_discard = false; ///< somebody said that the changes may go
};

} // namespace sightglass::ui
