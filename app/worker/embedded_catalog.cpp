// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/operator_spec.h"

#include <QJsonDocument>

extern "C" const char headrace_catalog_begin[];
extern "C" const char headrace_catalog_end[];

namespace headrace {

const Catalog &embeddedCatalog()
{
    static const Catalog catalog = [] {
        const QByteArray bytes = QByteArray::fromRawData(headrace_catalog_begin, headrace_catalog_end - headrace_catalog_begin);
        auto parsed = Catalog::fromJson(QJsonDocument::fromJson(bytes).object());
        Q_ASSERT_X(parsed.ok(), "embeddedCatalog", "the worker of this build wrote a catalog that cannot be read");
        return *std::move(parsed);
    }();
    return catalog;
}

}  // namespace headrace
