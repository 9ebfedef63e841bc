// SPDX-License-Identifier: GPL-3.0-or-later
// tests_<folder> [test_<name> [Qt Test arguments]]: runs one class, or all.
#include "tests/support/registry.h"

#include <QCoreApplication>
#include <QFileInfo>

#ifdef HEADRACE_TEST_WINDOW
#include "widgets/theme/theme.h"

#include <QApplication>
#endif

#include <cstdio>
#include <map>

namespace headrace::tests {

static std::map<QString, std::function<std::unique_ptr<QObject>()>> &classes()
{
    static std::map<QString, std::function<std::unique_ptr<QObject>()>> map;
    return map;
}

Registration::Registration(const char *file, std::function<std::unique_ptr<QObject>()> make)
{
    classes()[QFileInfo(QString::fromLocal8Bit(file)).completeBaseName()] = std::move(make);
}

}  // namespace headrace::tests

int main(int argc, char **argv)
{
#ifdef HEADRACE_TEST_WINDOW
    QApplication app(argc, argv);
    const headrace::Theme theme(&app, headrace::ThemeChoice::Light);
#else
    const QCoreApplication app(argc, argv);
#endif
    QStringList arguments = app.arguments();
    auto &classes = headrace::tests::classes();
    if (arguments.size() > 1 && !arguments[1].startsWith(QLatin1Char('-'))) {
        const QString name = arguments.takeAt(1);
        const auto found = classes.find(name);
        if (found == classes.end()) {
            std::fprintf(stderr, "No test class %s in this executable.\n", qPrintable(name));
            return 2;
        }
        return QTest::qExec(found->second().get(), arguments);
    }
    int failures = 0;
    for (const auto &[name, make] : classes)
        failures += QTest::qExec(make().get(), arguments);
    return failures == 0 ? 0 : 1;
}
