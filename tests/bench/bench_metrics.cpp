// SPDX-License-Identifier: GPL-3.0-or-later
// bench_metrics [POINTS [FOLDER]]: metric points written to a new store, on the disk at the end. One line of JSON:
// {"bench", "points", "seconds", "points_per_second", "series", "bytes"}.
#include "engine/record/names.h"
#include "engine/record/store.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <cmath>
#include <cstdio>

using namespace headrace;

static Result<QJsonObject> measure(qint64 points, const QString &path)
{
    constexpr int kSeries = 20;
    constexpr qint64 kBatch = 50000;  // as the host's writer gathers in a tenth of a second
    HR_ASSIGN(auto store, record::Store::open(path));
    record::NewRun run;
    run.id = record::newRunId(1);
    run.startMs = 1;
    HR_ASSIGN(const auto begun, store.begin(run));
    HR_ASSIGN(auto writer, store.writer(begun.row));
    QStringList keys;
    for (int i = 0; i < kSeries; ++i)
        keys << QStringLiteral("train/validation/metric_%1").arg(i);
    QElapsedTimer timer;
    timer.start();
    // All series advance together, as in training.
    for (qint64 i = 0; i < points; ++i) {
        writer.metric({keys[i % kSeries], i / kSeries, 1'700'000'000'000 + i / 100, std::sin(double(i))});
        if (writer.waiting() >= kBatch)
            HR_TRY(writer.flush());
    }
    HR_TRY(writer.finish(record::RunStatus::Done, 2, 1, {}, {}));
    const double seconds = double(timer.nsecsElapsed()) / 1e9;
    qint64 found = 0;
    for (const QString &key : keys) {
        HR_ASSIGN(const auto history, store.metricHistory(begun.row, key));
        found += history.size();
    }
    if (found != points)
        return Error(ErrorCode::Internal, QStringLiteral("%1 of %2 points are there.").arg(found).arg(points));
    return QJsonObject{{QStringLiteral("bench"), QStringLiteral("metrics")},
                       {QStringLiteral("points"), points},
                       {QStringLiteral("seconds"), seconds},
                       {QStringLiteral("points_per_second"), std::floor(double(points) / seconds)},
                       {QStringLiteral("series"), kSeries},
                       {QStringLiteral("bytes"), QFileInfo(path).size() + QFileInfo(path + QStringLiteral("-wal")).size()}};
}

int main(int argc, char **argv)
{
    const qint64 points = argc > 1 ? std::atoll(argv[1]) : 1'000'000;
    const QTemporaryDir folder(argc > 2 ? QString::fromLocal8Bit(argv[2]) + QStringLiteral("/bench-XXXXXX") : QString());
    const auto result = measure(points, folder.filePath(QStringLiteral("headrace.sqlite")));
    if (!result) {
        std::fprintf(stderr, "%s\n", qPrintable(result.error().toString()));
        return 1;
    }
    std::printf("%s\n", QJsonDocument(*result).toJson(QJsonDocument::Compact).constData());
    return 0;
}
