// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/names.h"

#include <QRandomGenerator>

#include <array>
#include <mutex>

namespace headrace::record {

namespace {
constexpr std::array kFirstWords{
    "amber",  "ample",  "arctic", "avid",   "bold",    "brave",  "breezy", "bright",  "brisk",  "calm",   "candid", "careful", "cheerful",
    "chilly", "civil",  "clear",  "clever", "coastal", "cosmic", "crisp",  "curious", "daring", "deep",   "eager",  "early",   "earnest",
    "easy",   "elated", "fair",   "famous", "fast",    "fine",   "firm",   "fluent",  "fond",   "frank",  "fresh",  "gentle",  "glad",
    "golden", "grand",  "happy",  "hardy",  "honest",  "humble", "jolly",  "keen",    "kind",   "lively", "loyal",  "lucid",   "lucky",
    "mellow", "merry",  "mild",   "modest", "neat",    "noble",  "nimble", "patient", "placid", "plain",  "polite", "prime",   "proud",
    "quick",  "quiet",  "rapid",  "ready",  "robust",  "rosy",   "rural",  "sharp",   "silent", "silver", "simple", "sincere", "smart",
    "smooth", "snug",   "sober",  "solid",  "spry",    "stable", "steady", "strong",  "sunny",  "swift",  "tender", "tidy",    "tranquil",
    "true",   "upbeat", "vivid",  "warm",   "wise",    "witty",  "young",  "zesty",   "alpine"};
constexpr std::array kSecondWords{
    "alder", "badger", "bay",    "beaver", "birch",   "bluff",  "bridge",  "brook",    "canal",  "canyon", "cedar", "channel",  "cliff",
    "cloud", "cove",   "crane",  "creek",  "current", "dale",   "dam",     "delta",    "dipper", "dune",   "eddy",  "elm",      "falcon",
    "falls", "fen",    "fern",   "finch",  "fjord",   "flume",  "ford",    "fountain", "gate",   "glade",  "glen",  "gorge",    "grove",
    "gull",  "harbor", "hazel",  "heron",  "hill",    "inlet",  "island",  "kestrel",  "lagoon", "lake",   "larch", "lark",     "ledge",
    "levee", "lock",   "maple",  "marsh",  "meadow",  "mill",   "mist",    "moor",     "oak",    "osprey", "otter", "penstock", "pier",
    "pike",  "pine",   "plover", "pond",   "pool",    "quay",   "rain",    "rapids",   "reed",   "reef",   "ridge", "river",    "robin",
    "shore", "sluice", "spring", "spruce", "stone",   "stream", "swallow", "swan",     "tern",   "tide",   "trout", "turbine",  "valley",
    "wave",  "weir",   "wharf",  "wheel",  "willow",  "wren",   "yarrow",  "brant",    "bittern"};
}  // namespace

QString newRunId(qint64 nowMs)
{
    static std::mutex mutex;
    static qint64 lastMs = 0;
    static quint16 counter = 0;
    const std::lock_guard lock(mutex);
    // A clock that was set back must not order this process's runs wrongly.
    if (nowMs > lastMs) {
        lastMs = nowMs;
        counter = quint16(QRandomGenerator::system()->bounded(0x8000));
    } else {
        ++counter;
    }
    const quint64 random = QRandomGenerator::system()->generate64();
    return QStringLiteral("%1%2%3")
        .arg(quint64(lastMs) & 0xffffffffffffULL, 12, 16, QLatin1Char('0'))
        .arg(counter, 4, 16, QLatin1Char('0'))
        .arg(random, 16, 16, QLatin1Char('0'));
}

QString newRunName()
{
    auto *random = QRandomGenerator::system();
    return QLatin1String(kFirstWords[random->bounded(quint32(kFirstWords.size()))]) + QLatin1Char('-')
        + QLatin1String(kSecondWords[random->bounded(quint32(kSecondWords.size()))]);
}

}  // namespace headrace::record
