// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/eventstore.h"
#include "transport/inbound.h"

#include <QList>

#include <functional>
#include <memory>
#include <optional>
#include <unordered_set>

namespace sightglass::server {

class ReplyChannel;

/// The channels that have a client on them now.
class ChannelSet
{
public:
    void add(std::shared_ptr<ReplyChannel> channel) { m_channels.insert(std::move(channel)); }
    void remove(const std::shared_ptr<ReplyChannel> &channel) { m_channels.erase(channel); }
    QList<std::shared_ptr<ReplyChannel>> all() const { return {m_channels.begin(), m_channels.end()}; }
    qsizetype size() const { return qsizetype(m_channels.size()); }

private:
    std::unordered_set<std::shared_ptr<ReplyChannel>> m_channels;
};

/// Where the messages go that belong to one POST or one GET: a JSON body as long as nothing but responses was sent, an
/// event stream as soon as something goes ahead of them. In the legacy era a stream outlives its connection: what is
/// sent meanwhile is stored, and attach() continues on another connection.
///
/// Thread: the engine's. Owner: whoever can still send something, and the ChannelSet while a client is there.
class ReplyChannel final : public transport::ReplyObserver, public std::enable_shared_from_this<ReplyChannel>
{
public:
    struct Traits {
        bool takesStream = true; ///< the client accepts text/event-stream
        bool takesJson = true;   ///< the client accepts application/json
        bool batch = false;      ///< responses go back as one array
        int expected = 1;        ///< responses until it is complete; 0: an open end
        QByteArray fields = {};  ///< further header lines of the answer
    };
    /// Makes the stream resumable.
    struct Resumption {
        std::shared_ptr<EventStore> store = {};
        int retryMs = 0;
        bool primes = false; ///< begins with an event that has an id and no data (2025-11-25, SEP-1699)
    };

    static std::shared_ptr<ReplyChannel> open(transport::ReplySink &sink, const std::shared_ptr<ChannelSet> &set,
                                              Traits traits);

    void setResumption(Resumption resumption) { m_resumption = std::move(resumption); }
    /// \a gone is called once when the client leaves before the channel is complete.
    void setGone(std::function<void()> gone) { m_gone = std::move(gone); }

    /// Starts the event stream now, if the client takes one.
    void openStream();
    /// A message ahead of the response. Lost when the client takes no stream or is gone for good.
    void send(const QByteArray &message);
    /// A response, with the HTTP status it has if it goes alone.
    void respond(const QByteArray &message, int status);
    /// One response fewer will come.
    void withdraw();
    /// No further message; ends the stream.
    void end();
    /// The server stops: the client's connection is closed, calls under way are cancelled.
    void abandon();
    /// Closes the connection but not the stream, so that the client comes back for the rest (SEP-1699). False when that
    /// is not possible.
    bool closeConnection();
    /// The client came back on another connection and has everything up to event \a number.
    void attach(transport::ReplySink &sink, const std::shared_ptr<ChannelSet> &set, quint64 number);
    /// What a stream that is complete had after \a position, on the connection of a client that came back for it.
    static void replay(transport::ReplySink &sink, const EventStore &store, const EventStore::Position &position);
    /// A comment, so that nobody in between thinks the stream dead.
    void keepAlive();

    bool isConnected() const { return m_sink != nullptr; }
    bool isComplete() const { return m_mode == Mode::Complete; }
    quint64 streamNumber() const { return m_stream; } ///< 0 until a resumable stream began

private:
    enum class Mode { Undecided, Stream, Complete };

    ReplyChannel(transport::ReplySink &sink, Traits traits) : m_sink(&sink), m_traits(std::move(traits)) {}
    void clientGone() override;
    void drained() override {}
    void beginStream();
    void writeEvent(const QByteArray &message);
    void complete();
    transport::ReplySink *release();

    transport::ReplySink *m_sink;
    std::weak_ptr<ChannelSet> m_set;
    Traits m_traits;
    Resumption m_resumption;
    std::function<void()> m_gone;
    QList<QByteArray> m_responses; // while Undecided
    quint64 m_stream = 0;
    quint64 m_lastNumber = 0;
    int m_answered = 0;
    int m_status = 200;
    Mode m_mode = Mode::Undecided;
};

/// Writes a whole answer that is no JSON-RPC response to a call: 202, 404 and so on.
void replyPlain(transport::ReplySink &sink, int status, const QByteArray &json = {}, const QByteArray &fields = {});

} // namespace sightglass::server
