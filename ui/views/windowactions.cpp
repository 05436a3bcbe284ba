// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/windowactions.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>

#include <optional>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

enum Flag : quint8 { Plain = 0, Checkable = 1, InTable = 2, NeedsExchange = 4 };

struct Spec {
    Command command;
    const char *text;
    const char *keys; ///< portable spelling, several separated by blanks
    quint8 flags = Plain;
    std::optional<Glyph> glyph = std::nullopt;
};

// Marks the texts for translation; tr() below translates them.
constexpr std::array<Spec, kCommandCount> kSpecs{{
    {Command::SaveResponseBody, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "Save &Response Body…"), "X",
     InTable | NeedsExchange, Glyph::Save},
    {Command::SaveRequestBody, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "Save Request &Body…"), "Shift+X",
     InTable | NeedsExchange},
    {Command::OpenRecording, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "&Open Recording…"), "Ctrl+O", Plain,
     Glyph::Open},
    {Command::Settings, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "&Settings…"), "Ctrl+,", Plain,
     Glyph::Settings},
    {Command::Quit, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "&Quit"), "Ctrl+Q"},
    {Command::CopyValue, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "&Copy Value"), "Ctrl+C",
     InTable | NeedsExchange, Glyph::Copy},
    {Command::CopyJson, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "Copy as &JSON"), "C",
     InTable | NeedsExchange},
    {Command::CopyCurl, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "Copy as c&URL"), "Shift+C",
     InTable | NeedsExchange},
    {Command::CopyCommand, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "Copy as &sightglass Command"),
     "Ctrl+Shift+C", NeedsExchange},
    {Command::CopyRow, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "Copy &Row as Text"), "Ctrl+Alt+C",
     NeedsExchange},
    {Command::CopySecrets, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "Copies &Include Secrets"), "Ctrl+Alt+S",
     Checkable},
    {Command::Mark, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "&Mark"), "M",
     InTable | NeedsExchange | Checkable, Glyph::Mark},
    {Command::Comment, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "Comm&ent…"), ";", InTable | NeedsExchange,
     Glyph::Comment},
    {Command::Filter, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "&Filter…"), "Ctrl+F /", Plain, Glyph::Filter},
    {Command::ClearFilter, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "Clear Fi&lter"), "Ctrl+Shift+Backspace"},
    {Command::SaveFilter, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "Sa&ve Filter…"), "Ctrl+D", Plain,
     Glyph::Star},
    {Command::Find, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "Fi&nd in Message…"), "F3", NeedsExchange},
    {Command::Search, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "Search &Bodies…"), "Ctrl+Shift+F", Plain,
     Glyph::Search},
    {Command::SelectAll, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "Select &All"), "Ctrl+A", InTable},
    {Command::Deselect, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "&Deselect"), "Esc",
     InTable | NeedsExchange},
    {Command::MakeRequestRule, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "Make Rule for the Re&quest…"),
     "Ctrl+M", NeedsExchange, Glyph::Edit},
    {Command::MakeResponseRule, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "Make Rule for the Resp&onse…"),
     "Ctrl+Shift+M", NeedsExchange},
    {Command::BlockTool, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "Bloc&k This Tool"), "Ctrl+Alt+B",
     NeedsExchange, Glyph::Dropped},
    {Command::PauseLike, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "&Pause on Messages Like This"),
     "Ctrl+Alt+P", NeedsExchange},
    {Command::Sidebar, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "&Sidebar"), "Ctrl+B", Checkable,
     Glyph::Sidebar},
    {Command::Detail, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "&Detail"), "Ctrl+J", Checkable,
     Glyph::DetailBelow},
    {Command::DetailRight, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "Detail on the &Right"), "Ctrl+Shift+J",
     Checkable, Glyph::DetailRight},
    {Command::TimeClock, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "Time of &Day"), "Ctrl+Alt+1", Checkable},
    {Command::TimeSinceStart, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "Since the &First Exchange"),
     "Ctrl+Alt+2", Checkable},
    {Command::TimeSincePrevious, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "Since the &Row Above"),
     "Ctrl+Alt+3", Checkable},
    {Command::ThemeSystem, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "As the &System"), "Ctrl+Alt+7",
     Checkable},
    {Command::ThemeLight, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "&Light"), "Ctrl+Alt+8", Checkable},
    {Command::ThemeDark, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "&Dark"), "Ctrl+Alt+9", Checkable},
    {Command::ResetLayout, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "Reset La&yout"), "Ctrl+Alt+0"},
    {Command::FullScreen, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "F&ull Screen"), "F11", Checkable},
    {Command::HoldDock, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "H&eld Messages"), "Ctrl+F2", Checkable,
     Glyph::Intercept},
    {Command::FindingsDock, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "&Findings"), "Ctrl+Alt+F", Checkable,
     Glyph::Warning},
    {Command::RulesDock, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "Ru&les"), "Ctrl+Alt+R", Checkable,
     Glyph::Edit},
    {Command::SessionsDock, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "Sessio&ns"), "Ctrl+Alt+N", Checkable,
     Glyph::Session},
    {Command::History, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "Hist&ory…"), "Ctrl+H", Plain, Glyph::Search},
    {Command::StartStop, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "&Start"), "Ctrl+E", Plain, Glyph::Start},
    {Command::Pause, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "&Pause Display"), "Ctrl+P", Checkable,
     Glyph::Pause},
    {Command::Follow, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "&Follow Newest"), "Ctrl+T", Checkable,
     Glyph::Follow},
    {Command::Clear, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "&Clear List"), "Ctrl+L", Plain, Glyph::Clear},
    {Command::Earlier, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "Load &Earlier Exchanges"), "Ctrl+Shift+H"},
    {Command::Demo, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "Send &Demo Traffic"), "Ctrl+Shift+T", Plain,
     Glyph::Demo},
    {Command::CopyUrl, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "Copy &URL for Clients"), "Ctrl+U", Plain,
     Glyph::Link},
    {Command::Intercept, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "&Intercept"), "F2", Checkable,
     Glyph::Intercept},
    {Command::InterceptWhat, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "Intercept &What…"), "Shift+F2"},
    {Command::ReleaseAll, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "&Release All Held"), "Ctrl+Shift+F2"},
    {Command::Lint, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "C&heck Messages"), "Ctrl+Alt+L", Checkable},
    {Command::OpenDetail, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "&Open Detail"), "Return Enter",
     InTable | NeedsExchange},
    {Command::Next, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "Ne&xt"), "J", InTable, Glyph::Down},
    {Command::Previous, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "&Previous"), "K", InTable, Glyph::Up},
    {Command::First, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "&First"), "G Home", InTable},
    {Command::Newest, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "&Newest"), "Shift+G End", InTable,
     Glyph::Follow},
    {Command::NextRelated, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "Next Re&lated"), "]",
     InTable | NeedsExchange, Glyph::Link},
    {Command::PreviousRelated, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "Previous Rel&ated"), "[",
     InTable | NeedsExchange},
    {Command::NextMarked, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "Next &Marked"), "Shift+M", InTable},
    {Command::NextError, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "Next &Error"), "Ctrl+Down", InTable},
    {Command::PreviousError, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "Pre&vious Error"), "Ctrl+Up", InTable},
    {Command::GoToNumber, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "&Go to Number…"), "Ctrl+G"},
    {Command::NextPane, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "S&witch Pane"), "F6"},
    {Command::Keys, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "&Keys…"), "? F1", Plain, Glyph::Keyboard},
    {Command::Palette, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "&Commands…"), "Ctrl+K", Plain,
     Glyph::Command},
    {Command::Connect, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "Connect a C&lient…"), "Ctrl+Shift+U",
     Checkable, Glyph::Link},
    {Command::About, QT_TRANSLATE_NOOP("sightglass::ui::WindowActions", "&About Sightglass"), "Ctrl+Alt+A", Plain,
     Glyph::Info},
}};

