// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// store-crash-writer FILE BATCH: writes rounds for ever. Round N is a batch of BATCH exchanges, a new session with the
// number N, the session "all" with N requests, and an event with the number N in one stream. After each, once all of it is
// written, it prints the highest id of an exchange and N. For a test that kills it.
#include "store/samplerecords.h"
#include "store/sessionfixture.h"
#include "store/storethread.h"
#include "store/storeurl.h"

#include <QCoreApplication>

#include <cstdio>

using namespace sightglass;
using namespace sightglass::store;

namespace {

class Writer
{
public:
    Writer(StoreThread &recorder, SharedState &state, quint64 size, quint64 last)
        : m_recorder(recorder), m_state(state), m_size(size), m_last(last)
    {}

    /// Goes on behind what the one before has written.
    void begin()
    {
        m_state.events->read("default/all", "st", 0, [this](const Result<StoredStream> &stream) {
            m_round = stream ? stream->lastNumber : 0;
            writeOne();
        });
    }

private:
    void writeOne()
    {
        ++m_round;
        auto batch = std::make_shared<std::vector<exchange::RecordPtr>>();
        for (quint64 i = 0; i < m_size; ++i)
            batch->push_back(share(usualRecord(++m_last, 1'800'000'000'000'000)));
        m_recorder.append(std::move(batch));
        const auto now = qint64(m_round);
        exchange::SessionRecord all = usualSession("all", now);
        all.counters.requests = m_round;
        m_state.sessions->save(batchOf({usualSession(QByteArray::number(m_round), now), all}));
        m_state.events->append("default/all", "st", eventRange(m_round, m_round));
        // Each side once; the second one to end says so.
        m_waiting = 2;
        m_recorder.flush(QCoreApplication::instance(), [this] { ended(); });
        m_state.events->flush([this](const Result<void> &done) {
            if (done)
                ended();
        });
    }

    void ended()
    {
        if (--m_waiting > 0)
            return;
        std::printf("%llu %llu\n", static_cast<unsigned long long>(m_last), static_cast<unsigned long long>(m_round));
        std::fflush(stdout);
        writeOne();
    }

    StoreThread &m_recorder;
    SharedState &m_state;
    const quint64 m_size;
    quint64 m_last;
    quint64 m_round = 0;
    int m_waiting = 0;
};

int fail(const Error &error)
{
    std::fprintf(stderr, "%s\n", qPrintable(error.text));
    return 1;
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const StoreUrl url{StoreUrl::Kind::Sqlite, arguments.value(1)};
    StoreThread recorder(*createStore(url), {4000, 0, 0});
    const Result<exchange::ExchangeId> lastId = recorder.start();
    if (!lastId)
        return fail(lastId.error());
    Result<SharedState> state = createSharedState(url, {100, 0, 0}, &recorder);
    if (!state)
        return fail(state.error());
    Writer writer(recorder, *state, arguments.value(2).toULongLong(), lastId->value());
    state->sessions->open([&](const Result<void> &opened) {
        if (!opened)
            QCoreApplication::exit(fail(opened.error()));
        else
            writer.begin();
    });
    return application.exec();
}
