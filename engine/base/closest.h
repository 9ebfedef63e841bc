// SPDX-License-Identifier: GPL-3.0-or-later
// The closest of several names, for 'Did you mean …?'.
#pragma once

#include <QString>
#include <QStringList>

namespace headrace {

/// The candidate with the smallest edit distance (insert, delete, replace, swap of neighbours; letter case costs a
/// little) to `name`, if that is at most a third of its length plus one; else empty. The first of equals.
QString closestTo(const QString &name, const QStringList &candidates);

}  // namespace headrace
