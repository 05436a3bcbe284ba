// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sessions/capabilityview.h"

#include "ui/models/capabilitymodel.h"
#include "ui/sessions/tablelook.h"
#include "ui/theme/tablenote.h"
#include "ui/theme/theme.h"

#include <QHeaderView>

namespace sightglass::ui {

using models::CapabilityModel;

namespace {

constexpr int kIndent = 14;

class CapabilityDelegate final : public TintedDelegate
{
public:
    using TintedDelegate::TintedDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        TintedDelegate::initStyleOption(option, index);
        const int depth = index.data(CapabilityModel::DepthRole).toInt();
        if (index.column() == CapabilityModel::Name) {
            option->rect.adjust(depth * kIndent, 0, 0, 0);
            option->font.setWeight(depth == 0 ? QFont::DemiBold : QFont::Normal);
        }
    }
    Role roleOf(const QModelIndex &index) const override
    {
        using Side = CapabilityModel::Side;
        const auto side = Side(index.data(CapabilityModel::SideRole).toInt());
        if (index.column() == CapabilityModel::Name)
            return Role::Text;
        const bool said = side == Side::Both || (side == Side::Client) == (index.column() == CapabilityModel::Client);
        if (!said)
            return Role::DimText;
        return index.column() == CapabilityModel::Client ? Role::RequestTint : Role::ResponseTint;
    }
};

} // namespace

CapabilityView::CapabilityView(const Theme &theme, QWidget *parent)
    : QTableView(parent), m_model(new CapabilityModel(this)), m_note(new TableNote(*this))
{
    setModel(m_model);
    makePlain(*this, tr("Capabilities"));
    setSelectionMode(SingleSelection);
    setItemDelegate(new CapabilityDelegate(theme, this));
    horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    setCapabilities({}, {});
}

void CapabilityView::setCapabilities(const QByteArray &client, const QByteArray &server)
{
    m_model->setCapabilities(client, server);
    m_note->tell(tr("No capabilities"),
                 m_model->problem().isEmpty() ? tr("Neither side has said yet what it can do.") : m_model->problem());
    m_note->setVisible(m_model->isEmpty());
    setToolTip(m_model->problem());
}

} // namespace sightglass::ui
