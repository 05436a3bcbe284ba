// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/welcomepage.h"

#include "ui/dialogs/settings.h"
#include "ui/proxycontrol.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/views/copyfield.h"
#include "ui/views/problempanel.h"

#include <QComboBox>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kColumnWidth = 680;
constexpr int kMargin = 28;

QLabel *makeText(const QString &text, QWidget *parent, bool dim)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setProperty("dim", dim);
    return label;
}

} // namespace

/// A card with a number, a title and what is to be done.
class WelcomePage::Step : public QFrame
{
public:
    Step(const QString &number, const QString &title, QWidget *parent) : QFrame(parent), m_layout(new QVBoxLayout)
    {
        setProperty("card", true);
        auto *sign = new QLabel(number, this);
        sign->setProperty("badge", true);
        sign->setAlignment(Qt::AlignCenter);
        sign->setFixedSize(24, 24);
        auto *heading = new QLabel(title, this);
        QFont bold = heading->font();
        bold.setWeight(QFont::DemiBold);
        heading->setFont(bold);
        auto *grid = new QGridLayout(this);
        grid->setContentsMargins(16, 14, 16, 16);
        grid->setHorizontalSpacing(12);
        grid->setVerticalSpacing(8);
        grid->addWidget(sign, 0, 0);
        grid->addWidget(heading, 0, 1);
        m_layout->setSpacing(8);
        grid->addLayout(m_layout, 1, 1);
        grid->setColumnStretch(1, 1);
    }
    QVBoxLayout &content() { return *m_layout; }

private:
    QVBoxLayout *m_layout;
};

WelcomePage::WelcomePage(const Theme &theme, ProxyControl &control, QWidget *parent)
    : QScrollArea(parent), m_theme(theme), m_control(control)
{
    setObjectName(u"welcomePage"_s);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *page = new QWidget(this);
    auto *column = new QWidget(page);
    column->setMaximumWidth(kColumnWidth);
    m_back = new QPushButton(icon(Glyph::Left, theme), tr("&Back to the List"), column);
    m_back->hide();
    m_heading = new QLabel(column);
    m_heading->setFont(theme.heading());
    m_heading->setWordWrap(true);
    m_intro = makeText({}, column, true);
    m_start = new QPushButton(icon(Glyph::Start, theme, Role::AccentText), tr("&Start"), column);
    m_start->setProperty("primary", true);
    auto *problem = new ProblemPanel(theme, control, column);
    problem->setProperty("framed", true);
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(m_back, 0, Qt::AlignLeft);
    layout->addWidget(m_heading);
    layout->addWidget(m_intro);
    layout->addWidget(m_start, 0, Qt::AlignLeft);
    layout->addWidget(problem);
    layout->addWidget(makeServerStep());
    layout->addWidget(m_clientStep = makeClientStep());
    layout->addWidget(makeDemoStep());
    auto *centre = new QGridLayout(page);
    centre->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    centre->addWidget(column, 0, 1);
    centre->setColumnStretch(0, 1);
    centre->setColumnStretch(1, 8);
    centre->setColumnStretch(2, 1);
    centre->setRowStretch(1, 1);
    setWidget(page);
    connect(m_back, &QPushButton::clicked, this, &WelcomePage::left);
    connect(m_start, &QPushButton::clicked, this, [this] { m_control.start(); });
    connect(problem, &ProblemPanel::settingsRequested, this, &WelcomePage::settingsRequested);
    connect(&control, &ProxyControl::stateChanged, this, &WelcomePage::refresh);
    connect(&control, &ProxyControl::demoTrafficChanged, this, &WelcomePage::demoTrafficChanged);
    refresh();
}

WelcomePage::~WelcomePage() = default;

void WelcomePage::setBackOffered(bool offered)
{
    m_back->setVisible(offered);
}

void WelcomePage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !m_back->isHidden())
        Q_EMIT left();
    else
        QScrollArea::keyPressEvent(event);
}

