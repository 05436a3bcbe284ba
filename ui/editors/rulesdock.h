// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QPointer>
#include <QTimer>
#include <QWidget>

class QAction;
class QLabel;
class QStackedWidget;
class QTableView;

namespace sightglass::models {
class ExchangeListModel;
class PayloadSource;
class RuleListModel;
} // namespace sightglass::models

namespace sightglass::ui {

class InterceptionControl;
class RuleEditor;
class Theme;

/// The rules in the order in which they are tried, with what they did; what can be done with them. Opens the editors.
///
/// Thread: UI. What it is given outlives it.
class RulesDock : public QWidget
{
    Q_OBJECT
public:
    static constexpr int kPollMs = 500;

    RulesDock(const Theme &theme, InterceptionControl &control, models::ExchangeListModel &exchanges,
              models::PayloadSource &payloads, QWidget *parent = nullptr);
    ~RulesDock() override;

    models::RuleListModel &rules() const { return *m_rules; }
    QTableView &table() const { return *m_table; }
    /// Selects the rule and opens it; false: there is none of that id.
    bool showRule(const QByteArray &id);
    /// Opens an editor on a rule that the file does not have yet.
    RuleEditor *openNew(const QByteArray &rule);
    RuleEditor *openEditor(int row);
    /// Editors with changes that are not saved: somebody has to be asked before the program ends.
    QList<RuleEditor *> unsaved() const;

    QAction *newAction() const { return m_new; }
    QAction *undoAction() const { return m_undo; }

public Q_SLOTS:
    void undo();

Q_SIGNALS:
    /// What was done or went wrong, in a few words.
    void noted(const QString &text);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeActions();
    QWidget *makeBar();
    void makeTable();
    QAction *addAction(int glyph, const QString &text, const QKeySequence &keys, const QString &objectName,
                       void (RulesDock::*handler)());
    void take();
    void refreshActions();
    int currentRow() const;
    void selectRow(int row);
    RuleEditor *makeEditor();

    void addRule();
    void editRule();
    void duplicateRule();
    void deleteRule();
    void toggleRule();
    void moveUp();
    void moveDown();
    void allOn();
    void allOff();
    void openFile();

    const Theme &m_theme;
    InterceptionControl &m_control;
    models::ExchangeListModel &m_exchanges;
    models::PayloadSource &m_payloads;
    models::RuleListModel *m_rules = nullptr;
    QTimer m_poll;
    QStackedWidget *m_stack = nullptr;
    QTableView *m_table = nullptr;
    QLabel *m_notice = nullptr;
    QAction *m_new = nullptr;
    QAction *m_edit = nullptr;
    QAction *m_duplicate = nullptr;
    QAction *m_delete = nullptr;
    QAction *m_toggle = nullptr;
    QAction *m_up = nullptr;
    QAction *m_down = nullptr;
    QAction *m_undo = nullptr;
    QAction *m_allOn = nullptr;
    QAction *m_allOff = nullptr;
    QAction *m_openFile = nullptr;
    QList<QPointer<RuleEditor>> m_editors;
    QByteArray m_currentId; ///< kept over a reload of the file
    int m_currentRow = -1;
};

} // namespace sightglass::ui
