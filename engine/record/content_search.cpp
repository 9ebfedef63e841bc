// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/content_search.h"

namespace headrace::record {

Result<QList<ContentUse>> usesOfContent(Store &store, const QStringList &digests)
{
    Database &database = store.database();
    return database.reading([&] {
        QList<ContentUse> uses;
        for (const QString &digest : digests) {
            if (digest.isEmpty())
                continue;
            auto &select = database.statement(
                "SELECT i.run, i.node, i.role, 'dataset', d.name, d.source, d.bytes, d.rows FROM datasets d JOIN inputs i USING (dataset) "
                "JOIN runs r USING (run) WHERE d.digest = ?1 AND r.lifecycle_stage = 'active' "
                "UNION ALL SELECT a.run, a.node, 'artifact', a.kind, a.name, a.path, a.bytes, a.rows FROM artifacts a "
                "JOIN runs r USING (run) WHERE a.xxh3 = ?1 AND r.lifecycle_stage = 'active'");
            bind(select, 1, digest);
            while (select.executeStep())
                uses << ContentUse{select.getColumn(0).getInt64(),
                                   text(select.getColumn(1)),
                                   text(select.getColumn(2)),
                                   text(select.getColumn(3)),
                                   text(select.getColumn(4)),
                                   text(select.getColumn(5)),
                                   optionalInteger(select.getColumn(6)),
                                   optionalInteger(select.getColumn(7))};
            select.reset();
        }
        std::stable_sort(uses.begin(), uses.end(), [](const ContentUse &a, const ContentUse &b) {
            return a.run != b.run ? a.run > b.run : std::tie(a.node, a.role) < std::tie(b.node, b.role);
        });
        return uses;
    });
}

}  // namespace headrace::record