QWidget *WelcomePage::makeServerStep()
{
    auto *step = new Step(u"1"_s, tr("Your server"), this);
    m_server = new QLineEdit(step);
    m_server->setFont(m_theme.monospace());
    m_server->setPlaceholderText(u"http://127.0.0.1:3000/mcp"_s);
    m_server->setAccessibleName(tr("URL of the MCP server to look at"));
    m_useServer = new QPushButton(tr("Look at &This Server"), step);
    m_serverHint = makeText({}, step, true);
    auto *row = new QHBoxLayout;
    row->addWidget(m_server, 1);
    row->addWidget(m_useServer);
    step->content().addLayout(row);
    step->content().addWidget(m_serverHint);
    connect(m_server, &QLineEdit::returnPressed, this, &WelcomePage::useServer);
    connect(m_useServer, &QPushButton::clicked, this, &WelcomePage::useServer);
    connect(m_server, &QLineEdit::textEdited, this, &WelcomePage::refreshServer);
    return step;
}

QWidget *WelcomePage::makeClientStep()
{
    auto *step = new Step(u"2"_s, tr("Your client"), this);
    m_clientHint = makeText({}, step, true);
    step->content().addWidget(m_clientHint);
    m_urls = new QGridLayout;
    m_urls->setHorizontalSpacing(10);
    m_urls->setColumnStretch(1, 1);
    step->content().addLayout(m_urls);
    m_client = new QComboBox(step);
    m_client->setAccessibleName(tr("Client"));
    m_client->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_where = makeText({}, step, true);
    m_snippet = new CopyField(m_theme, tr("configuration of the client"), step);
    auto *row = new QHBoxLayout;
    row->addWidget(m_client);
    row->addWidget(m_where, 1);
    step->content().addSpacing(4);
    step->content().addLayout(row);
    step->content().addWidget(m_snippet);
    connect(m_client, &QComboBox::currentIndexChanged, this, &WelcomePage::refreshSnippet);
    return step;
}

QWidget *WelcomePage::makeDemoStep()
{
    auto *step = new Step(u"?"_s, tr("Neither at hand?"), this);
    m_demo = new QPushButton(icon(Glyph::Demo, m_theme), tr("Send &Demo Traffic"), step);
    m_demoHint = makeText({}, step, true);
    auto *row = new QHBoxLayout;
    row->addWidget(m_demoHint, 1);
    row->addSpacing(12);
    row->addWidget(m_demo);
    step->content().addLayout(row);
    connect(m_demo, &QPushButton::clicked, this, [this] { m_control.sendDemoTraffic(); });
    return step;
}

void WelcomePage::refresh()
{
    refreshHeading();
    if (!m_server->hasFocus()) {
        const auto routes = m_control.settings().proxy.routes;
        m_server->setText(routes.isEmpty() ? QString() : routes.first().upstream.toString());
    }
    refreshServer();
    refreshUrls();
    demoTrafficChanged({});
}

void WelcomePage::refreshHeading()
{
    const ProxyControl::State state = m_control.state();
    const bool hasServer = !m_control.settings().proxy.routes.isEmpty();
    m_start->setVisible(state == ProxyControl::State::Stopped && hasServer);
    switch (state) {
    case ProxyControl::State::Running:
        m_heading->setText(tr("Ready for traffic"));
        m_intro->setText(
            tr("Every message between your client and your server shows here as it passes. Nothing leaves this "
               "computer but what your client sends."));
        return;
    case ProxyControl::State::Starting:
        m_heading->setText(tr("Starting…"));
        m_intro->setText(tr("The proxy opens its recording and its port."));
        return;
    case ProxyControl::State::Stopping:
        m_heading->setText(tr("Stopping…"));
        m_intro->setText(tr("What is under way may finish."));
        return;
    case ProxyControl::State::Failed:
        m_heading->setText(tr("The proxy could not start"));
        m_intro->setText(tr("Nothing is lost. Choose a way out, or change what is set below."));
        return;
    case ProxyControl::State::Stopped:
        break;
    }
    m_heading->setText(hasServer ? tr("Stopped") : tr("Welcome to Sightglass"));
    m_intro->setText(hasServer
                         ? tr("No client can connect now.")
                         : tr("Sightglass stands between an MCP client and an MCP server and shows every message. Say "
                              "where your server is, and point your client here."));
}

