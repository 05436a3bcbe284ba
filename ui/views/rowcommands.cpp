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

#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QSaveFile>

#include <algorithm>
#include <utility>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

RowCommands::RowCommands(models::ExchangeListModel &exchanges, models::PayloadSource &payloads, ProxyControl &control,
                         QWidget &window)
    : QObject(&window), m_exchanges(exchanges), m_payloads(payloads), m_control(control), m_window(window)
{
    connect(&payloads, &models::PayloadSource::loaded, this, &RowCommands::loaded);
    connect(&payloads, &models::PayloadSource::failed, this, &RowCommands::failed);
}

void RowCommands::copyValue(const QModelIndex &cell)
{
    if (cell.isValid())
        putOnClipboard(cell.data().toString(), tr("Value copied"));
}

void RowCommands::copy(exchange::ExchangeId id, Shape shape)
{
    withPayload(id, [this, shape](const exchange::Record &record, const Parts &parts) {
        const QString text = QString::fromUtf8(shaped(record, parts, shape));
        const bool hidden = !m_keepSecrets && (shape == Shape::Json || shape == Shape::Curl);
        putOnClipboard(text, hidden ? tr("Copied, secrets left out") : tr("Copied"));
    });
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
    withPayload(id, [this, isRequest](const exchange::Record &record, const Parts &parts) {
        const QByteArray body = isRequest ? models::requestBody(parts) : models::responseBody(parts);
        if (body.isEmpty()) {
            Q_EMIT noted(isRequest ? tr("The request has no body") : tr("The response has no body"));
            return;
        }
        askForFile(models::bodyFileName(record, parts, isRequest), body);
    });
}

void RowCommands::toggleMark(exchange::ExchangeId id)
{
    if (id.isValid())
        m_exchanges.setMarked(id, !m_exchanges.annotation(id).marked);
}

void RowCommands::editComment(exchange::ExchangeId id)
{
    const exchange::Record *record = m_exchanges.find(id);
    if (!record)
        return;
    auto *dialog = new CommentDialog(models::summaryText(*record), m_exchanges.annotation(id).comment, &m_window);
    connect(dialog, &CommentDialog::commentAccepted, this,
            [this, id](const QString &comment) { m_exchanges.setComment(id, comment); });
    dialog->open();
}

void RowCommands::withPayload(exchange::ExchangeId id, Continuation then)
{
    if (!id.isValid())
        return;
    m_waitsFor = id;
    m_then = std::move(then);
    m_payloads.request(id);
}

void RowCommands::loaded(exchange::ExchangeId id, const Parts &parts)
{
    if (id != m_waitsFor || !m_then)
        return;
    const Continuation then = std::exchange(m_then, {});
    m_waitsFor = {};
    if (const exchange::Record *record = m_exchanges.find(id))
        then(*record, parts);
    else
        Q_EMIT noted(tr("The exchange is no longer in the list"));
}

void RowCommands::failed(exchange::ExchangeId id, const QString &why)
{
    if (id != m_waitsFor)
        return;
    m_then = {};
    m_waitsFor = {};
    Q_EMIT noted(why);
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