constexpr bool inOrder()
{
    for (std::size_t i = 0; i < kSpecs.size(); ++i) {
        if (std::size_t(kSpecs[i].command) != i)
            return false;
    }
    return true;
}
static_assert(inOrder(), "kSpecs is indexed by Command");

QList<QKeySequence> keysOf(const Spec &spec)
{
    QList<QKeySequence> keys;
    for (const QString &key : QString::fromLatin1(spec.keys).split(u' '))
        keys.append(QKeySequence(key, QKeySequence::PortableText));
    return keys;
}

} // namespace

WindowActions::WindowActions(const Theme &theme, QWidget &window, QWidget &table) : QObject(&window)
{
    for (const Spec &spec : kSpecs) {
        auto *action = new QAction(tr(spec.text), this);
        action->setShortcuts(keysOf(spec));
        action->setCheckable(spec.flags & Checkable);
        const bool inTable = spec.flags & InTable;
        action->setShortcutContext(inTable ? Qt::WidgetShortcut : Qt::WindowShortcut);
        if (spec.glyph)
            action->setIcon(icon(*spec.glyph, theme));
        if (inTable)
            table.addAction(action);
        m_actions[std::size_t(spec.command)] = action;
    }
    action(Command::Quit)->setMenuRole(QAction::QuitRole);
    action(Command::Settings)->setMenuRole(QAction::PreferencesRole);
    action(Command::About)->setMenuRole(QAction::AboutRole);
    makeGroup({Command::TimeClock, Command::TimeSinceStart, Command::TimeSincePrevious});
    makeGroup({Command::ThemeSystem, Command::ThemeLight, Command::ThemeDark});
    setHasExchange(false);
}

