// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/jsonscan.h"

namespace sightglass::models {

namespace {

template <typename View>
class Tokenizer
{
public:
    explicit Tokenizer(View text) : m_text(text) {}

    std::vector<JsonToken> run()
    {
        while (m_at < m_text.size()) {
            const char16_t c = unit(m_at);
            if (isBlank(c))
                ++m_at;
            else if (c == u'"')
                string();
            else if (isPunctuation(c))
                add(m_at + 1, JsonTokenKind::Punctuation);
            else
                word();
        }
        return std::move(m_tokens);
    }

private:
    char16_t unit(qsizetype at) const
    {
        if constexpr (std::is_same_v<View, QStringView>)
            return m_text[at].unicode();
        else
            return static_cast<uchar>(m_text[at]);
    }
    static bool isBlank(char16_t c) { return c == u' ' || c == u'\n' || c == u'\t' || c == u'\r'; }
    static bool isPunctuation(char16_t c)
    {
        return c == u'{' || c == u'}' || c == u'[' || c == u']' || c == u',' || c == u':';
    }

    void add(qsizetype end, JsonTokenKind kind)
    {
        m_tokens.push_back({kind, {m_at, end - m_at}});
        m_at = end;
    }

    void string()
    {
        qsizetype end = m_at + 1;
        while (end < m_text.size() && unit(end) != u'"')
            end += unit(end) == u'\\' ? 2 : 1;
        if (end >= m_text.size()) {
            add(m_text.size(), JsonTokenKind::Error);
            return;
        }
        qsizetype behind = ++end;
        while (behind < m_text.size() && isBlank(unit(behind)))
            ++behind;
        add(end, behind < m_text.size() && unit(behind) == u':' ? JsonTokenKind::Key : JsonTokenKind::String);
    }

    void word()
    {
        qsizetype end = m_at;
        while (end < m_text.size() && !isBlank(unit(end)) && !isPunctuation(unit(end)) && unit(end) != u'"')
            ++end;
        const char16_t first = unit(m_at);
        const bool numeric = first == u'-' || (first >= u'0' && first <= u'9');
        const auto word = m_text.sliced(m_at, end - m_at);
        const auto is = [&](QLatin1StringView literal) {
            if (word.size() != literal.size())
                return false;
            for (qsizetype i = 0; i < literal.size(); ++i) {
                if (unit(m_at + i) != static_cast<uchar>(literal[i].toLatin1()))
                    return false;
            }
            return true;
        };
        const bool literal =
            is(QLatin1StringView("true")) || is(QLatin1StringView("false")) || is(QLatin1StringView("null"));
        add(end, numeric ? JsonTokenKind::Number : literal ? JsonTokenKind::Literal : JsonTokenKind::Error);
    }

    View m_text;
    qsizetype m_at = 0;
    std::vector<JsonToken> m_tokens;
};

} // namespace

std::vector<JsonToken> jsonTokens(QByteArrayView text)
{
    return Tokenizer<QByteArrayView>(text).run();
}

std::vector<JsonToken> jsonTokens(QStringView line)
{
    return Tokenizer<QStringView>(line).run();
}

} // namespace sightglass::models
