// SPDX-FileCopyrightText: 2026 The Sightglass authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/filternode.h"

#include <algorithm>
#include <limits>

namespace sightglass::exchange {

FilterGroup::FilterGroup(Kind kind, std::vector<FilterNodePtr> children) : m_kind(kind), m_children(std::move(children))
{
    for (const FilterNodePtr &child : m_children)
        m_order.push_back(child.get());
    const auto expensive = std::stable_partition(m_order.begin(), m_order.end(),
                                                 [](const FilterNode *node) { return !node->needsParts(); });
    m_cheap = static_cast<std::size_t>(expensive - m_order.begin());
}

Truth FilterGroup::test(const Record &record, FilterScope scope) const
{
    const Truth decisive = m_kind == Kind::All ? Truth::No : Truth::Yes;
    Truth result = m_kind == Kind::All ? Truth::Yes : Truth::No;
    for (const FilterNode *node : m_order) {
        const Truth truth = node->test(record, scope);
        if (truth == decisive)
            return decisive;
        if (truth == Truth::Maybe)
            result = Truth::Maybe;
    }
    return result;
}

void FilterGroup::collectRequired(QList<QByteArray> &texts) const
{
    if (m_kind != Kind::All)
        return;
    for (const FilterNodePtr &child : m_children)
        child->collectRequired(texts);
}

void FilterGroup::print(QString &out, Precedence outer) const
{
    const Precedence mine = m_kind == Kind::All ? Precedence::And : Precedence::Or;
    const bool inParentheses = outer > mine;
    if (inParentheses)
        out += u'(';
    for (std::size_t i = 0; i < m_children.size(); ++i) {
        if (i > 0)
            out += m_kind == Kind::All ? QLatin1StringView(" and ") : QLatin1StringView(" or ");
        m_children[i]->print(out, mine);
    }
    if (inParentheses)
        out += u')';
}

qint64 FilterGroup::requiredDurationUs() const
{
    qint64 required = m_kind == Kind::All ? -1 : std::numeric_limits<qint64>::max();
    for (const FilterNodePtr &child : m_children) {
        const qint64 ofChild = child->requiredDurationUs();
        required = m_kind == Kind::All ? std::max(required, ofChild) : std::min(required, ofChild);
    }
    return required;
}

Truth FilterNot::test(const Record &record, FilterScope scope) const
{
    switch (m_child->test(record, scope)) {
    case Truth::No:
        return Truth::Yes;
    case Truth::Yes:
        return Truth::No;
    case Truth::Maybe:
        break;
    }
    return Truth::Maybe;
}

void FilterNot::print(QString &out, Precedence) const
{
    out += QLatin1StringView("not ");
    m_child->print(out, Precedence::Not);
}

} // namespace sightglass::exchange
