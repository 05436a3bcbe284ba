// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"
#include "session/operationtracker.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace sightglass::models {

class ExchangeListModel;
class PayloadSource;

/// Finds the operation that an exchange is a part of, among the exchanges of a list: the bodies tell, which may have to be
/// read from the recording, so the answer comes later. It follows the operation until that has ended.
///
/// Thread: the UI's. Owner: its parent. Payload source and list outlive it.
class OperationFinder : public QObject
{
    Q_OBJECT
public:
    /// So many exchanges before and after it, at most, are looked into.
    static constexpr int kMaxCandidates = 500;
    /// Bodies that are kept for a moment; what is beyond is left out.
    static constexpr qint64 kMaxBytes = qint64(4) * 1024 * 1024;
    /// While it goes on, it is looked for again so long after a change of the list, in milliseconds.
    static constexpr int kFollowMs = 300;

    OperationFinder(PayloadSource &payloads, const ExchangeListModel &list, QObject *parent = nullptr);
    ~OperationFinder() override;

    /// Looks for that of \a record, whose payload is \a parts. changed() follows when it is another than before.
    void look(const exchange::Record &record, const QList<exchange::Part> &parts);
    /// Looks for none.
    void clear();
    /// The exchange that was asked for last; invalid: none.
    exchange::ExchangeId exchange() const { return m_id; }
    /// Its operation; empty when it is an exchange like any other, or as long as that is not known.
    const std::optional<session::Operation> &operation() const { return m_operation; }

Q_SIGNALS:
    void changed();

private:
    struct Found;

    void start();
    void matched(quint64 ticket, bool done);
    void follow();
    void cancel();
    void setOperation(std::optional<session::Operation> operation);

    PayloadSource &m_payloads;
    const ExchangeListModel &m_list;
    QTimer m_again;
    exchange::ExchangeId m_id;
    std::optional<session::Operation> m_operation;
    std::shared_ptr<Found> m_found; // filled in the recording's thread until it is done
    quint64 m_ticket = 0;           // 0: nothing is under way
};

/// What it is and where \a id stands in it, e.g. `Call with input, round 2 of 3: completed`.
QString operationTitle(const session::Operation &operation, exchange::ExchangeId id);
/// Its times, e.g. `1.40 s in all: the server worked 200 ms, waited for the client 1.20 s`.
QString operationTimes(const session::Operation &operation);
/// `Round 2` or `Exchange 2`; \a index counts from 0.
QString operationStep(const session::Operation &operation, qsizetype index);

} // namespace sightglass::models
