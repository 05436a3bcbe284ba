// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sessions/sessionexport.h"

#include "exchange/recordjson.h"
#include "exchange/redactor.h"
#include "exchange/sessionjson.h"
#include "ui/models/exchangelistmodel.h"
#include "ui/models/payloadsource.h"
#include "ui/models/sessiontext.h"

#include <QSaveFile>

#include <utility>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;
using exchange::ExchangeId;

/// Used by one thread at a time: each piece of work is given out when the one before is done.
struct SessionExport::File {
    explicit File(const QString &path) : file(path) {}
    QSaveFile file;
    exchange::Redactor redactor;
    bool failed = false;

    /// Empty: it worked.
    QString error() const { return failed ? file.errorString() : QString(); }
    void open() { failed = !file.open(QIODevice::WriteOnly); }
    void write(const QByteArray &line) { failed = failed || file.write(line + '\n') != line.size() + 1; }
    void commit() { failed = failed || !file.commit(); }
};

SessionExport::SessionExport(const models::ExchangeListModel &exchanges, models::PayloadSource &payloads,
                             QObject *parent)
    : QObject(parent), m_exchanges(exchanges), m_payloads(payloads)
{
    connect(&payloads, &models::PayloadSource::loaded, this, &SessionExport::take);
    connect(&payloads, &models::PayloadSource::failed, this, [this](ExchangeId id) {
        if (id != m_waitsFor || !id.isValid())
            return;
        ++m_withoutPayload;
        take(id, {});
    });
}

SessionExport::~SessionExport() = default;

QString SessionExport::fileName(const exchange::SessionRecord &session)
{
    QString name = u"session"_s;
    const auto add = [&name](const QString &text) {
        QString plain;
        for (const QChar c : text.left(40))
            plain += c.isLetterOrNumber() && c.unicode() < 0x80 ? c : u'-';
        if (!plain.isEmpty())
            name += u'-' + plain;
    };
    add(QString::fromUtf8(session.client.name));
    add(QString::fromUtf8(session.id.right(12)));
    return name + u".jsonl"_s;
}

void SessionExport::start(const exchange::SessionPtr &session, const QString &path)
{
    m_path = path;
    m_ids.clear();
    m_next = 0;
    m_waitsFor = {};
    m_written = m_withoutPayload = 0;
    for (int row = 0; row < m_exchanges.rowCount(); ++row) {
        if (const exchange::Record &record = m_exchanges.record(row); models::belongsTo(record, *session))
            m_ids.append(record.id);
    }
    m_file = std::make_shared<File>(path);
    write(nullptr, session);
}

void SessionExport::next()
{
    while (m_next < m_ids.size()) {
        const ExchangeId id = m_ids.at(m_next++);
        if (!m_exchanges.find(id)) // it has left the list meanwhile
            continue;
        m_waitsFor = id;
        m_payloads.request(id); // may answer at once
        return;
    }
    commit();
}

void SessionExport::take(ExchangeId id, const QList<exchange::Part> &parts)
{
    if (id != m_waitsFor || !id.isValid())
        return;
    m_waitsFor = {};
    const exchange::Record *record = m_exchanges.find(id);
    if (!record)
        return next();
    auto whole = std::make_shared<exchange::Record>(*record);
    whole->firstPart = 0;
    whole->parts = parts;
    ++m_written;
    write(whole, nullptr);
}

/// One line: the session's, or else an exchange's.
void SessionExport::write(const exchange::RecordPtr &record, const exchange::SessionPtr &session)
{
    const exchange::Annotation note = record ? m_exchanges.annotation(record->id) : exchange::Annotation();
    m_background.run([this, file = m_file, record, session, note]() -> std::function<void()> {
        if (session) {
            file->open();
            file->write(exchange::sessionToJson(*session));
        } else {
            file->write(exchange::toJsonLine(file->redactor.redacted(*record), note));
        }
        return [this, file] {
            if (file != m_file) // another one began
                return;
            if (file->failed)
                finish(file->error());
            else
                next();
        };
    });
}

void SessionExport::commit()
{
    m_background.run([this, file = m_file]() -> std::function<void()> {
        file->commit();
        return [this, file] {
            if (file == m_file)
                finish(file->error());
        };
    });
}

void SessionExport::finish(const QString &errorText)
{
    m_file.reset();
    Q_EMIT finished(m_path, m_written, m_withoutPayload, errorText);
}

} // namespace sightglass::ui
