// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <vector>

namespace sightglass::models {
class ExchangeListModel;
class PayloadSource;
} // namespace sightglass::models

namespace sightglass::ui {

/// Fetches the payload of several exchanges, one after another, and makes a text of each. Bounded by kMaxBytes of text
/// all in all; never longer than a few milliseconds at a time but for one payload.
///
/// Thread: UI. Owner: its parent. List and payloads outlive it. start() ends what runs.
class CopyJob : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype kMaxBytes = qsizetype(64) * 1024 * 1024;
    static constexpr int kSliceMs = 5;

    using Shaper = std::function<QByteArray(const exchange::Record &, const QList<exchange::Part> &)>;
    struct Result {
        QByteArrayList texts; ///< in the order of the exchanges
        int unread = 0;       ///< whose payload could not be had, or who are not in the list any more
        int leftOut = 0;      ///< over kMaxBytes
        QString problem;      ///< of the first that is unread
    };

    CopyJob(const models::ExchangeListModel &exchanges, models::PayloadSource &payloads, QObject *parent);

    /// \a done is called once, perhaps within this call.
    void start(const QList<exchange::ExchangeId> &ids, Shaper shaper, std::function<void(const Result &)> done);
    void cancel();

private:
    void work();
    void loaded(exchange::ExchangeId id, const QList<exchange::Part> &parts);
    void failed(exchange::ExchangeId id, const QString &why);
    void unread(const QString &why);

    const models::ExchangeListModel &m_exchanges;
    models::PayloadSource &m_payloads;
    QTimer m_timer;
    QList<exchange::ExchangeId> m_ids;
    qsizetype m_next = 0;
    exchange::ExchangeId m_waitsFor;
    qsizetype m_bytes = 0;
    Shaper m_shaper;
    std::function<void(const Result &)> m_done;
    Result m_result;
    bool m_working = false;
};

} // namespace sightglass::ui
