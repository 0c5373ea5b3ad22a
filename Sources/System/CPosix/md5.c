// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// MD5 (RFC 1321), of several messages side by side. Each step of it waits for the one before, so that
// with one message a processor does nothing most of the time: two take turns in its ordinary
// registers, and more go into the lanes of vectors, where there are vectors of eight.

#include "cposix.h"

#include <string.h>

static inline uint32_t load(const unsigned char *bytes) {
    uint32_t word;
    memcpy(&word, bytes, 4);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap32(word);
#endif
    return word;
}

#define F(b, c, d) ((d) ^ ((b) & ((c) ^ (d))))
#define H(b, c, d) ((b) ^ (c) ^ (d))
#define I(b, c, d) ((c) ^ ((b) | ~(d)))
// The rest of G is added beforehand: it does not wait for b.
#define G(b, c, d) ((d) & (b))
#define NOTHING(c, d) 0
#define REST_OF_G(c, d) (~(d) & (c))

// All 64 steps, each as STEP(function, what is added beforehand, a, b, c, d, word, constant, shift).
#define FOUR(STEP, f, g, i, j, k, l, s, t, u, v, p, q, r, x) \
    STEP(f, g, a, b, c, d, i, p, s) STEP(f, g, d, a, b, c, j, q, t) \
    STEP(f, g, c, d, a, b, k, r, u) STEP(f, g, b, c, d, a, l, x, v)
#define ROUND1(STEP, ...) FOUR(STEP, F, NOTHING, __VA_ARGS__)
#define ROUND2(STEP, ...) FOUR(STEP, G, REST_OF_G, __VA_ARGS__)
#define ROUND3(STEP, ...) FOUR(STEP, H, NOTHING, __VA_ARGS__)
#define ROUND4(STEP, ...) FOUR(STEP, I, NOTHING, __VA_ARGS__)
#define STEPS(STEP) \
    ROUND1(STEP, 0, 1, 2, 3, 7, 12, 17, 22, 0xd76aa478u, 0xe8c7b756u, 0x242070dbu, 0xc1bdceeeu) \
    ROUND1(STEP, 4, 5, 6, 7, 7, 12, 17, 22, 0xf57c0fafu, 0x4787c62au, 0xa8304613u, 0xfd469501u) \
    ROUND1(STEP, 8, 9, 10, 11, 7, 12, 17, 22, 0x698098d8u, 0x8b44f7afu, 0xffff5bb1u, 0x895cd7beu) \
    ROUND1(STEP, 12, 13, 14, 15, 7, 12, 17, 22, 0x6b901122u, 0xfd987193u, 0xa679438eu, 0x49b40821u) \
    ROUND2(STEP, 1, 6, 11, 0, 5, 9, 14, 20, 0xf61e2562u, 0xc040b340u, 0x265e5a51u, 0xe9b6c7aau) \
    ROUND2(STEP, 5, 10, 15, 4, 5, 9, 14, 20, 0xd62f105du, 0x02441453u, 0xd8a1e681u, 0xe7d3fbc8u) \
    ROUND2(STEP, 9, 14, 3, 8, 5, 9, 14, 20, 0x21e1cde6u, 0xc33707d6u, 0xf4d50d87u, 0x455a14edu) \
    ROUND2(STEP, 13, 2, 7, 12, 5, 9, 14, 20, 0xa9e3e905u, 0xfcefa3f8u, 0x676f02d9u, 0x8d2a4c8au) \
    ROUND3(STEP, 5, 8, 11, 14, 4, 11, 16, 23, 0xfffa3942u, 0x8771f681u, 0x6d9d6122u, 0xfde5380cu) \
    ROUND3(STEP, 1, 4, 7, 10, 4, 11, 16, 23, 0xa4beea44u, 0x4bdecfa9u, 0xf6bb4b60u, 0xbebfbc70u) \
    ROUND3(STEP, 13, 0, 3, 6, 4, 11, 16, 23, 0x289b7ec6u, 0xeaa127fau, 0xd4ef3085u, 0x04881d05u) \
    ROUND3(STEP, 9, 12, 15, 2, 4, 11, 16, 23, 0xd9d4d039u, 0xe6db99e5u, 0x1fa27cf8u, 0xc4ac5665u) \
    ROUND4(STEP, 0, 7, 14, 5, 6, 10, 15, 21, 0xf4292244u, 0x432aff97u, 0xab9423a7u, 0xfc93a039u) \
    ROUND4(STEP, 12, 3, 10, 1, 6, 10, 15, 21, 0x655b59c3u, 0x8f0ccc92u, 0xffeff47du, 0x85845dd1u) \
    ROUND4(STEP, 8, 15, 6, 13, 6, 10, 15, 21, 0x6fa87e4fu, 0xfe2ce6e0u, 0xa3014314u, 0x4e0811a1u) \
    ROUND4(STEP, 4, 11, 2, 9, 6, 10, 15, 21, 0xf7537e82u, 0xbd3af235u, 0x2ad7d2bbu, 0xeb86d391u)

