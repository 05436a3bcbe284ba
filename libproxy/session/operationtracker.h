// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"
#include "session/operationfacts.h"

#include <list>
#include <unordered_map>
#include <vector>

namespace sightglass::session {

/// Several exchanges that are one piece of work to whoever asked for it. Times in microseconds.
struct Operation {
    enum class Kind : quint8 {
        InputRounds, ///< input_required and the retries that answer it (2026-07-28 basic/patterns/mrtr)
        Task,        ///< a task and all that asks for it (2025-11-25, or io.modelcontextprotocol/tasks)
    };
    enum class State : quint8 { Working, InputRequired, Completed, Failed, Cancelled };

    Kind kind = Kind::InputRounds;
    State state = State::Working;
    exchange::ExchangeId first;
    std::vector<exchange::ExchangeId> exchanges; ///< in the order in which they ended; the first kMaxExchanges
    qint64 exchangeCount = 0;
    QString route;
    QByteArray method; ///< of the first exchange; empty when it was not seen
    QByteArray name;
    qint64 beganAtUs = 0; ///< wall clock, since the Unix epoch
    qint64 lastAtUs = 0;  ///< the end of the last exchange
    qint64 serverUs = 0;  ///< the server worked: exchanges, and the gaps between polls of a task that is working
    qint64 waitUs = 0;    ///< it waited for the client or a person: from input_required to the answer

    bool ended() const { return state >= State::Completed; }
};

/// Finds out which exchanges are one operation, from their records alone. A tasks/result that blocks while the task
/// needs input counts as waiting: a person's answer is what it blocks for.
///
/// Bounded: the operation that nothing happened to for longest is forgotten first. Thread: one. Owner: its user.
class OperationTracker
{
public:
    static constexpr std::size_t kMaxOperations = 10'000;
    static constexpr std::size_t kMaxExchanges = 1'000;
    static constexpr std::size_t kMaxKeys = 64; ///< states by which one operation is found

    explicit OperationTracker(std::size_t maxOperations = kMaxOperations) : m_max(maxOperations) {}

    // The tables point into the list.
    OperationTracker(OperationTracker &&) = default;
    OperationTracker &operator=(OperationTracker &&) = default;

    /// May this record belong to an operation? Looks for a few words in the bodies, and is wrong on the safe side.
    static bool matters(const exchange::Record &record);
    /// Takes an ended record with its whole payload. The operation that it belongs to, as it stands now; null when it is
    /// an exchange like any other. Valid until the next call.
    const Operation *add(const exchange::Record &record);
    /// Null when this exchange is part of none, or of one that was forgotten.
    const Operation *find(exchange::ExchangeId id) const;
    std::size_t size() const { return m_entries.size(); }

private:
    struct Entry {
        Operation operation;
        std::vector<QByteArray> keys;
        QByteArray params;     // of the last round
        mcp::RequestId lastId; // of the last round
        qint64 coveredUs = 0;  // the time up to here is in serverUs or waitUs
    };
    using Entries = std::list<Entry>;

    Entries::iterator findEntry(const exchange::Record &record, const OperationFacts &facts);
    Entries::iterator begin(const exchange::Record &record, const OperationFacts &facts);
    void addKey(Entries::iterator entry, QByteArray key);
    static void addTimes(Entry &entry, const exchange::Record &record);
    void settle(Entries::iterator entry, const exchange::Record &record, const OperationFacts &facts);
    void forget(Entries::iterator entry);

    std::size_t m_max;
    Entries m_entries; // the one unused for longest first
    std::unordered_map<QByteArray, Entries::iterator> m_byKey;
    std::unordered_map<exchange::ExchangeId, Entries::iterator> m_byExchange;
};

} // namespace sightglass::session
