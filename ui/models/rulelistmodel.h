// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "interceptor/rules/ruledocument.h"
#include "interceptor/rules/ruleset.h"

#include <QAbstractTableModel>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace sightglass::models {

/// The rules of a file in their order, with what they did so far. Every edit goes through the file's text, so that its
/// comments stay, and is saved at once; what was saved comes back through setRules().
///
/// Thread: the UI's. Never knows a widget.
class RuleListModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { On, Name, Match, Does, Hits, LastHit, ErrorColumn, ColumnCount };
    enum Role {
        IdRole = Qt::UserRole + 1, ///< QByteArray
        ErrorRole,                 ///< QString: why it does not compile; empty: fine
        ActiveRole,                ///< bool
    };
    /// Edits that can be taken back, and the bytes of file text that are kept for that.
    static constexpr qsizetype kMostSteps = 50;
    static constexpr qsizetype kMostStepBytes = 32 * 1024 * 1024;
    /// Takes a new text of the file.
    using Saver = std::function<Result<void>(const QByteArray &text)>;

    explicit RuleListModel(Saver save, QObject *parent = nullptr);
    ~RuleListModel() override;

    /// \a text is the file's; where it is no rules file, \a rules are those from before, to be looked at only.
    void setRules(interceptor::rules::RuleSetPtr rules, const QByteArray &text,
                  const std::shared_ptr<interceptor::rules::RuleStats> &stats);
    /// Looks at the counters; tells what changed. To be called now and then while somebody looks.
    void refreshCounters();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                      const QModelIndex &parent) override;

    const interceptor::rules::Rule &rule(int row) const { return m_rules->rules()[std::size_t(row)]; }
    int rowOf(const QByteArray &id) const; ///< -1: none
    bool isEditable() const { return m_document.has_value(); }
    bool hasErrors() const;

    // Edits. False: failed() said why.
    bool setEnabled(int row, bool enabled);
    bool setAllEnabled(bool enabled);
    /// \a to is where it stands afterwards.
    bool move(int from, int to);
    bool remove(int row);
    bool insert(int row, const QByteArray &json);
    bool replace(int row, const QByteArray &json);

    /// Takes the last edit back; only while the file is as that edit left it.
    bool canUndo() const;
    bool undo();

Q_SIGNALS:
    /// An edit could not be made or saved, in words.
    void failed(const QString &text);
    /// A rule went to another row by move().
    void moved(int row);

private:
    struct Counted {
        std::shared_ptr<interceptor::rules::RuleCounter> counter;
        quint64 hits = 0;
        quint64 failures = 0;
        qint64 lastHitUs = 0;
    };
    bool edit(const std::function<Result<void>(interceptor::rules::RuleDocument &)> &change);
    bool keep(const interceptor::rules::RuleDocument &changed);
    QVariant display(int row, int column) const;
    QString toolTip(int row, int column) const;
    void takeCounters(const std::shared_ptr<interceptor::rules::RuleStats> &stats);

    Saver m_save;
    interceptor::rules::RuleSetPtr m_rules;
    std::optional<interceptor::rules::RuleDocument> m_document; ///< none: the text is no rules file
    QByteArray m_text;
    struct Step {
        QByteArray before;
        QByteArray after;
    };
    QList<Step> m_steps;            ///< edits, newest last
    std::vector<Counted> m_counted; ///< per row
};

} // namespace sightglass::models
