// SPDX-License-Identifier: GPL-3.0-or-later
// Replays the fuzzers' corpus, and each of its files cut off and damaged at a few hundred places.
#include "tests/fuzz/promises.h"
#include "tests/support/registry.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>

class TestCorpus : public QObject
{
    Q_OBJECT

    static QList<QByteArray> corpus(const char *name)
    {
        QList<QByteArray> files;
        const QDir folder(QStringLiteral(HEADRACE_SOURCE_DIR "/tests/fuzz/corpus/") + QLatin1String(name));
        const QStringList names = folder.entryList(QDir::Files, QDir::Name);
        for (const QString &file : names) {
            QFile input(folder.filePath(file));
            if (input.open(QIODevice::ReadOnly))
                files << input.readAll();
        }
        return files;
    }

    void replay(const char *name, void (*promise)(const QByteArray &))
    {
        const QList<QByteArray> files = corpus(name);
        QVERIFY(files.size() >= 5);
        QRandomGenerator random(11);
        for (const QByteArray &file : files) {
            promise(file);
            for (int i = 0; i < 200 && !file.isEmpty(); ++i) {
                QByteArray damaged = file;
                if (i % 4 == 0)
                    damaged.truncate(random.bounded(int(file.size())));
                else
                    for (int n = random.bounded(1, 4); n > 0; --n)
                        damaged[random.bounded(int(file.size()))] = i % 4 == 1 ? char(random.bounded(256))
                                                                               : file[random.bounded(int(file.size()))];
                promise(damaged);
            }
        }
    }

private Q_SLOTS:
    void pipelines() { replay("pipeline", &headrace::fuzz::pipeline); }
    void messages() { replay("protocol", &headrace::fuzz::protocol); }
};

HEADRACE_TEST(TestCorpus)
#include "test_corpus.moc"
