// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/operators/declare.h"

#include <QJsonDocument>

namespace headrace {

Declare &&Declare::example(const char *json) &&
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    Q_ASSERT_X(document.isObject(), qPrintable(m_operator.spec.id),
               qPrintable(QStringLiteral("The example is no JSON object: %1 at %2").arg(error.errorString()).arg(error.offset)));
    m_operator.spec.example = document.object();
    return std::move(*this);
}

}  // namespace headrace
