// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/proxypage.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

ProxyPage::ProxyPage(QWidget *parent) : SettingsPage(parent)
{
    QFormLayout *form = makeForm();
    m_address = new QComboBox(this);
    m_address->setEditable(true);
    m_address->addItem(tr("127.0.0.1 (this computer only)"), u"127.0.0.1"_s);
    m_address->addItem(tr("::1 (this computer only, IPv6)"), u"::1"_s);
    m_address->addItem(tr("0.0.0.0 (every network of this computer)"), u"0.0.0.0"_s);
    m_address->setAccessibleName(tr("Listen address"));
    m_address->view()->setAccessibleName(tr("Listen addresses"));
    m_address->lineEdit()->setAccessibleName(tr("Listen address"));
    connect(m_address, &QComboBox::editTextChanged, this, [this] {
        describe();
        Q_EMIT edited();
    });
    m_port = makeNumber(tr("Port"), 0, 65535);
    m_port->setGroupSeparatorShown(false);
    m_port->setSpecialValueText(tr("any free one"));
    connect(m_port, &QSpinBox::valueChanged, this, &ProxyPage::describe);
    m_url = new QLabel(this);
    m_url->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_url->setWordWrap(true);
    m_warning = new QLabel(this);
    m_warning->setWordWrap(true);
    m_warning->setProperty("notice", true);
    m_warning->setMargin(8);
    m_warning->setText(tr("Other computers on the network can reach the proxy, and through it your servers and the API "
                          "keys that routes add."));
    form->addRow(makeNote(tr("Clients connect to Sightglass here instead of to the server itself.")));
    form->addRow(tr("&Address"), m_address);
    form->addRow(tr("&Port"), m_port);
    form->addRow(tr("Clients use"), m_url);
    form->addRow(m_warning);
    describe();
}

void ProxyPage::load(const Settings &settings)
{
    const QString address = settings.proxy.listenAddress.toString();
    const int known = m_address->findData(address);
    if (known >= 0)
        m_address->setCurrentIndex(known);
    else
        m_address->setEditText(address);
    m_port->setValue(settings.proxy.listenPort);
    describe();
}

void ProxyPage::store(Settings &settings) const
{
    settings.proxy.listenAddress = QHostAddress(typedAddress());
    settings.proxy.listenPort = quint16(m_port->value());
}

QString ProxyPage::typedAddress() const
{
    return m_address->currentText().section(u' ', 0, 0, QString::SectionSkipEmpty);
}

QString ProxyPage::problem() const
{
    return QHostAddress(typedAddress()).isNull()
               ? tr("“%1” is no IP address; 127.0.0.1 is this computer").arg(m_address->currentText().trimmed())
               : QString();
}

void ProxyPage::describe()
{
    const QHostAddress address(typedAddress());
    const bool every = address == QHostAddress(QHostAddress::AnyIPv4) || address == QHostAddress(QHostAddress::AnyIPv6)
                       || address == QHostAddress(QHostAddress::Any);
    QString host = every ? u"127.0.0.1"_s : address.toString();
    if (host.contains(u':'))
        host = u'[' + host + u']';
    if (address.isNull())
        m_url->setText(tr("–"));
    else if (m_port->value() == 0)
        m_url->setText(tr("http://%1:<a port chosen at each start>/mcp").arg(host));
    else
        m_url->setText(u"http://%1:%2/mcp"_s.arg(host).arg(m_port->value()));
    m_url->setTextFormat(Qt::PlainText);
    m_warning->setVisible(!address.isNull() && !address.isLoopback());
}

} // namespace sightglass::ui
