// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// CRC-32C, polynomial 0x1EDC6F41 reflected (RFC 3720, appendix B.4).

#include "cposix.h"

#include <pthread.h>
#include <string.h>

#define POLYNOMIAL 0x82F63B78u

static uint32_t tables[8][256];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void fill_tables(void) {
    for (uint32_t byte = 0; byte < 256; byte++) {
        uint32_t crc = byte;
        for (int bit = 0; bit < 8; bit++) crc = crc & 1 ? crc >> 1 ^ POLYNOMIAL : crc >> 1;
        tables[0][byte] = crc;
    }
    for (uint32_t byte = 0; byte < 256; byte++) {
        for (int slice = 1; slice < 8; slice++) {
            uint32_t crc = tables[slice - 1][byte];
            tables[slice][byte] = crc >> 8 ^ tables[0][crc & 255];
        }
    }
}

// Eight bytes a step ("slicing by eight"), by shifts, so for either byte order.
static uint32_t by_tables(uint32_t crc, const unsigned char *bytes, size_t count) {
    pthread_once(&once, fill_tables);
    for (; count >= 8; bytes += 8, count -= 8) {
        crc ^= (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
               (uint32_t)bytes[3] << 24;
        crc = tables[7][crc & 255] ^ tables[6][crc >> 8 & 255] ^ tables[5][crc >> 16 & 255] ^
              tables[4][crc >> 24] ^ tables[3][bytes[4]] ^ tables[2][bytes[5]] ^
              tables[1][bytes[6]] ^ tables[0][bytes[7]];
    }
    while (count--) crc = crc >> 8 ^ tables[0][(crc ^ *bytes++) & 255];
    return crc;
}

#if defined(__x86_64__)
#include <nmmintrin.h>

__attribute__((target("sse4.2"))) static uint32_t by_instruction(
    uint32_t crc, const unsigned char *bytes, size_t count) {
    uint64_t wide = crc;
    for (; count >= 8; bytes += 8, count -= 8) {
        uint64_t word;
        memcpy(&word, bytes, 8);
        wide = _mm_crc32_u64(wide, word);
    }
    crc = (uint32_t)wide;
    while (count--) crc = _mm_crc32_u8(crc, *bytes++);
    return crc;
}

static int has_instruction(void) { return __builtin_cpu_supports("sse4.2"); }

#elif defined(__aarch64__) && defined(__ARM_FEATURE_CRC32)
#include <arm_acle.h>

static uint32_t by_instruction(uint32_t crc, const unsigned char *bytes, size_t count) {
    for (; count >= 8; bytes += 8, count -= 8) {
        uint64_t word;
        memcpy(&word, bytes, 8);
        crc = __crc32cd(crc, word);
    }
    while (count--) crc = __crc32cb(crc, *bytes++);
    return crc;
}

static int has_instruction(void) { return 1; }

#else
static uint32_t by_instruction(uint32_t crc, const unsigned char *bytes, size_t count) {
    return by_tables(crc, bytes, count);
}

static int has_instruction(void) { return 0; }
#endif

uint32_t apus_crc32c(uint32_t crc, const void *bytes, size_t count) {
    if (count == 0) return crc;
    return has_instruction() ? ~by_instruction(~crc, bytes, count)
                             : ~by_tables(~crc, bytes, count);
}

uint32_t apus_crc32c_by_tables(uint32_t crc, const void *bytes, size_t count) {
    return count == 0 ? crc : ~by_tables(~crc, bytes, count);
}
