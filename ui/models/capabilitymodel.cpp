// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/capabilitymodel.h"

#include "ui/models/exchangetext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <map>
#include <optional>

namespace sightglass::models {

using namespace Qt::Literals::StringLiterals;

namespace {

using Path = QStringList;
using Found = std::map<Path, QString>; // sorted: what is in a capability stands below it

constexpr qsizetype kMaxText = 120;

QString valueText(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return value.toBool() ? CapabilityModel::tr("✓ yes") : CapabilityModel::tr("✗ no");
    case QJsonValue::Object:
        return CapabilityModel::tr("✓ yes"); // that it is there says it
    case QJsonValue::String:
        return lineText(value.toString().toUtf8(), kMaxText);
    case QJsonValue::Double:
        return QString::number(value.toDouble(), 'g', 12);
    case QJsonValue::Array:
        return lineText(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact), kMaxText);
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        break;
    }
    return u"null"_s;
}

void collect(const QJsonObject &object, const Path &path, Found &found)
{
    for (auto member = object.begin(); member != object.end() && found.size() < CapabilityModel::kMostRows; ++member) {
        const Path here = path + Path{lineText(member.key().toUtf8(), kMaxText)};
        found.emplace(here, valueText(member.value()));
        if (member.value().isObject() && here.size() < CapabilityModel::kMostDepth)
            collect(member.value().toObject(), here, found);
    }
}

/// None: it is no JSON object.
std::optional<Found> read(const QByteArray &capabilities)
{
    Found found;
    if (capabilities.isEmpty())
        return found;
    const QJsonDocument document = QJsonDocument::fromJson(capabilities);
    if (!document.isObject())
        return std::nullopt;
    collect(document.object(), {}, found);
    return found;
}

} // namespace

int CapabilityModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int CapabilityModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

void CapabilityModel::setCapabilities(const QByteArray &client, const QByteArray &server)
{
    if (client == m_client && server == m_server)
        return;
    m_client = client;
    m_server = server;
    const std::optional<Found> clients = read(client);
    const std::optional<Found> servers = read(server);
    std::map<Path, std::array<QString, 2>> all;
    for (const auto &[path, value] : clients.value_or(Found()))
        all[path][0] = value;
    for (const auto &[path, value] : servers.value_or(Found()))
        all[path][1] = value;
    beginResetModel();
    m_rows.clear();
    for (const auto &[path, values] : all) {
        if (m_rows.size() < kMostRows)
            m_rows.push_back({path.join(u'.'), int(path.size()) - 1, values[0], values[1]});
    }
    m_problem.clear();
    if (!clients || !servers)
        m_problem = !clients && !servers ? tr("What both sides sent as their capabilities is no JSON object.")
                    : !clients           ? tr("What the client sent as its capabilities is no JSON object.")
                                         : tr("What the server sent as its capabilities is no JSON object.");
    endResetModel();
}

QVariant CapabilityModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[std::size_t(index.row())];
    const auto said = [](const QString &value) { return value.isNull() ? u"–"_s : value; };
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Name ? row.name : said(index.column() == Client ? row.client : row.server);
    case Qt::AccessibleTextRole: {
        const auto words = [](const QString &value) { return value.isNull() ? tr("not said") : value; };
        return tr("%1: client %2, server %3").arg(row.name, words(row.client), words(row.server));
    }
    case SideRole:
        return int(row.server.isNull() ? Side::Client : row.client.isNull() ? Side::Server : Side::Both);
    case DepthRole:
        return row.depth;
    default:
        return {};
    }
}

QVariant CapabilityModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Name ? tr("Capability") : section == Client ? tr("Client") : tr("Server");
}

} // namespace sightglass::models
