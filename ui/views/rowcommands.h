// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

#include <QModelIndex>
#include <QObject>

#include <functional>
#include <optional>

class QWidget;

namespace sightglass::models {
class ExchangeListModel;
class PayloadSource;
enum class Secrets : quint8;
} // namespace sightglass::models

namespace sightglass::ui {

class ProxyControl;

/// What can be done with one exchange: copy it in several shapes, save its bodies, mark it, comment on it. Payload that
/// is not at hand is asked for; what was asked for last wins.
///
/// Thread: UI. Owner: the window, which also owns the dialogs.
class RowCommands : public QObject
{
    Q_OBJECT
public:
    enum class Shape { Json, Curl, Command, Row };

    RowCommands(models::ExchangeListModel &exchanges, models::PayloadSource &payloads, ProxyControl &control,
                QWidget &window);

    /// Whether what is copied keeps what is secret; redacted by default.
    void setKeepSecrets(bool keep) { m_keepSecrets = keep; }

    void copyValue(const QModelIndex &cell);
    void copy(exchange::ExchangeId id, Shape shape);
    void saveBody(exchange::ExchangeId id, bool isRequest);
    void toggleMark(exchange::ExchangeId id);
    void editComment(exchange::ExchangeId id);

Q_SIGNALS:
    /// What was done or went wrong, in a few words.
    void noted(const QString &text);

private:
    using Parts = QList<exchange::Part>;
    using Continuation = std::function<void(const exchange::Record &, const Parts &)>;

    void withPayload(exchange::ExchangeId id, Continuation then);
    void loaded(exchange::ExchangeId id, const Parts &parts);
    void failed(exchange::ExchangeId id, const QString &why);
    void putOnClipboard(const QString &text, const QString &note);
    void askForFile(const QString &name, const QByteArray &body);
    void write(const QString &path, const QByteArray &body);
    QByteArray shaped(const exchange::Record &record, const Parts &parts, Shape shape) const;

    models::ExchangeListModel &m_exchanges;
    models::PayloadSource &m_payloads;
    ProxyControl &m_control;
    QWidget &m_window;
    exchange::ExchangeId m_waitsFor;
    Continuation m_then;
    bool m_keepSecrets = false;
};

} // namespace sightglass::ui
