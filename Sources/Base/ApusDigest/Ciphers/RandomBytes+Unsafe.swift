// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import COpenSSL

/// Bytes that nobody can guess: keys, initialisation vectors, nonces.
///
/// Sound because the buffer is lent for the length of one call, with its length beside it.
public enum RandomBytes {
    /// So many of them, from OpenSSL's generator for secrets.
    public static func make(_ count: Int) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            let made = unsafe RAND_priv_bytes(buffer.baseAddress, Int32(count))
            precondition(made == 1, "OpenSSL has no random bytes")
            filled = count
        }
    }
}
