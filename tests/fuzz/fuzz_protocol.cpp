// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer's entry: built with -DHEADRACE_FUZZ=ON and clang++.
#include "tests/fuzz/promises.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    headrace::fuzz::protocol(QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)));
    return 0;
}
