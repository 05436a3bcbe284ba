// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/rulecompletion.h"

#include "mcp/jsontext.h"
#include "ui/editors/actionshapes.h"

#include <algorithm>
#include <array>

namespace sightglass::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Where in a rule the cursor stands, found by reading the text before it.
struct Place {
    QStringList path;     ///< member names of the objects around it; an array's elements have no name: "[]"
    QString member;       ///< whose value it is; empty where a member's name is to be written
    bool isValue = false; ///< a value is to be written, else a member's name
    bool inComment = false;
    qsizetype string = -1; ///< the opening quote of the string that the cursor is in; -1: in none
    qsizetype word = 0;    ///< where what is being written begins
};

class Reader
{
public:
    explicit Reader(QStringView text) : m_text(text) {}

    Place read()
    {
        while (m_at < m_text.size() && !m_place.inComment && m_place.string < 0)
            step();
        m_place.isValue = m_isValue;
        if (!m_place.inComment && m_place.string < 0) {
            m_place.word = m_text.size();
            while (m_place.word > 0 && isWord(m_text[m_place.word - 1]))
                --m_place.word;
        }
        for (const Level &level : m_levels)
            m_place.path.append(level.name);
        m_place.member = m_isValue ? m_member : QString();
        return m_place;
    }

private:
    struct Level {
        QString name;
        bool isArray = false;
    };

    static bool isWord(QChar c) { return c.isLetterOrNumber() || c == u'_'; }

    void step()
    {
        const QChar c = m_text[m_at];
        if (c == u'"') {
            readString();
        } else if (m_text.sliced(m_at).startsWith(u"//") || m_text.sliced(m_at).startsWith(u"/*")) {
            const bool line = m_text[m_at + 1] == u'/';
            const qsizetype end = line ? m_text.indexOf(u'\n', m_at) : m_text.indexOf(u"*/", m_at + 2);
            m_place.inComment = end < 0;
            m_at = end + (line ? 1 : 2);
        } else {
            if (c == u'{' || c == u'[') {
                const bool inArray = !m_levels.isEmpty() && m_levels.constLast().isArray;
                m_levels.append({inArray ? u"[]"_s : m_member, c == u'['});
                m_isValue = c == u'[';
            } else if ((c == u'}' || c == u']') && !m_levels.isEmpty()) {
                m_member = m_levels.takeLast().name;
                m_isValue = true;
            } else if (c == u':') {
                m_isValue = true;
            } else if (c == u',') {
                m_isValue = !m_levels.isEmpty() && m_levels.constLast().isArray;
                if (m_isValue)
                    m_member = m_levels.constLast().name;
            }
            ++m_at;
        }
    }

    void readString()
    {
        const qsizetype begin = m_at;
        for (++m_at; m_at < m_text.size() && m_text[m_at] != u'"' && m_text[m_at] != u'\n'; ++m_at)
            m_at += m_text[m_at] == u'\\' ? 1 : 0;
        if (m_at >= m_text.size()) {
            m_place.string = begin;
            m_place.word = begin + 1;
            return;
        }
        if (!m_isValue)
            m_member = m_text.sliced(begin + 1, m_at - begin - 1).toString();
        ++m_at;
    }

    QStringView m_text;
    qsizetype m_at = 0;
    QList<Level> m_levels;
    QString m_member;
    bool m_isValue = false;
    Place m_place;
};

struct Member {
    const char *name;
    const char *help;
    const char *value; ///< what it begins with
};
constexpr std::array<Member, 10> kMembers{{
    {"name", QT_TRANSLATE_NOOP("sightglass::ui::RuleCompletion", "what people call it"), "\"\""},
    {"match", QT_TRANSLATE_NOOP("sightglass::ui::RuleCompletion", "filter; without it, every message"), "\"\""},
    {"on", QT_TRANSLATE_NOOP("sightglass::ui::RuleCompletion", "request, response, event"), "[\"request\"]"},
    {"actions", QT_TRANSLATE_NOOP("sightglass::ui::RuleCompletion", "what it does, in order"), "[]"},
    {"enabled", QT_TRANSLATE_NOOP("sightglass::ui::RuleCompletion", "on or off"), "true"},
    {"stop", QT_TRANSLATE_NOOP("sightglass::ui::RuleCompletion", "no rule behind it"), "true"},
    {"probability", QT_TRANSLATE_NOOP("sightglass::ui::RuleCompletion", "0 to 1"), "0.5"},
    {"everyNth", QT_TRANSLATE_NOOP("sightglass::ui::RuleCompletion", "only one match in so many"), "2"},
    {"firstN", QT_TRANSLATE_NOOP("sightglass::ui::RuleCompletion", "only so many matches"), "1"},
    {"id", QT_TRANSLATE_NOOP("sightglass::ui::RuleCompletion", "what notes and counters name it by"), "\"\""},
}};

