// SPDX-License-Identifier: GPL-3.0-or-later
// Sums of doubles that lose nothing to their order but the last bit.
#pragma once

#include <cmath>

namespace headrace::learning {

/// Neumaier's compensated sum. Not for infinities: they become NaN in the compensation.
class Sum
{
public:
    void add(double value)
    {
        const double total = m_total + value;
        m_lost += std::abs(m_total) >= std::abs(value) ? (m_total - total) + value : (value - total) + m_total;
        m_total = total;
    }
    double value() const { return m_total + m_lost; }

private:
    double m_total = 0;
    double m_lost = 0;
};

}  // namespace headrace::learning
