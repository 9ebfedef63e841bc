// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/start/tour_steps.h"

#include "engine/catalog/operator_spec.h"
#include "engine/pipeline/format.h"
#include "models/document/pipeline_document.h"
#include "models/workspace/example_library.h"
#include "models/workspace/workspace_model.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QPointer>

#include <algorithm>

namespace headrace {
namespace {

const QString kTourData = QStringLiteral("seattle-weather.csv");

bool reads(const Catalog &catalog, const Node &node)
{
    const OperatorSpec *spec = catalog.find(node.op);
    return spec && spec->category == Category::Read;
}

}  // namespace

Result<QString> prepareTour(const QString &target)
{
    QDir().mkpath(target);
    const QString folder = target + QLatin1Char('/') + freeName(target, QStringLiteral("tour"), QString());
    const QString source = templateFolder() + QStringLiteral("/checks-with-a-gate/data/") + kTourData;
    const QString data = folder + QStringLiteral("/data/") + kTourData;
    if (!QDir().mkpath(folder + QStringLiteral("/data")) || !QDir().mkpath(folder + QStringLiteral("/.headrace"))
        || !QFile::copy(source, data))
        return Error(ErrorCode::Io, QCoreApplication::translate("Tour", "The folder for the tour could not be made at '%1'.").arg(folder),
                     QCoreApplication::translate("Tour", "Check the folder, its permissions and the free space."));
    QFile::setPermissions(data, QFile::permissions(data) | QFile::WriteOwner);
    const QString path = folder + QStringLiteral("/tour.pipeline.json");
    Pipeline pipeline;
    pipeline.name = QCoreApplication::translate("Tour", "Tour");
    HR_TRY(writePipelineFile(path, pipeline));
    return path;
}

QList<TourStep> firstTour(const PipelineDocument *openDocument, const Catalog &catalog, const TourWatch &watch)
{
    const QPointer<const PipelineDocument> document(openDocument);
    const auto anyNode = [document](auto condition) {
        return document && std::any_of(document->pipeline().nodes.cbegin(), document->pipeline().nodes.cend(), condition);
    };
    return {
        {QCoreApplication::translate("Tour", "Read a table"),
         QCoreApplication::translate("Tour",
                                     "Drag 'Read CSV' from the operators onto the canvas, or double-click the canvas and type its name."),
         QLatin1String(tour_targets::kPalette),
         [anyNode, &catalog] { return anyNode([&catalog](const Node &node) { return reads(catalog, node); }); }},
        {QCoreApplication::translate("Tour", "Choose its file"),
         QCoreApplication::translate("Tour", "The form at the right belongs to the selected node. Choose data/%1 as its file.")
             .arg(kTourData),
         QLatin1String(tour_targets::kInspector),
         [anyNode, &catalog] {
             return anyNode([&catalog](const Node &node) {
                 return reads(catalog, node) && !node.params.value(QStringLiteral("path")).toString().isEmpty();
             });
         }},
        {QCoreApplication::translate("Tour", "Connect a second step"),
         QCoreApplication::translate("Tour",
                                     "Drag from the ring at the right of the node to an empty place and choose 'Group'. Group the days by "
                                     "weather."),
         QLatin1String(tour_targets::kCanvas),
         [anyNode] {
             return anyNode([](const Node &node) {
                 return node.op == QLatin1String("table.group") && !node.inputs.value(QStringLiteral("rows")).isEmpty()
                     && !node.params.value(QStringLiteral("keys")).toArray().isEmpty();
             });
         }},
        {QCoreApplication::translate("Tour", "Run it"),
         QCoreApplication::translate("Tour",
                                     "Press Run. Each node shows how far it is; a second run takes what is unchanged from the cache."),
         QLatin1String(tour_targets::kRun), watch.ran},
        {QCoreApplication::translate("Tour", "Look at the rows"),
         QCoreApplication::translate("Tour", "Click the last node: its rows are below, its columns and statistics at the right."),
         QLatin1String(tour_targets::kPreview), watch.looked},
    };
}

}  // namespace headrace
