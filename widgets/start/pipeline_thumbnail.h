// SPDX-License-Identifier: GPL-3.0-or-later
// A small picture of a pipeline: its nodes as blocks in the hues of their categories, its edges as curves.
#pragma once

#include "engine/catalog/operator_spec.h"

class QPainter;
class QRectF;

namespace headrace {

/// Fits the whole pipeline into the rectangle, at most at half its size. Window's thread.
void paintThumbnail(QPainter &painter, const QRectF &rect, const Pipeline &pipeline, const Catalog &catalog);

}  // namespace headrace
