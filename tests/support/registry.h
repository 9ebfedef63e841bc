// SPDX-License-Identifier: GPL-3.0-or-later
// Registers the test classes of one executable; main.cpp runs them by the name of their file.
#pragma once

#include <QObject>
#include <QTest>

#include <functional>
#include <memory>

namespace headrace::tests {

struct Registration {
    Registration(const char *file, std::function<std::unique_ptr<QObject>()> make);
};

}  // namespace headrace::tests

/// In test_<name>.cpp, before the moc include: makes the class runnable as 'tests_<folder> test_<name>'.
#define HEADRACE_TEST(Class)                                                                                                               \
    static const headrace::tests::Registration s_registration(__FILE__, [] { return std::unique_ptr<QObject>(new Class); });

/// Fails the test with the error's words when a Result is one.
#define VERIFY_OK(result)                                                                                                                  \
    do {                                                                                                                                   \
        if (const auto &hr_r = (result); !hr_r)                                                                                            \
            QFAIL(qPrintable(hr_r.error().toString()));                                                                                    \
    } while (false)
