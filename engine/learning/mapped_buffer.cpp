// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/learning/mapped_buffer.h"

#include <algorithm>

#include <sys/mman.h>
#include <unistd.h>

namespace headrace::learning {

static constexpr size_t kHugePage = size_t(2) << 20;

static size_t roundedUp(size_t bytes, size_t unit)
{
    return (bytes + unit - 1) / unit * unit;
}

bool MappedBuffer::reserve(size_t bytes)
{
    if (bytes <= m_capacity)
        return true;
    // Small buffers stay small; large ones double, which costs nothing: pages that were never touched do not exist.
    const size_t wanted = std::max(bytes, m_capacity * 2);
    const size_t capacity = roundedUp(wanted, wanted < kHugePage ? size_t(64) << 10 : kHugePage);
    constexpr int kFlags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
#ifdef __linux__
    void *data = m_data ? ::mremap(m_data, m_capacity, capacity, MREMAP_MAYMOVE)
                        : ::mmap(nullptr, capacity, PROT_READ | PROT_WRITE, kFlags, -1, 0);
    if (data == MAP_FAILED)
        return false;
    // A page fault for 4 KiB costs more than zeroing them; over hundreds of megabytes that is felt.
    if (capacity >= 8 * kHugePage)
        ::madvise(data, capacity, MADV_HUGEPAGE);
#else
    void *data = ::mmap(nullptr, capacity, PROT_READ | PROT_WRITE, kFlags, -1, 0);
    if (data == MAP_FAILED)
        return false;
    if (m_data) {
        std::copy_n(static_cast<const char *>(m_data), m_capacity, static_cast<char *>(data));
        ::munmap(m_data, m_capacity);
    }
#endif
    m_data = data;
    m_capacity = capacity;
    return true;
}

void MappedBuffer::release()
{
    if (m_data)
        ::munmap(m_data, m_capacity);
    m_data = nullptr;
    m_capacity = 0;
    m_released = 0;
}

void MappedBuffer::releaseBefore(size_t bytes)
{
    // In steps of a huge page, so that none is split.
    const size_t end = std::min(bytes, m_capacity) / kHugePage * kHugePage;
    if (end > m_released) {
        ::madvise(static_cast<char *>(m_data) + m_released, end - m_released, MADV_DONTNEED);
        m_released = end;
    }
}

}  // namespace headrace::learning
