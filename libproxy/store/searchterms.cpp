// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/searchterms.h"

#include <algorithm>

namespace sightglass::store {

namespace {

/// How much of an excerpt stands before what was found.
constexpr qsizetype kLeadLength = 20;

QString folded(QStringView text)
{
    return text.toString().normalized(QString::NormalizationForm_C).toCaseFolded().simplified();
}

/// Whether \a text has more than words and blanks.
bool hasSigns(QStringView text)
{
    qsizetype at = 0;
    const auto isBlank = [&](qsizetype begin, qsizetype end) {
        return text.sliced(begin, end - begin).trimmed().isEmpty();
    };
    for (WordWalker walker(text); walker.next(); at = walker.end()) {
        if (!isBlank(at, walker.begin()))
            return true;
    }
    return !isBlank(at, text.size());
}

/// Terms as lists of words, for a walk through a text.
struct WantedWords {
    QStringList words;
    bool prefix = false;
};

struct Word {
    qsizetype begin = 0;
    qsizetype end = 0;
    QString folded;
};

/// The next words of a text, as many as the longest term has.
class Window
{
public:
    Window(QStringView text, qsizetype size) : m_walker(text), m_size(size) {}

    /// The word at the front is the next one of the text.
    bool next()
    {
        if (!m_words.isEmpty())
            m_words.removeFirst();
        while (m_words.size() < m_size && m_walker.next())
            m_words.append({m_walker.begin(), m_walker.end(), m_walker.folded()});
        return !m_words.isEmpty();
    }
    const Word &front() const { return m_words.front(); }
    /// Where \a wanted ends if it begins at the front; else -1.
    qsizetype endOf(const WantedWords &wanted) const
    {
        const qsizetype count = wanted.words.size();
        if (count > m_words.size())
            return -1;
        for (qsizetype i = 0; i < count; ++i) {
            const bool prefix = wanted.prefix && i == count - 1;
            const QString &word = m_words[i].folded;
            if (prefix ? !word.startsWith(wanted.words[i]) : word != wanted.words[i])
                return -1;
        }
        return m_words[count - 1].end;
    }

private:
    WordWalker m_walker;
    qsizetype m_size;
    QList<Word> m_words;
};

/// Moves a cut out of the middle of a pair.
qsizetype wholeCut(QStringView text, qsizetype at)
{
    return at > 0 && at < text.size() && text[at].isLowSurrogate() ? at - 1 : at;
}

SearchExcerpt cutOut(SearchPlace place, const QString &text, const QList<SearchMark> &found)
{
    const qsizetype first = found.isEmpty() ? 0 : found.front().begin;
    const qsizetype begin = wholeCut(text, std::max<qsizetype>(0, first - kLeadLength));
    const qsizetype end = wholeCut(text, std::min(text.size(), begin + SearchTerms::kExcerptLength));
    SearchExcerpt excerpt{place, text.sliced(begin, end - begin), {}};
    for (QChar &c : excerpt.text) {
        if (c.isSpace() || c.category() == QChar::Other_Control)
            c = u' ';
    }
    qsizetype shift = -begin;
    if (begin > 0) {
        excerpt.text.prepend(u'…');
        ++shift;
    }
    if (end < text.size())
        excerpt.text.append(u'…');
    for (const SearchMark &mark : found) {
        if (mark.begin >= begin && mark.begin + mark.length <= end)
            excerpt.marks.append({mark.begin + shift, mark.length});
    }
    return excerpt;
}

/// What of \a wanted stands in \a text, from the first place on as far as an excerpt goes.
QList<SearchMark> find(QStringView text, const QList<WantedWords> &wanted)
{
    qsizetype longest = 1;
    for (const WantedWords &words : wanted)
        longest = std::max(longest, words.words.size());
    QList<SearchMark> found;
    qsizetype covered = 0;
    for (Window window(text, longest); window.next();) {
        const qsizetype begin = window.front().begin;
        if (!found.isEmpty() && begin > found.front().begin + SearchTerms::kExcerptLength)
            break;
        qsizetype end = -1;
        for (const WantedWords &words : wanted)
            end = std::max(end, window.endOf(words));
        if (end > covered && begin >= covered) {
            found.append({begin, end - begin});
            covered = end;
        }
    }
    return found;
}

} // namespace

void SearchTerms::addTerm(QStringView text, bool quoted, bool closed, bool excluded)
{
    if (static_cast<qsizetype>(m_terms.size()) >= kMaxTerms)
        return;
    Term term;
    term.words = foldedWords(text.toUtf8());
    // What is being typed is a beginning; so is a word that ends with a letter.
    term.prefix = !closed && !text.isEmpty();
    term.excluded = excluded;
    if (hasSigns(text))
        term.signs = folded(text);
    const bool saysNothing = term.words.size() == 1 && (term.signs.isEmpty() || (!quoted && text.size() < 2));
    if (!saysNothing)
        m_terms.push_back(std::move(term));
}

SearchTerms SearchTerms::parse(QStringView text)
{
    SearchTerms terms;
    text = text.first(std::min(text.size(), kMaxText));
    for (qsizetype at = 0; at < text.size();) {
        if (text[at].isSpace()) {
            ++at;
            continue;
        }
        const bool excluded = text[at] == u'-' && at + 1 < text.size() && !text[at + 1].isSpace();
        if (excluded)
            ++at;
        const bool quoted = text[at] == u'"';
        if (quoted)
            ++at;
        qsizetype end = at;
        while (end < text.size() && (quoted ? text[end] != u'"' : !text[end].isSpace()))
            ++end;
        terms.addTerm(text.sliced(at, end - at), quoted, quoted && end < text.size(), excluded);
        at = end + (quoted ? 1 : 0);
    }
    return terms;
}

bool SearchTerms::hasWanted() const
{
    return std::any_of(m_terms.begin(), m_terms.end(),
                       [](const Term &term) { return !term.excluded && term.words.size() > 1; });
}

bool SearchTerms::needsLook() const
{
    return std::any_of(m_terms.begin(), m_terms.end(), [](const Term &term) { return !term.signs.isEmpty(); });
}

QByteArray SearchTerms::ftsExpression() const
{
    QByteArray wanted;
    QByteArray unwanted;
    for (const Term &term : m_terms) {
        // With signs an index finds too much, so it must not take away.
        if (term.words.size() == 1 || (term.excluded && !term.signs.isEmpty()))
            continue;
        QByteArray &side = term.excluded ? unwanted : wanted;
        if (!side.isEmpty())
            side.append(term.excluded ? " OR " : " AND ");
        side.append('"').append(term.words.trimmed()).append(term.prefix ? "\" *" : "\"");
    }
    return unwanted.isEmpty() ? wanted : '(' + wanted + ") NOT (" + unwanted + ')';
}

bool SearchTerms::matches(const Term &term, const QByteArray &words, QByteArrayView text)
{
    if (term.words.size() > 1) {
        const QByteArrayView sought(term.words);
        if (!words.contains(term.prefix ? sought.chopped(1) : sought))
            return false;
    }
    return term.signs.isEmpty() || folded(QString::fromUtf8(text)).contains(term.signs);
}

bool SearchTerms::matches(const SearchText &text) const
{
    std::array<QByteArray, kSearchPlaces> words;
    std::transform(text.places.begin(), text.places.end(), words.begin(),
                   [](const QByteArray &place) { return foldedWords(place); });
    return std::all_of(m_terms.begin(), m_terms.end(), [&](const Term &term) {
        bool found = false;
        for (std::size_t i = 0; i < kSearchPlaces && !found; ++i)
            found = matches(term, words[i], text.places[i]);
        return found != term.excluded;
    });
}

SearchExcerpt SearchTerms::excerpt(const SearchText &text) const
{
    QList<WantedWords> wanted;
    for (const Term &term : m_terms) {
        if (!term.excluded && term.words.size() > 1)
            wanted.append({QString::fromUtf8(term.words.trimmed()).split(u' '), term.prefix});
    }
    constexpr SearchPlace kOrder[] = {SearchPlace::Request, SearchPlace::Response, SearchPlace::Events,
                                      SearchPlace::Name, SearchPlace::Peer};
    SearchExcerpt best;
    for (const SearchPlace place : kOrder) {
        const QString readable = QString::fromUtf8(text.at(place));
        const QList<SearchMark> found = find(readable, wanted);
        if (best.text.isEmpty() ? !readable.isEmpty() : found.size() > best.marks.size())
            best = cutOut(place, readable, found);
    }
    return best;
}

} // namespace sightglass::store
