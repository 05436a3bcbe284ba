// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"
#include "exchange/sessionrecord.h"
#include "ui/models/background.h"

#include <QList>
#include <QObject>

#include <memory>

namespace sightglass::models {
class ExchangeListModel;
class PayloadSource;
} // namespace sightglass::models

namespace sightglass::ui {

/// Writes a session to a file: one line of JSON for the session, and one for each of its exchanges in the list, as the
/// command line's exports do (docs/export-format.md), without secrets. The payload comes one exchange at a time; making
/// and writing the lines is another thread's work. The file is there only when all of it was written.
///
/// Thread: UI. Owner: its parent. List and payloads outlive it. start() gives up what runs.
class SessionExport : public QObject
{
    Q_OBJECT
public:
    SessionExport(const models::ExchangeListModel &exchanges, models::PayloadSource &payloads, QObject *parent);
    ~SessionExport() override;

    void start(const exchange::SessionPtr &session, const QString &path);
    bool isRunning() const { return m_file != nullptr; }
    /// A name for the file: `session-claude-code-0305e82c33.jsonl`.
    static QString fileName(const exchange::SessionRecord &session);

Q_SIGNALS:
    /// \a withoutPayload of \a exchanges could not be had in whole. Empty \a errorText: it is written.
    void finished(const QString &path, int exchanges, int withoutPayload, const QString &errorText);

private:
    struct File;
    void next();
    void take(exchange::ExchangeId id, const QList<exchange::Part> &parts);
    void write(const exchange::RecordPtr &record, const exchange::SessionPtr &session);
    void commit();
    void finish(const QString &errorText);

    const models::ExchangeListModel &m_exchanges;
    models::PayloadSource &m_payloads;
    std::shared_ptr<File> m_file; ///< null: nothing runs
    QList<exchange::ExchangeId> m_ids;
    qsizetype m_next = 0;
    exchange::ExchangeId m_waitsFor;
    int m_written = 0;
    int m_withoutPayload = 0;
    QString m_path;
    models::Background m_background; // last: it stops first
};

} // namespace sightglass::ui
