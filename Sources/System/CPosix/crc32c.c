// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// CRC-32C, polynomial 0x1EDC6F41 reflected (RFC 3720, appendix B.4), and CRC-32, 0x04C11DB7 reflected
// (RFC 1952, section 8).

#include "cposix.h"

#include <pthread.h>
#include <string.h>

static uint32_t castagnoli[8][256];
static uint32_t ieee[8][256];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void fill(uint32_t tables[8][256], uint32_t polynomial) {
    for (uint32_t byte = 0; byte < 256; byte++) {
        uint32_t crc = byte;
        for (int bit = 0; bit < 8; bit++) crc = crc & 1 ? crc >> 1 ^ polynomial : crc >> 1;
        tables[0][byte] = crc;
    }
    for (uint32_t byte = 0; byte < 256; byte++) {
        for (int slice = 1; slice < 8; slice++) {
            uint32_t crc = tables[slice - 1][byte];
            tables[slice][byte] = crc >> 8 ^ tables[0][crc & 255];
        }
    }
}

static void fill_tables(void) {
    fill(castagnoli, 0x82F63B78u);
    fill(ieee, 0xEDB88320u);
}

// Eight bytes a step ("slicing by eight"), by shifts, so for either byte order.
static uint32_t by_tables(
    uint32_t tables[8][256], uint32_t crc, const unsigned char *bytes, size_t count) {
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
#define INSTRUCTION __attribute__((target("sse4.2")))
#define STEP_WORD(crc, word) ((uint32_t)_mm_crc32_u64(crc, word))
#define STEP_BYTE(crc, byte) _mm_crc32_u8(crc, byte)
static int has_instruction(void) { return __builtin_cpu_supports("sse4.2"); }

#elif defined(__aarch64__) && defined(__ARM_FEATURE_CRC32)
#include <arm_acle.h>
#define INSTRUCTION
#define STEP_WORD(crc, word) __crc32cd(crc, word)
#define STEP_BYTE(crc, byte) __crc32cb(crc, byte)
static int has_instruction(void) { return 1; }
#endif

#ifdef INSTRUCTION
// The instruction takes three cycles and can begin every cycle: three stripes are summed side by
// side. The register after N zero bytes is a linear function of the register before, so the sums
// become one by "moving" the first ones over the stripes that follow.
#define STRIPE ((size_t)1024)

static uint32_t moved[4][256]; // a byte of the register, by its place, moved over one stripe
static pthread_once_t moved_once = PTHREAD_ONCE_INIT;

static inline uint64_t word_at(const unsigned char *bytes) {
    uint64_t word;
    memcpy(&word, bytes, 8);
    return word;
}

INSTRUCTION static void fill_moved(void) {
    for (int bit = 0; bit < 32; bit++) {
        uint32_t crc = (uint32_t)1 << bit;
        for (size_t done = 0; done < STRIPE; done += 8) crc = STEP_WORD(crc, (uint64_t)0);
        moved[bit / 8][1 << bit % 8] = crc;
    }
    for (int place = 0; place < 4; place++) {
        for (int byte = 1; byte < 256; byte++) {
            moved[place][byte] = moved[place][byte & (byte - 1)] ^ moved[place][byte & -byte];
        }
    }
}

static inline uint32_t move(uint32_t crc) {
    return moved[0][crc & 255] ^ moved[1][crc >> 8 & 255] ^ moved[2][crc >> 16 & 255] ^
           moved[3][crc >> 24];
}

INSTRUCTION static uint32_t by_instruction(
    uint32_t crc, const unsigned char *bytes, size_t count) {
    if (count >= 3 * STRIPE) pthread_once(&moved_once, fill_moved);
    for (; count >= 3 * STRIPE; bytes += 3 * STRIPE, count -= 3 * STRIPE) {
        uint32_t second = 0, third = 0;
        for (size_t i = 0; i < STRIPE; i += 8) {
            crc = STEP_WORD(crc, word_at(bytes + i));
            second = STEP_WORD(second, word_at(bytes + STRIPE + i));
            third = STEP_WORD(third, word_at(bytes + 2 * STRIPE + i));
        }
        crc = move(move(crc) ^ second) ^ third;
    }
    for (; count >= 8; bytes += 8, count -= 8) crc = STEP_WORD(crc, word_at(bytes));
    while (count--) crc = STEP_BYTE(crc, *bytes++);
    return crc;
}

#else
static int has_instruction(void) { return 0; }

static uint32_t by_instruction(uint32_t crc, const unsigned char *bytes, size_t count) {
    return by_tables(castagnoli, crc, bytes, count);
}
#endif

uint32_t apus_crc32c(uint32_t crc, const void *bytes, size_t count) {
    if (count == 0) return crc;
    return has_instruction() ? ~by_instruction(~crc, bytes, count)
                             : ~by_tables(castagnoli, ~crc, bytes, count);
}

uint32_t apus_crc32c_by_tables(uint32_t crc, const void *bytes, size_t count) {
    return count == 0 ? crc : ~by_tables(castagnoli, ~crc, bytes, count);
}

uint32_t apus_crc32(uint32_t crc, const void *bytes, size_t count) {
    return count == 0 ? crc : ~by_tables(ieee, ~crc, bytes, count);
}
