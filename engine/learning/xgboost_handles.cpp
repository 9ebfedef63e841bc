// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/xgboost_handles.h"

#include <QRegularExpression>

namespace headrace::learning {

Error xgboostError()
{
    // "[12:00:00] ./src/common/x.cc:12: Check failed: a == b (1 vs. 2) : What went wrong\nStack trace: …"
    QString message = QString::fromUtf8(XGBGetLastError()).section(QStringLiteral("\nStack trace"), 0, 0).trimmed();
    static const QRegularExpression place(QStringLiteral("^\\[[0-9:]+\\] [^ ]+:[0-9]+: "));
    message.remove(place);
    static const QRegularExpression check(QStringLiteral("^Check failed: .* : (?=.)"));
    message.remove(check);
    message.replace(QLatin1Char('\n'), QLatin1Char(' '));
    const bool memory = message.contains(QLatin1String("bad_alloc"))
        || message.contains(QLatin1String("out of memory"), Qt::CaseInsensitive);
    return Error(memory ? ErrorCode::OutOfMemory : ErrorCode::Failed, QStringLiteral("XGBoost could not go on: %1").arg(message),
                 memory ? QStringLiteral("Train on a sample of the rows (table.sample), or with fewer features.")
                        : QStringLiteral("Check the parameters of the node and the values of its target."));
}

void silenceXgboost()
{
    XGBSetGlobalConfig("{\"verbosity\": 0}");
}

QByteArray arrayInterface(const float *data, size_t rows, size_t columns)
{
    return QByteArray("{\"data\": [") + QByteArray::number(quint64(reinterpret_cast<quintptr>(data))) + ", true], \"shape\": ["
        + QByteArray::number(quint64(rows)) + ", " + QByteArray::number(quint64(columns)) + "], \"typestr\": \"<f4\", \"version\": 3}";
}

}  // namespace headrace::learning
