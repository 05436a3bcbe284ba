// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/samplerecords.h"
#include "store/sqlite/sqlitestore.h"
#include "store/storeurl.h"

#include <QTemporaryDir>

namespace sightglass::ui::testing {

/// A reader of a SQLite recording that has sessions too.
class ReaderWithSessions : public store::RecordReader
{
public:
    using Sessions = std::vector<exchange::SessionPtr>;
    ReaderWithSessions(std::unique_ptr<store::RecordReader> reader, Sessions sessions)
        : m_reader(std::move(reader)), m_sessions(std::move(sessions))
    {}

    Result<void> read(const store::Query &query, const std::function<bool(const exchange::RecordPtr &)> &visit) override
    {
        return m_reader->read(query, visit);
    }
    Result<QList<exchange::Part>> parts(exchange::ExchangeId id) override { return m_reader->parts(id); }
    Result<exchange::ExchangeId> lastId() override { return m_reader->lastId(); }
    Result<qint64> changeCounter() override { return m_reader->changeCounter(); }
    QString file() const override { return m_reader->file(); }
    Result<Sessions> sessions(const store::SessionQuery &query) override
    {
        Sessions page;
        for (const exchange::SessionPtr &session : m_sessions) {
            if (session->lastActivityAtUs < query.before && static_cast<qint64>(page.size()) < query.limit)
                page.push_back(session);
        }
        return page;
    }

private:
    std::unique_ptr<store::RecordReader> m_reader;
    Sessions m_sessions; // used last first
};

/// Recordings for the history browser.
struct HistoryFixture {
    static constexpr qint64 kDayUs = qint64(24) * 3600 * 1'000'000;
    static constexpr qint64 kStartUs = 1'795'219'387'001'234;

    QTemporaryDir folder;

    QString path(const QString &name = QStringLiteral("recording.sqlite")) const { return folder.filePath(name); }

    static exchange::RecordPtr saying(quint64 id, const QByteArray &text, const QByteArray &session = "session-one")
    {
        exchange::Record record = store::usualRecord(id, kStartUs + static_cast<qint64>(id) * 1'000'000);
        record.parts[1].bytes.replace("the quick brown fox", text);
        record.sessionId = session;
        record.peerName = "claude-code";
        return store::share(std::move(record));
    }

    /// Adds to a recording, which nobody writes afterwards.
    void write(const QString &name, const std::vector<exchange::RecordPtr> &records) const
    {
        store::SqliteStore store(path(name));
        const Result<void> opened = store.open();
        const Result<void> written = opened ? store.append(records) : opened;
        if (!written)
            qFatal("%s", qPrintable(written.error().text));
        store.close();
    }

    void writeMany(const QString &name, quint64 first, quint64 last) const
    {
        std::vector<exchange::RecordPtr> records;
        for (quint64 id = first; id <= last; ++id)
            records.push_back(saying(id, id % 2 ? "odd needle" : "even haystack"));
        write(name, records);
    }

    static exchange::SessionPtr session(const QByteArray &id, qint64 createdAtUs)
    {
        auto session = std::make_shared<exchange::SessionRecord>();
        session->key = "default/" + id;
        session->id = id;
        session->route = QStringLiteral("default");
        session->client = {"claude-code", "2.1", {}};
        session->server = {"weather", "1.4", {}};
        session->protocolVersion = "2025-11-25";
        session->createdAtUs = createdAtUs;
        session->lastActivityAtUs = createdAtUs + 95'000'000;
        session->counters.requests = 31;
        return session;
    }

    store::ReaderOpener opener(const QString &name = QStringLiteral("recording.sqlite"),
                               ReaderWithSessions::Sessions sessions = {}) const
    {
        return [path = path(name), sessions]() -> Result<std::unique_ptr<store::RecordReader>> {
            auto reader = store::openReader({store::StoreUrl::Kind::Sqlite, path});
            if (!reader)
                return tl::unexpected<Error>(reader.error());
            return std::make_unique<ReaderWithSessions>(std::move(*reader), sessions);
        };
    }
};

} // namespace sightglass::ui::testing
