// SPDX-License-Identifier: GPL-3.0-or-later
// What column lineage is counted in: sets of columns, and what flows into a value and decides it.
#pragma once

#include <algorithm>
#include <iterator>
#include <vector>

namespace headrace::data {

/// A sorted set of columns, as indices into PlanWalk's names.
class Columns
{
public:
    void add(unsigned column)
    {
        const auto at = std::lower_bound(m_ids.begin(), m_ids.end(), column);
        if (at == m_ids.end() || *at != column)
            m_ids.insert(at, column);
    }
    void add(const Columns &other)
    {
        if (other.m_ids.empty())
            return;
        std::vector<unsigned> both;
        both.reserve(m_ids.size() + other.m_ids.size());
        std::set_union(m_ids.begin(), m_ids.end(), other.m_ids.begin(), other.m_ids.end(), std::back_inserter(both));
        m_ids = std::move(both);
    }
    bool empty() const { return m_ids.empty(); }
    bool contains(unsigned column) const { return std::binary_search(m_ids.begin(), m_ids.end(), column); }
    const std::vector<unsigned> &ids() const { return m_ids; }
    bool operator==(const Columns &) const = default;

private:
    std::vector<unsigned> m_ids;
};

/// What flows into a value, and what decides it. Of a struct put together in the statement itself the fields are known apart,
/// and of a list of such structs those of its elements.
struct Flow {
    Columns value;
    Columns deciding;
    bool unresolved = false;
    std::vector<Flow> fields;

    bool constant() const { return value.empty() && deciding.empty() && !unresolved; }
    /// A value that is this one or the other.
    void add(const Flow &other)
    {
        if (other.constant() && other.fields.empty())
            return;
        if (constant() && fields.empty())
            fields = other.fields;
        else if (fields.size() != other.fields.size())
            fields.clear();
        else
            for (size_t i = 0; i < fields.size(); ++i)
                fields[i].add(other.fields[i]);
        value.add(other.value);
        deciding.add(other.deciding);
        unresolved |= other.unresolved;
    }
    /// `other` decides which value this is, or whether.
    void decidedBy(const Flow &other)
    {
        deciding.add(other.value);
        deciding.add(other.deciding);
        unresolved |= other.unresolved;
        for (Flow &field : fields)
            field.decidedBy(other);
    }
    bool operator==(const Flow &) const = default;
};

inline Flow unresolvedFlow()
{
    Flow flow;
    flow.unresolved = true;
    return flow;
}

}  // namespace headrace::data
