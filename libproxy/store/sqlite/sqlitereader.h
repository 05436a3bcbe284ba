// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/recordstore.h"

#include <QString>

namespace sightglass::store {

/// Reads a database that SqliteStore writes or has written; see openReader() of storeurl.h for the errors of open().
/// Holds no lock between two calls, and none while it calls `visit`, so a slow consumer never stops a writer's
/// checkpoint. What retention removes meanwhile is simply no longer found.
///
/// Thread: the one that called open().
class SqliteReader : public RecordReader
{
public:
    static Result<std::unique_ptr<SqliteReader>> open(const QString &path);
    ~SqliteReader() override;

    Result<void> read(const Query &query, const std::function<bool(const exchange::RecordPtr &)> &visit) override;
    Result<QList<exchange::Part>> parts(exchange::ExchangeId id) override;
    Result<exchange::Annotations> annotations() override;
    Result<std::vector<exchange::SessionPtr>> sessions(const SessionQuery &query) override;
    Result<exchange::ExchangeId> lastId() override;
    Result<qint64> changeCounter() override;
    QString file() const override;

private:
    struct Session;
    explicit SqliteReader(std::unique_ptr<Session> session);
    std::unique_ptr<Session> m_session;
};

} // namespace sightglass::store
