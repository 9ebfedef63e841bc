// SPDX-License-Identifier: GPL-3.0-or-later
// The five steps of the first tour: read a table, choose its file, group it, run, look.
#pragma once

#include "engine/base/result.h"
#include "widgets/start/tour.h"

namespace headrace {

class Catalog;
class PipelineDocument;

/// What the steps ask of the window. `ran`: a run of the document has ended well; `looked`: rows of a node are shown.
struct TourWatch {
    std::function<bool()> ran;
    std::function<bool()> looked;
};

/// Names of the widgets that the steps point at.
namespace tour_targets {
inline constexpr const char *kPalette = "operatorTree";
inline constexpr const char *kInspector = "inspector";
inline constexpr const char *kCanvas = "canvas";
inline constexpr const char *kRun = "runButton";
inline constexpr const char *kPreview = "preview";
}  // namespace tour_targets

/// Makes a folder of its own below `target`, with data to read and an empty pipeline; gives the pipeline's path. Nothing is
/// overwritten. Any thread.
Result<QString> prepareTour(const QString &target);

/// Document and catalog must outlive the tour.
QList<TourStep> firstTour(const PipelineDocument *document, const Catalog &catalog, const TourWatch &watch);

}  // namespace headrace