// One step of message n. The barrier keeps the sum from being put together in an order in which more of
// it waits for b.
#define STEP_OF(n, f, g, a, b, c, d, word, constant, shift) \
    a##n += load(at##n + 4 * (word)) + (constant) + g(c##n, d##n); \
    __asm__("" : "+r"(a##n)); \
    a##n += f(b##n, c##n, d##n); \
    a##n = (a##n << (shift) | a##n >> (32 - (shift))) + b##n;
#define STEP_OF_ONE(...) STEP_OF(0, __VA_ARGS__)
#define STEP_OF_BOTH(...) STEP_OF(0, __VA_ARGS__) STEP_OF(1, __VA_ARGS__)
#define BEGIN(n) \
    const unsigned char *at##n = messages[n]; \
    uint32_t a##n = states[n]->words[0], b##n = states[n]->words[1]; \
    uint32_t c##n = states[n]->words[2], d##n = states[n]->words[3];
#define KEEP(n) uint32_t a_before##n = a##n, b_before##n = b##n, c_before##n = c##n, d_before##n = d##n;
#define ADD(n) a##n += a_before##n, b##n += b_before##n, c##n += c_before##n, d##n += d_before##n, at##n += 64;
#define END(n) \
    states[n]->words[0] = a##n, states[n]->words[1] = b##n; \
    states[n]->words[2] = c##n, states[n]->words[3] = d##n;

static void one(apus_md5 *const *states, const unsigned char *const *messages, size_t blocks) {
    BEGIN(0)
    for (; blocks > 0; blocks--) {
        KEEP(0)
        STEPS(STEP_OF_ONE)
        ADD(0)
    }
    END(0)
}

static void both(apus_md5 *const *states, const unsigned char *const *messages, size_t blocks) {
    BEGIN(0)
    BEGIN(1)
    for (; blocks > 0; blocks--) {
        KEEP(0)
        KEEP(1)
        STEPS(STEP_OF_BOTH)
        ADD(0)
        ADD(1)
    }
    END(0)
    END(1)
}

#if defined(__x86_64__)
typedef uint32_t lanes4 __attribute__((vector_size(16)));
typedef uint32_t lanes8 __attribute__((vector_size(32)));

// Four words of each of four messages become four vectors of one word of each.
static inline void transpose(lanes4 *to, const unsigned char *const *messages, size_t offset) {
    lanes4 rows[4];
    for (int row = 0; row < 4; row++) memcpy(rows + row, messages[row] + offset, 16);
    lanes4 s0 = __builtin_shufflevector(rows[0], rows[1], 0, 4, 1, 5);
    lanes4 s1 = __builtin_shufflevector(rows[2], rows[3], 0, 4, 1, 5);
    lanes4 s2 = __builtin_shufflevector(rows[0], rows[1], 2, 6, 3, 7);
    lanes4 s3 = __builtin_shufflevector(rows[2], rows[3], 2, 6, 3, 7);
    to[0] = __builtin_shufflevector(s0, s1, 0, 1, 4, 5);
    to[1] = __builtin_shufflevector(s0, s1, 2, 3, 6, 7);
    to[2] = __builtin_shufflevector(s2, s3, 0, 1, 4, 5);
    to[3] = __builtin_shufflevector(s2, s3, 2, 3, 6, 7);
}

#define STEP_OF_LANES(f, g, a, b, c, d, word, constant, shift) \
    a += (words[word] + (constant)) + g(c, d); \
    a += f(b, c, d); \
    a = (a << (shift) | a >> (32 - (shift))) + b;
#define EIGHT \
    lanes8 a, b, c, d; \
    for (int lane = 0; lane < 8; lane++) { \
        a[lane] = states[lane]->words[0], b[lane] = states[lane]->words[1]; \
        c[lane] = states[lane]->words[2], d[lane] = states[lane]->words[3]; \
    } \
    for (size_t offset = 0; offset < 64 * blocks; offset += 64) { \
        lanes8 words[16]; \
        for (int four = 0; four < 4; four++) { \
            lanes4 low[4], high[4]; \
            transpose(low, messages, offset + 16 * four); \
            transpose(high, messages + 4, offset + 16 * four); \
            for (int word = 0; word < 4; word++) \
                words[4 * four + word] = \
                    __builtin_shufflevector(low[word], high[word], 0, 1, 2, 3, 4, 5, 6, 7); \
        } \
        lanes8 a_before = a, b_before = b, c_before = c, d_before = d; \
        STEPS(STEP_OF_LANES) \
        a += a_before, b += b_before, c += c_before, d += d_before; \
    } \
    for (int lane = 0; lane < 8; lane++) { \
        states[lane]->words[0] = a[lane], states[lane]->words[1] = b[lane]; \
        states[lane]->words[2] = c[lane], states[lane]->words[3] = d[lane]; \
    }

__attribute__((target("avx2"))) static void eight(
    apus_md5 *const *states, const unsigned char *const *messages, size_t blocks) {
    EIGHT
}

// The same, where a rotation is one instruction.
__attribute__((target("avx512f,avx512vl"))) static void eight_rotating(
    apus_md5 *const *states, const unsigned char *const *messages, size_t blocks) {
    EIGHT
}

// Runs five to seven messages as eight, and answers whether there are vectors for them.
static int in_lanes(
    apus_md5 *const *states, const unsigned char *const *messages, size_t count, size_t blocks) {
    if (!__builtin_cpu_supports("avx2")) return 0;
    apus_md5 unused[8];
    apus_md5 *all_states[8];
    const unsigned char *all_messages[8];
    for (size_t lane = 0; lane < 8; lane++) {
        unused[lane] = *states[0];
        all_states[lane] = lane < count ? states[lane] : unused + lane;
        all_messages[lane] = messages[lane < count ? lane : 0];
    }
    if (__builtin_cpu_supports("avx512vl"))
        eight_rotating(all_states, all_messages, blocks);
    else
        eight(all_states, all_messages, blocks);
    return 1;
}
#else
static int in_lanes(
    apus_md5 *const *states, const unsigned char *const *messages, size_t count, size_t blocks) {
    (void)states, (void)messages, (void)count, (void)blocks;
    return 0;
}
#endif

apus_md5 apus_md5_begin(void) {
    apus_md5 state = {{0x67452301u, 0xefcdab89u, 0x98badcfeu, 0x10325476u}, 0, {0}};
    return state;
}

// Completes the block that was begun before; answers how many bytes it took.
static size_t fill(apus_md5 *state, const unsigned char *bytes, size_t count) {
    size_t held = state->count % 64;
    state->count += count;
    if (held == 0) return 0;
    size_t taken = count < 64 - held ? count : 64 - held;
    memcpy(state->rest + held, bytes, taken);
    if (held + taken == 64) {
        const unsigned char *block = state->rest;
        one(&state, &block, 1);
    }
    return taken;
}

void apus_md5_add(apus_md5 *states, const apus_md5_piece *pieces, size_t count) {
    const unsigned char *at[8];
    size_t blocks[8], tails[8];
    if (count > 8) {
        apus_md5_add(states + 8, pieces + 8, count - 8);
        count = 8;
    }
    for (size_t n = 0; n < count; n++) {
        size_t taken = pieces[n].count == 0 ? 0 : fill(states + n, pieces[n].bytes, pieces[n].count);
        at[n] = pieces[n].bytes + taken;
        blocks[n] = (pieces[n].count - taken) / 64;
        tails[n] = (pieces[n].count - taken) % 64;
    }
    for (;;) {
        apus_md5 *active[8];
        const unsigned char *messages[8];
        size_t members[8], number = 0, least = 0;
        for (size_t n = 0; n < count; n++) {
            if (blocks[n] == 0) continue;
            if (number == 0 || blocks[n] < least) least = blocks[n];
            active[number] = states + n, messages[number] = at[n], members[number++] = n;
        }
        if (number == 0) break;
        if (number < 5 || !in_lanes(active, messages, number, least)) {
            if (number > 2) number = 2;
            least = blocks[members[0]];
            if (number == 2) {
                if (blocks[members[1]] < least) least = blocks[members[1]];
                both(active, messages, least);
            } else {
                one(active, messages, least);
            }
        }
        for (size_t n = 0; n < number; n++) {
            at[members[n]] += 64 * least;
            blocks[members[n]] -= least;
        }
    }
    for (size_t n = 0; n < count; n++)
        if (tails[n] > 0) memcpy(states[n].rest, at[n], tails[n]);
}

void apus_md5_end(apus_md5 *state, unsigned char *digest) {
    static const unsigned char padding[64] = {0x80};
    unsigned char length[8];
    for (int byte = 0; byte < 8; byte++)
        length[byte] = (unsigned char)(state->count << 3 >> (8 * byte));
    size_t held = state->count % 64;
    apus_md5_piece zeros = {padding, held < 56 ? 56 - held : 120 - held};
    apus_md5_add(state, &zeros, 1);
    apus_md5_piece last = {length, 8};
    apus_md5_add(state, &last, 1);
    for (int byte = 0; byte < 16; byte++)
        digest[byte] = (unsigned char)(state->words[byte / 4] >> (8 * (byte % 4)));
}