void WindowActions::makeGroup(std::initializer_list<Command> commands)
{
    auto *group = new QActionGroup(this);
    for (const Command command : commands)
        group->addAction(action(command));
}

void WindowActions::on(Command command, const std::function<void()> &handler)
{
    connect(action(command), &QAction::triggered, this, handler);
}

void WindowActions::onToggled(Command command, const std::function<void(bool)> &handler)
{
    // Not toggled(), which setChecked() emits too.
    connect(action(command), &QAction::triggered, this, handler);
}

void WindowActions::setChecked(Command command, bool checked)
{
    action(command)->setChecked(checked);
}

void WindowActions::addTabs(QMenu &menu, const QStringList &tabs)
{
    for (int i = 0; i < tabs.size(); ++i) {
        QAction *tab = menu.addAction(tabs.at(i));
        if (i < 9)
            tab->setShortcut(QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + i)));
        connect(tab, &QAction::triggered, this, [this, i] { Q_EMIT tabRequested(i); });
        m_tabActions.append(tab);
    }
}

void WindowActions::fillMenuBar(QMenuBar &menuBar, const QStringList &tabs)
{
    const auto add = [this](QMenu *menu, std::initializer_list<Command> commands) {
        for (const Command command : commands)
            menu->addAction(action(command));
    };
    const auto group = [&add](QMenu *menu, std::initializer_list<Command> commands) {
        menu->addSeparator();
        add(menu, commands);
    };
    QMenu *file = menuBar.addMenu(tr("&File"));
    add(file, {Command::OpenRecording});
    group(file, {Command::SaveResponseBody, Command::SaveRequestBody});
    group(file, {Command::Settings});
    group(file, {Command::Quit});
    QMenu *edit = menuBar.addMenu(tr("&Edit"));
    add(edit, {Command::CopyValue, Command::CopyJson, Command::CopyCurl, Command::CopyCommand, Command::CopyRow,
               Command::CopySecrets});
    group(edit, {Command::Mark, Command::Comment});
    group(edit, {Command::MakeRequestRule, Command::MakeResponseRule, Command::BlockTool, Command::PauseLike});
    group(edit, {Command::Filter, Command::SaveFilter, Command::ClearFilter});
    group(edit, {Command::Find, Command::Search});
    group(edit, {Command::SelectAll, Command::Deselect});
    QMenu *view = menuBar.addMenu(tr("&View"));
    add(view, {Command::Sidebar, Command::Detail, Command::DetailRight});
    group(view, {Command::HoldDock, Command::FindingsDock, Command::RulesDock, Command::SessionsDock});
    group(view, {Command::History});
    view->addSeparator();
    addTabs(*view->addMenu(tr("Detail &Tab")), tabs);
    view->addSeparator();
    m_columnsMenu = view->addMenu(tr("&Columns"));
    add(view->addMenu(tr("T&ime")), {Command::TimeClock, Command::TimeSinceStart, Command::TimeSincePrevious});
    add(view->addMenu(tr("T&heme")), {Command::ThemeSystem, Command::ThemeLight, Command::ThemeDark});
    group(view, {Command::FullScreen, Command::ResetLayout});
    QMenu *capture = menuBar.addMenu(tr("&Capture"));
    add(capture, {Command::StartStop, Command::Demo, Command::CopyUrl});
    group(capture, {Command::Intercept, Command::InterceptWhat, Command::ReleaseAll, Command::Lint});
    group(capture, {Command::Pause, Command::Follow, Command::Clear, Command::Earlier});
    QMenu *go = menuBar.addMenu(tr("&Go"));
    add(go, {Command::OpenDetail, Command::Next, Command::Previous, Command::First, Command::Newest});
    go->addSeparator();
    m_relatedMenu = go->addMenu(tr("&Related"));
    add(go, {Command::NextRelated, Command::PreviousRelated});
    group(go, {Command::NextError, Command::PreviousError, Command::NextMarked, Command::GoToNumber});
    group(go, {Command::NextPane});
    QMenu *help = menuBar.addMenu(tr("&Help"));
    add(help, {Command::Keys, Command::Palette, Command::Connect});
    group(help, {Command::About});
}

void WindowActions::setHasExchange(bool has)
{
    for (const Spec &spec : kSpecs) {
        if (spec.flags & NeedsExchange)
            action(spec.command)->setEnabled(has);
    }
}

} // namespace sightglass::ui
