// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interceptor/rules/ruleset.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace sightglass::interceptor::rules {

/// A rules file on disk: read, watched, written. A file that is replaced (as editors do), removed or made later is
/// followed. While its text is no rules file the last good set stays.
///
/// Thread: one with an event loop, not the engine's. Owner: its user.
class RuleFile : public QObject
{
    Q_OBJECT
public:
    /// Changes that follow one another this closely are read once: an editor writes in several steps.
    static constexpr int kSettleMs = 50;

    explicit RuleFile(QString path, QObject *parent = nullptr);

    /// Reads it now. A file that is not there is an empty set.
    void load();
    /// Writes it whole (atomically) and takes it as read.
    Result<void> save(const QByteArray &text);

    QString path() const { return m_path; }
    QByteArray text() const { return m_text; }   ///< as last read or saved
    RuleSetPtr rules() const { return m_rules; } ///< the last good set; never null
    QString error() const { return m_error; }    ///< why the text on disk is no rules file; empty: it is one

Q_SIGNALS:
    /// Another set, text or error.
    void changed();

private:
    void watch();
    void take(QByteArray text);
    void fail(QString error);

    QString m_path;
    QByteArray m_text;
    RuleSetPtr m_rules;
    QString m_error;
    QFileSystemWatcher m_watcher;
    QTimer m_settle;
};

} // namespace sightglass::interceptor::rules
