// SPDX-License-Identifier: GPL-3.0-or-later
// Compares the learning room with what scikit-learn made of the same data (tests/interop/scikit_learn_reference.py).
#pragma once

#include <QString>
#include <QStringList>

namespace headrace::tests {

/// Each figure that differs, in words; `compared` counts all that were looked at.
QStringList compareMetrics(const QString &file, int &compared);
QStringList compareLinearModels(const QString &file, int &compared);
QStringList compareTransforms(const QString &file, int &compared);

}  // namespace headrace::tests
