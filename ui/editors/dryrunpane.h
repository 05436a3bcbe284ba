// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/dryrun.h"
#include "ui/models/dryrunmodel.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QProgressBar;
class QTableView;
class QToolButton;

namespace sightglass::ui {

class DiffView;
class Theme;

/// What a rule would have done to what was captured: how many exchanges, which ones, and what would have changed.
class DryRunPane : public QWidget
{
    Q_OBJECT
public:
    /// What is typed is tried out after so long a pause.
    static constexpr int kTypingMs = 200;

    DryRunPane(const Theme &theme, models::PayloadSource &payload, const models::ExchangeListModel &exchanges,
               QWidget *parent = nullptr);
    ~DryRunPane() override;

    /// Tries \a rule (JSONC) out, soon; it is taken as switched on.
    void setRule(const QByteArray &rule);
    /// There is no rule to try out; \a why in words.
    void setNoRule(const QString &why);
    /// What is shown belongs to the rule as it was set last.
    bool isComplete() const { return !m_typing.isActive() && !m_run.isRunning() && !m_looking; }

    const models::DryRunModel &hits() const { return m_hits; }
    QTableView &table() const { return *m_table; }
    DiffView &diff() const { return *m_diff; }
    QString stateText() const;
    QString detailText() const;

Q_SIGNALS:
    /// Another message is looked at, as it was before any rule.
    void messageShown(const QByteArray &message);

private:
    void buildTable();
    QWidget *makeHead();
    QWidget *makeDetail();
    void begin();
    void takeHits(const QList<models::DryRunHit> &hits);
    void tellProgress();
    void finished();
    void dropOld();
    void selectSomething();
    void look();
    void showChanges(exchange::ExchangeId id, const models::DryRun::Changes &changes);
    void showChange(int index);
    void clearDetail(const QString &why);

    const Theme &m_theme;
    models::DryRunModel m_hits;
    models::DryRun m_run;
    QTimer m_typing;
    QByteArray m_rule;
    bool m_old = false;     ///< the hits are those of the rule before
    bool m_looking = false; ///< the changes of the current hit are on their way
    exchange::ExchangeId m_current;
    models::DryRun::Changes m_changes;
    QLabel *m_state = nullptr;
    QProgressBar *m_progress = nullptr;
    QToolButton *m_again = nullptr;
    QToolButton *m_stop = nullptr;
    QTableView *m_table = nullptr;
    QComboBox *m_messages = nullptr;
    QLabel *m_detail = nullptr;
    DiffView *m_diff = nullptr;
};

} // namespace sightglass::ui
