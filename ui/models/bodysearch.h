// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

#include <QByteArray>
#include <QList>
#include <QObject>

namespace sightglass::models {

class ExchangeListModel;
class PayloadSource;

struct SearchOptions {
    bool caseSensitive = false;
    bool regularExpression = false;
    bool headers = false; ///< in heads too, not only in bodies and events
};

/// Looks for a text in all payload: the list's and, where there is one, the whole recording's. Finds come as it goes,
/// newest first; a new start() ends the search before.
///
/// Thread: the UI's; the work is done in the recording's thread, or a worker's.
class BodySearch : public QObject
{
    Q_OBJECT
public:
    explicit BodySearch(PayloadSource &payload, const ExchangeListModel &list, QObject *parent = nullptr);
    ~BodySearch() override;

    /// False, with \a error set, when the expression cannot be read.
    bool start(const QString &text, const SearchOptions &options = {}, QString *error = nullptr);
    void cancel();
    bool isRunning() const { return m_ticket != 0; }
    qint64 hitCount() const { return m_hits; }

Q_SIGNALS:
    void hitsFound(const QList<sightglass::exchange::ExchangeId> &ids);
    void progressed(qint64 looked, qint64 total);
    void finished(bool cancelled);

private:
    void found(quint64 ticket, const QList<exchange::ExchangeId> &ids, qint64 looked, qint64 total, bool done);

    PayloadSource &m_payload;
    const ExchangeListModel &m_list;
    quint64 m_ticket = 0;
    qint64 m_hits = 0;
};

} // namespace sightglass::models