/// Offers those that begin with what was typed, then those that contain it.
class Offer
{
public:
    Offer(QStringView text, const Place &place, qsizetype cursor)
        : m_place(place), m_typed(text.sliced(place.word, cursor - place.word).toString())
    {
        m_length = cursor - place.word;
    }

    /// Within quotes only the text is put in, else the quotes too.
    void add(const QString &label, const QString &help, const QString &within, const QString &whole, bool more = false)
    {
        if (!label.contains(m_typed, Qt::CaseInsensitive))
            return;
        const FilterSuggestion suggestion{label,        help,     m_place.string >= 0 ? within : whole,
                                          m_place.word, m_length, more};
        if (label.startsWith(m_typed, Qt::CaseInsensitive))
            m_begin.append(suggestion);
        else
            m_contain.append(suggestion);
    }
    void words(const QString &list)
    {
        for (const QString &word : list.split(u' ', Qt::SkipEmptyParts))
            add(word, {}, word, u'"' + word + u'"');
    }
    void literals(const QString &list)
    {
        if (m_place.string >= 0)
            return;
        for (const QString &word : list.split(u' '))
            add(word, {}, word, word);
    }
    QList<FilterSuggestion> take() { return m_begin + m_contain; }

private:
    Place m_place;
    qsizetype m_length = 0;
    QString m_typed;
    QList<FilterSuggestion> m_begin;
    QList<FilterSuggestion> m_contain;
};

/// The filter that is being written in `match`, completed by its own language.
QList<FilterSuggestion> filterSuggestions(QStringView text, const Place &place, qsizetype cursor,
                                          const FilterCompletion::ValueSource &values, bool explicitly)
{
    const QStringView written = text.sliced(place.word, cursor - place.word);
    if (written.contains(u'\\'))
        return {}; // positions in the value are not those in the text any more
    QList<FilterSuggestion> found = FilterCompletion::suggestions(written, written.size(), values, explicitly);
    for (FilterSuggestion &one : found) {
        const QByteArray literal = mcp::quoteJson(one.insert.toUtf8());
        one.insert = QString::fromUtf8(literal.sliced(1, literal.size() - 2));
        one.from += place.word;
    }
    return found;
}

} // namespace

QList<FilterSuggestion> RuleCompletion::suggestions(QStringView text, qsizetype cursor,
                                                    const FilterCompletion::ValueSource &values, bool explicitly)
{
    cursor = std::clamp<qsizetype>(cursor, 0, text.size());
    const Place place = Reader(text.first(cursor)).read();
    if (place.inComment || place.path.isEmpty())
        return {};
    const qsizetype depth = place.path.size();
    if (place.isValue && depth == 1 && place.member == "match"_L1 && place.string >= 0)
        return filterSuggestions(text, place, cursor, values, explicitly);
    if (!explicitly && place.string < 0 && place.word == cursor)
        return {};
    Offer offer(text, place, cursor);
    const bool inAction = depth >= 3 && place.path[1] == "actions"_L1;
    if (!place.isValue && depth == 1) {
        for (const Member &member : kMembers) {
            const QString name = QString::fromLatin1(member.name);
            offer.add(name, tr(member.help), name, u"\"%1\": %2"_s.arg(name, QString::fromLatin1(member.value)));
        }
    } else if (!place.isValue && inAction && depth == 3) {
        for (const ActionShape &shape : actionShapes()) {
            const QString name = QString::fromLatin1(shape.member);
            // The shape's first text without its braces.
            const QString whole = QString::fromUtf8(shape.fresh);
            offer.add(name, shape.helpText(), name, whole.sliced(1, whole.size() - 2));
        }
    } else if (place.isValue && depth == 2 && place.path[1] == "actions"_L1 && place.string < 0) {
        for (const ActionShape &shape : actionShapes())
            offer.add(QString::fromLatin1(shape.member), shape.helpText(), {}, QString::fromUtf8(shape.fresh));
    } else if (place.isValue && depth == 2 && place.path[1] == "on"_L1) {
        offer.words(u"request response event"_s);
    } else if (place.isValue && inAction && place.member == "colour"_L1) {
        offer.words(u"red orange yellow green blue purple grey"_s);
    } else if (place.isValue && inAction && place.member == "per"_L1) {
        offer.words(u"all client session tool"_s);
    } else if (place.isValue && depth == 1 && (place.member == "enabled"_L1 || place.member == "stop"_L1)) {
        offer.literals(u"true false"_s);
    }
    return offer.take();
}

} // namespace sightglass::ui
