// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/record.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QStringView>

#include <array>

namespace sightglass::store {

/// Where in an exchange a text stands. The order is that of the columns of a search index.
enum class SearchPlace : quint8 {
    Name,     ///< method, name, target, failure
    Peer,     ///< route, what the client calls itself, its address, the session
    Request,  ///< body of the request, as it came and as it was sent on
    Response, ///< body of the answer, as it came and as the client got it
    Events,   ///< data of the server-sent events
};
inline constexpr std::size_t kSearchPlaces = 5;

/// More text of one exchange is not searched.
inline constexpr qsizetype kMaxSearchText = 256 * 1024;
/// Longer words (base64, mostly) count up to here.
inline constexpr qsizetype kMaxSearchWord = 64;

/// What of an exchange can be searched, as a person would read it, UTF-8: escapes in JSON are undone and gzip is, heads
/// are left out (so no credentials get in here), and what is not text is too.
struct SearchText {
    std::array<QByteArray, kSearchPlaces> places;

    const QByteArray &at(SearchPlace place) const { return places[static_cast<std::size_t>(place)]; }
    QByteArray &at(SearchPlace place) { return places[static_cast<std::size_t>(place)]; }
};

/// \a record has its whole payload.
SearchText searchTextOf(const exchange::Record &record);

/// Walks through the words of a text: letters, digits and marks next to each other; of writing that has no blanks
/// between words, each character. Sans allocation; any text.
class WordWalker
{
public:
    explicit WordWalker(QStringView text) : m_text(text) {}

    bool next();
    qsizetype begin() const { return m_begin; } ///< of the word, in UTF-16 units
    qsizetype end() const { return m_end; }
    /// The word as it is compared: without case and marks, cut to kMaxSearchWord.
    QString folded() const;

private:
    QStringView m_text;
    qsizetype m_begin = 0;
    qsizetype m_end = 0;
};

/// The folded words of \a text with one blank between two and at both ends; a blank alone when it has none.
QByteArray foldedWords(QByteArrayView utf8);

} // namespace sightglass::store
