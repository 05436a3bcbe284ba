// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/rowcommands.h"

#include "ui/dialogs/settings.h"
#include "ui/models/copyformats.h"
#include "ui/models/exchangelistmodel.h"
#include "ui/models/exchangetext.h"
#include "ui/models/payloadsource.h"
#include "ui/proxycontrol.h"
#include "ui/views/commentdialog.h"
#include "ui/views/copyjob.h"
#include "ui/views/counttext.h"

#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QSaveFile>

#include <algorithm>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

RowCommands::RowCommands(models::ExchangeListModel &exchanges, models::PayloadSource &payloads, ProxyControl &control,
                         QWidget &window)
    : QObject(&window),
      m_exchanges(exchanges),
      m_control(control),
      m_window(window),
      m_job(new CopyJob(exchanges, payloads, this))
{}

void RowCommands::copyValue(const QModelIndex &cell)
{
    if (cell.isValid())
        putOnClipboard(cell.data().toString(), tr("Value copied"));
}

void RowCommands::copy(const Ids &ids, Shape shape)
{
    if (ids.isEmpty() || isTooMany(ids))
        return;
    if (shape == Shape::Row || shape == Shape::Command)
        return copyWithoutPayload(ids, shape);
    const auto shaper = [this, shape](const exchange::Record &record, const Parts &parts) {
        return shaped(record, parts, shape);
    };
    m_job->start(ids, shaper, [this, shape](const CopyJob::Result &result) {
        QString problem;
        if (result.leftOut > 0)
            problem = tr("%1 left out: more than %2")
                          .arg(exchangesText(result.leftOut), models::sizeText(CopyJob::kMaxBytes));
        else if (result.unread > 0 && !result.texts.isEmpty())
            problem = tr("%1 left out: %2").arg(exchangesText(result.unread), result.problem);
        if (result.texts.isEmpty())
            Q_EMIT noted(result.problem);
        else
            put(result.texts, shape, problem);
    });
}

void RowCommands::copyWithoutPayload(const Ids &ids, Shape shape)
{
    m_job->cancel();
    QByteArrayList texts;
    for (const exchange::ExchangeId id : ids) {
        if (const exchange::Record *record = m_exchanges.find(id))
            texts.append(shaped(*record, {}, shape));
    }
    if (texts.isEmpty())
        Q_EMIT noted(tr("The exchange is no longer in the list"));
    else
        put(texts, shape, {});
}

void RowCommands::put(const QByteArrayList &texts, Shape shape, const QString &problem)
{
    const bool isArray = shape == Shape::Json && texts.size() > 1;
    const QByteArray text = isArray ? "[\n" + texts.join(",\n") + "\n]" : texts.join('\n');
    const bool hidden = !m_keepSecrets && (shape == Shape::Json || shape == Shape::Curl);
    QString note = texts.size() == 1 ? tr("Copied") : tr("%1 copied").arg(exchangesText(texts.size()));
    if (hidden)
        note = tr("%1, secrets left out").arg(note);
    if (!problem.isEmpty())
        note = tr("%1; %2").arg(note, problem);
    putOnClipboard(QString::fromUtf8(text), note);
}

bool RowCommands::isTooMany(const Ids &ids)
{
    if (ids.size() <= kMaxAtOnce)
        return false;
    Q_EMIT noted(tr("At most %1 at once").arg(exchangesText(kMaxAtOnce)));
    return true;
}

QByteArray RowCommands::shaped(const exchange::Record &record, const Parts &parts, Shape shape) const
{
    const models::Secrets secrets = m_keepSecrets ? models::Secrets::Kept : models::Secrets::Redacted;
    switch (shape) {
    case Shape::Json:
        return models::asJson(record, parts, secrets);
    case Shape::Curl: {
        const QList<proxy::Endpoint> endpoints = m_control.endpoints();
        const auto found = std::find_if(endpoints.begin(), endpoints.end(), [&](const proxy::Endpoint &endpoint) {
            return endpoint.route == record.route;
        });
        return models::asCurl(record, parts, found == endpoints.end() ? QUrl() : found->url, secrets);
    }
    case Shape::Command:
        return models::asSightglassCommand(record, m_control.settings().store);
    case Shape::Row:
        break;
    }
    return models::asRow(record);
}

void RowCommands::saveBody(exchange::ExchangeId id, bool isRequest)
{
    if (!id.isValid())
        return;
    const auto save = [this, isRequest](const exchange::Record &record, const Parts &parts) {
        const QByteArray body = isRequest ? models::requestBody(parts) : models::responseBody(parts);
        if (body.isEmpty())
            Q_EMIT noted(isRequest ? tr("The request has no body") : tr("The response has no body"));
        else
            askForFile(models::bodyFileName(record, parts, isRequest), body);
        return QByteArray();
    };
    m_job->start({id}, save, [this](const CopyJob::Result &result) {
        if (result.unread > 0)
            Q_EMIT noted(result.problem);
    });
}

void RowCommands::toggleMark(const Ids &ids)
{
    if (isTooMany(ids))
        return;
    const bool allMarked = std::all_of(ids.begin(), ids.end(),
                                       [this](exchange::ExchangeId id) { return m_exchanges.annotation(id).marked; });
    for (const exchange::ExchangeId id : ids)
        m_exchanges.setMarked(id, !allMarked);
}

void RowCommands::editComment(const Ids &ids)
{
    const exchange::Record *record = ids.isEmpty() ? nullptr : m_exchanges.find(ids.constFirst());
    if (!record || isTooMany(ids))
        return;
    const QString comment = m_exchanges.annotation(record->id).comment;
    const bool isSame = std::all_of(
        ids.begin(), ids.end(), [&](exchange::ExchangeId id) { return m_exchanges.annotation(id).comment == comment; });
    const QString about = ids.size() == 1 ? models::summaryText(*record) : exchangesText(ids.size());
    auto *dialog = new CommentDialog(about, isSame ? comment : QString(), &m_window);
    connect(dialog, &CommentDialog::commentAccepted, this, [this, ids](const QString &text) {
        for (const exchange::ExchangeId id : ids)
            m_exchanges.setComment(id, text);
    });
    dialog->open();
}

void RowCommands::putOnClipboard(const QString &text, const QString &note)
{
    QGuiApplication::clipboard()->setText(text);
    Q_EMIT noted(note);
}

void RowCommands::askForFile(const QString &name, const QByteArray &body)
{
    auto *dialog = new QFileDialog(&m_window, tr("Save Body"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(name);
    connect(dialog, &QFileDialog::fileSelected, this, [this, body](const QString &path) { write(path, body); });
    dialog->open();
}

void RowCommands::write(const QString &path, const QByteArray &body)
{
    QSaveFile file(path);
    const bool saved = file.open(QIODevice::WriteOnly) && file.write(body) == body.size() && file.commit();
    const QString name = QFileInfo(path).fileName();
    Q_EMIT noted(saved ? tr("Saved %1 to %2").arg(models::sizeText(body.size()), name)
                       : tr("%1 could not be written: %2").arg(name, file.errorString()));
}

} // namespace sightglass::ui
