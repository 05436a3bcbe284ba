// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/filter/filtercompletion.h"

#include "exchange/filter.h"

#include <algorithm>

namespace sightglass::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

/// The word that the cursor is in or behind.
struct Word {
    qsizetype from = 0;
    qsizetype length = 0; // up to the cursor
    bool open = false;    // within quotes or a regular expression that began in this word: its value
};

Word wordAt(QStringView text, qsizetype cursor)
{
    Word word;
    QChar quote;
    for (qsizetype i = 0; i < cursor; ++i) {
        const QChar c = text[i];
        if (!quote.isNull()) {
            if (c == u'\\')
                ++i;
            else if (c == quote)
                quote = QChar();
            continue;
        }
        if (c == u'"') {
            quote = c;
        } else if (c.isSpace() || c == u'(' || c == u')') {
            word.from = i + 1;
        } else if (c == u'-' && i == word.from) {
            word.from = i + 1; // a negation, not part of the word
        }
    }
    word.from = std::min(word.from, cursor);
    word.length = cursor - word.from;
    word.open = !quote.isNull();
    return word;
}

class Collector
{
public:
    explicit Collector(const Word &word) : m_word(word) {}

    void add(const QString &label, const QString &help, const QString &insert, qsizetype skip, bool isField)
    {
        const bool known = std::any_of(m_found.cbegin(), m_found.cend(),
                                       [&](const FilterSuggestion &one) { return one.insert == insert; });
        if (!known && m_found.size() < FilterCompletion::kMostValues)
            m_found.append({label, help, insert, m_word.from + skip, m_word.length - skip, isField});
    }
    QList<FilterSuggestion> take() { return std::move(m_found); }

private:
    Word m_word;
    QList<FilterSuggestion> m_found;
};

/// Those that begin with what was typed come before those that only contain it.
QStringList ranked(const QStringList &candidates, QStringView typed)
{
    QStringList begin;
    QStringList contain;
    for (const QString &candidate : candidates) {
        if (candidate.isEmpty())
            continue;
        if (candidate.startsWith(typed, Qt::CaseInsensitive))
            begin.append(candidate);
        else if (candidate.contains(typed, Qt::CaseInsensitive))
            contain.append(candidate);
    }
    return begin + contain;
}

void addValues(Collector &out, const exchange::FilterField &field, QStringView typed, qsizetype skip,
               const FilterCompletion::ValueSource &values)
{
    const QString bare = typed.toString().remove(u'"');
    for (const QString &known : ranked(QString(field.values).split(u' ', Qt::SkipEmptyParts), bare))
        out.add(known, {}, known, skip, false);
    if (!values)
        return;
    for (const QString &value : ranked(values(QString(field.name)), bare))
        out.add(value, {}, FilterCompletion::quoted(value), skip, false);
}

void addFields(Collector &out, QStringView typed)
{
    const auto matches = [&](QStringView name, bool atStart) {
        return name.startsWith(typed, Qt::CaseInsensitive) == atStart
               && (atStart || name.contains(typed, Qt::CaseInsensitive));
    };
    for (const bool atStart : {true, false}) {
        for (const exchange::FilterField &field : exchange::filterFields()) {
            const QString name(field.name);
            if (matches(name, atStart))
                out.add(name + u':', QString(field.help), name + u':', 0, true);
        }
    }
}

void addKeywords(Collector &out, QStringView typed, bool afterTerm)
{
    const std::pair<QString, QString> keywords[] = {
        {u"and"_s, FilterCompletion::tr("both sides match")},
        {u"or"_s, FilterCompletion::tr("one of the sides matches")},
        {u"not"_s, FilterCompletion::tr("what follows does not match")},
    };
    for (const auto &[word, help] : keywords) {
        if (word.startsWith(typed, Qt::CaseInsensitive) && (afterTerm || word == "not"_L1))
            out.add(word, help, word + u' ', 0, false);
    }
}

} // namespace

QString FilterCompletion::quoted(const QString &value)
{
    static constexpr QStringView kSpecial = u"\"()*?,:\\<>=";
    const bool plain = !value.isEmpty() && !value.startsWith(u'/') && !value.startsWith(u'-')
                       && std::none_of(value.cbegin(), value.cend(),
                                       [](QChar c) { return c.isSpace() || kSpecial.contains(c) || !c.isPrint(); });
    if (plain)
        return value;
    QString inside = value;
    inside.replace(u'\\', "\\\\"_L1).replace(u'"', "\\\""_L1);
    return u'"' + inside + u'"';
}

QList<FilterSuggestion> FilterCompletion::suggestions(QStringView text, qsizetype cursor, const ValueSource &values,
                                                      bool explicitly)
{
    const Word word = wordAt(text, std::clamp<qsizetype>(cursor, 0, text.size()));
    const QStringView typed = text.sliced(word.from, word.length);
    Collector out(word);
    if (const qsizetype colon = typed.indexOf(u':'); colon > 0) {
        const QStringView name = typed.first(colon);
        const auto fields = exchange::filterFields();
        const auto field = std::find_if(fields.begin(), fields.end(), [&](const exchange::FilterField &one) {
            return name.compare(one.name, Qt::CaseInsensitive) == 0;
        });
        if (field == fields.end())
            return {};
        // In a list, the item behind the last comma is completed.
        const qsizetype comma = word.open ? -1 : typed.lastIndexOf(u',');
        const qsizetype skip = std::max(colon, comma) + 1;
        addValues(out, *field, typed.sliced(skip), skip, values);
    } else if (!word.open && (!typed.isEmpty() || explicitly)) {
        addFields(out, typed);
        addKeywords(out, typed, !text.first(word.from).trimmed().isEmpty());
    }
    QList<FilterSuggestion> found = out.take();
    // What stands there already is no suggestion.
    if (found.size() == 1 && !explicitly && found.front().insert == typed.sliced(found.front().from - word.from))
        found.clear();
    return found;
}

} // namespace sightglass::ui
