// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/holdqueue.h"

#include <QHash>
#include <QTimer>
#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace sightglass::models {
class HoldListModel;
}

namespace sightglass::ui {

class HeldEditor;
class HoldTable;
class InterceptionControl;
class Theme;

/// The queue of held messages and, beside it, the editor of the one that is selected. Follows the control from the moment
/// it is made, shown or not, so that nothing is missed by a closed pane.
///
/// Thread: UI. Owner: the window. Theme, control and model outlive it; the model is filled by this.
class HoldPane : public QWidget
{
    Q_OBJECT
public:
    static constexpr int kTickMs = 500;
    /// Microseconds since the Unix epoch.
    using Clock = std::function<qint64()>;

    HoldPane(const Theme &theme, InterceptionControl &control, models::HoldListModel &model, QWidget *parent = nullptr);
    ~HoldPane() override;

    HoldTable &table() const { return *m_table; }
    /// Of the one message that is selected; null: none, or several.
    HeldEditor *editor() const;
    void setClock(Clock clock);
    /// Whether times are counted: only while somebody can see that something waits.
    bool isTicking() const { return m_timer.isActive(); }

public Q_SLOTS:
    /// Sends everything on as it came; asks first where edits would be lost.
    void releaseAll();
    /// What is selected: as it was edited, else as it came.
    void sendSelected();
    void sendSelectedOriginals();
    void failSelected();
    void dismissSelected();

Q_SIGNALS:
    /// The exchange of a held message was asked for.
    void exchangeRequested(sightglass::exchange::ExchangeId id);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeBar();
    QWidget *makeSeveral();
    void addKeys();
    void take(const interceptor::HeldMessage &message);
    void end(interceptor::HoldId id, interceptor::HoldEnd how);
    void rowsRemoved(int first);
    void showSelected();
    HeldEditor *editorOf(interceptor::HoldId id);
    void leaveEditor(interceptor::HoldId id);
    void dropEditor(interceptor::HoldId id);
    void refresh();
    void decideSelected(const interceptor::HoldDecision &decision);
    void askAboutEdits(int edited);
    void releaseEdited();

    const Theme &m_theme;
    InterceptionControl &m_control;
    models::HoldListModel &m_model;
    Clock m_clock;
    QTimer m_timer;
    QHash<quint64, HeldEditor *> m_editors; // by hold, of those that were looked at
    HoldTable *m_table = nullptr;
    QStackedWidget *m_stack = nullptr;
    QLabel *m_count = nullptr;
    QLabel *m_empty = nullptr;
    QLabel *m_severalText = nullptr;
    QWidget *m_several = nullptr;
    QPushButton *m_releaseAll = nullptr;
    QPushButton *m_dismissEnded = nullptr;
};

} // namespace sightglass::ui