void WelcomePage::refreshServer()
{
    const auto routes = m_control.settings().proxy.routes;
    m_server->setEnabled(routes.size() <= 1);
    const QString current = routes.isEmpty() ? QString() : routes.first().upstream.toString();
    const bool isNew = !m_server->text().trimmed().isEmpty() && m_server->text().trimmed() != current;
    m_useServer->setEnabled(routes.size() <= 1 && isNew);
    if (routes.size() > 1)
        showServerHint(tr("%1 servers, set up under Settings.").arg(routes.size()));
    else if (routes.isEmpty() || isNew)
        showServerHint(tr("The URL that your client would use without Sightglass (Streamable HTTP)."));
    else
        showServerHint(tr("Sightglass stands in front of this server. Change the URL to look at another one."));
}

void WelcomePage::showServerHint(const QString &text, bool wrong)
{
    m_serverHint->setText(wrong ? u"⚠ "_s + text : text);
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, m_theme.color(wrong ? Role::ErrorText : Role::DimText));
    m_serverHint->setProperty("dim", !wrong);
    m_serverHint->style()->polish(m_serverHint); // looks at the property anew
    m_serverHint->setPalette(colors);
}

void WelcomePage::useServer()
{
    const QUrl url = serverUrl(m_server->text());
    const bool usable = url.isValid() && !url.host().isEmpty() && (url.scheme() == u"http" || url.scheme() == u"https");
    if (!usable) {
        showServerHint(tr("Write the whole URL, beginning with http:// or https://, such as "
                          "http://127.0.0.1:3000/mcp."),
                       true);
        m_server->setFocus();
        return;
    }
    Settings settings = m_control.settings();
    if (settings.proxy.routes.isEmpty())
        settings.proxy.routes.append(proxy::RouteConfig());
    settings.proxy.routes.first().upstream = url;
    m_server->clearFocus();
    m_control.apply(settings);
    if (m_control.state() == ProxyControl::State::Stopped)
        m_control.start();
    refresh();
}

void WelcomePage::refreshUrls()
{
    while (QLayoutItem *item = m_urls->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const QList<proxy::Endpoint> endpoints = m_control.endpoints();
    m_clientStep->setVisible(!endpoints.isEmpty());
    if (endpoints.isEmpty())
        return;
    const bool onlyDemo = m_control.settings().proxy.routes.isEmpty();
    if (onlyDemo)
        m_clientHint->setText(tr("Until you name a server, this URL leads to a built-in demo server:"));
    else
        m_clientHint->setText(endpoints.size() == 1
                                  ? tr("Use this URL in your client in place of the server's own:")
                                  : tr("Use these URLs in your client in place of the servers' own:"));
    int row = 0;
    for (const proxy::Endpoint &endpoint : endpoints) {
        auto *field = new CopyField(m_theme, tr("URL for clients"), m_clientStep);
        field->setObjectName(u"url-"_s + endpoint.route);
        field->setText(endpoint.url.toString());
        if (endpoints.size() > 1)
            m_urls->addWidget(new QLabel(endpoint.route, m_clientStep), row, 0);
        m_urls->addWidget(field, row++, 1);
    }
    m_snippets = clientSnippets(endpoints.first().url);
    const int chosen = std::max(0, m_client->currentIndex());
    const QSignalBlocker blocker(m_client);
    m_client->clear();
    for (const ClientSnippet &snippet : std::as_const(m_snippets))
        m_client->addItem(snippet.client);
    m_client->setCurrentIndex(chosen);
    refreshSnippet();
}

void WelcomePage::refreshSnippet()
{
    const int index = m_client->currentIndex();
    if (index < 0 || index >= m_snippets.size())
        return;
    m_where->setText(m_snippets.at(index).where);
    m_snippet->setText(m_snippets.at(index).text);
}

void WelcomePage::demoTrafficChanged(const QString &errorText)
{
    const bool runs = m_control.demoTrafficRuns();
    m_demo->setEnabled(!runs && m_control.state() != ProxyControl::State::Stopping);
    m_demo->setText(runs ? tr("Demo Traffic Runs…") : tr("Send &Demo Traffic"));
    m_demoHint->setText(errorText.isEmpty() ? tr(
                            "A built-in client and server talk through the proxy: calls, errors, progress, questions "
                            "from the server.")
                                            : tr("The demo went wrong: %1").arg(errorText));
}

} // namespace sightglass::ui
