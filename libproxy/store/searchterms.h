// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/searchtext.h"

#include <QList>
#include <QString>

#include <vector>

namespace sightglass::store {

/// A stretch of a text, in UTF-16 units.
struct SearchMark {
    qsizetype begin = 0;
    qsizetype length = 0;

    bool operator==(const SearchMark &) const = default;
};

/// Some text around what was found.
struct SearchExcerpt {
    SearchPlace place = SearchPlace::Name;
    QString text; ///< one line
    QList<SearchMark> marks;
};

/// What a person typed into a search field. Words must all be there, in any order, each as the beginning of a word; words
/// in "quotes" next to each other and whole; -word and -"words" must not be there. Case and accents do not matter.
/// Signs within a word or in quotes (`foo.bar`) must be there as they are written. Any text is valid.
class SearchTerms
{
public:
    static constexpr qsizetype kMaxTerms = 32;  ///< further ones count for nothing
    static constexpr qsizetype kMaxText = 4096; ///< what is behind this does not, either
    static constexpr qsizetype kExcerptLength = 160;

    static SearchTerms parse(QStringView text);

    /// Nothing to look for: everything matches.
    bool isEmpty() const { return m_terms.empty(); }
    /// Whether some word must be there: what an index can be asked for.
    bool hasWanted() const;
    /// Whether what an index of words finds must be looked at, because signs count.
    bool needsLook() const;
    /// For FTS5 over foldedWords(), with blanks and words only: no text can break out of it. Finds all that matches; more,
    /// if needsLook(). Only if hasWanted().
    QByteArray ftsExpression() const;

    bool matches(const SearchText &text) const;
    /// Around the first word found, in the bodies rather than elsewhere.
    SearchExcerpt excerpt(const SearchText &text) const;

private:
    struct Term {
        QByteArray words; ///< as of foldedWords()
        bool prefix = false;
        bool excluded = false;
        QString signs; ///< the text with its signs, if it has any: folded, blanks simplified
    };
    static bool matches(const Term &term, const QByteArray &words, QByteArrayView text);
    void addTerm(QStringView text, bool quoted, bool closed, bool excluded);

    std::vector<Term> m_terms;
};

} // namespace sightglass::store
