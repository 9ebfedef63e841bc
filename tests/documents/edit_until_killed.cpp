// SPDX-License-Identifier: GPL-3.0-or-later
// edit_until_killed FILE INTERVAL_MS: edits a pipeline without end, saving now and then, until someone kills it. It says on
// standard output what it has done before the next step: 'edit N MS' (N is in the pipeline now, at that monotonic time) and 'saved N'.
#include "engine/host/process.h"
#include "engine/pipeline/edit.h"
#include "models/document/autosave.h"
#include "models/document/backups.h"
#include "models/document/pipeline_document.h"

#include <QCoreApplication>
#include <QRandomGenerator>
#include <QTimer>

#include <cstdio>

using namespace headrace;

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    if (argc < 3)
        return 2;
    auto opened = PipelineDocument::open(QString::fromLocal8Bit(argv[1]));
    if (!opened)
        return 3;
    PipelineDocument *document = opened->get();
    Autosave autosave(document);
    autosave.setInterval(QByteArray(argv[2]).toInt());
    const Backups backups(document);
    int number = 0;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, [&] {
        ++number;
        const QString id = QStringLiteral("n%1").arg(number % 200);
        Node node;
        node.op = QStringLiteral("table.filter");
        node.params.insert(QStringLiteral("condition"), QStringLiteral("x > %1").arg(number));
        if (!document->apply({SetNode{id, node}, SetHeader{QString::number(number), QString()}}, QStringLiteral("Edit")))
            ::abort();
        std::printf("edit %d %.0f\n", number, host::monotonicSeconds() * 1000);
        if (QRandomGenerator::global()->bounded(150) == 0 && document->save())
            std::printf("saved %d\n", number);
        std::fflush(stdout);
    });
    timer.start(2);
    return QCoreApplication::exec();
}
