// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

public import ApusBytes
import COpenSSL

/// Slow functions that turn a password into bytes, so that guessing is slow as well.
///
/// Sound because every pointer is lent for the length of one call, with the length of its own
/// buffer beside it.
public enum KeyDerivation {
    /// PBKDF2 with HMAC-SHA-256 (RFC 8018).
    ///
    /// Keeps a processor busy: for the compute lane, not for a loop.
    public static func pbkdf2(
        _ password: Bytes, salt: Bytes, iterations: Int32, lengthBytes: Int
    ) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: lengthBytes) { out, count in
            let done = unsafe password.withUnsafeBytes { password in
                unsafe salt.withUnsafeBytes { salt in
                    unsafe PKCS5_PBKDF2_HMAC(
                        password.baseAddress?.assumingMemoryBound(to: CChar.self),
                        Int32(password.count),
                        salt.baseAddress?.assumingMemoryBound(to: UInt8.self), Int32(salt.count),
                        iterations, EVP_sha256(), Int32(lengthBytes), out.baseAddress)
                }
            }
            precondition(done == 1, "OpenSSL does not offer PBKDF2")
            count = lengthBytes
        }
    }

    /// scrypt (RFC 7914), which needs memory (128 * cost * blockSize bytes) as well as time.
    ///
    /// Keeps a processor busy: for the compute lane, not for a loop.
    ///
    /// - Parameters:
    ///   - cost: N, a power of two above 1.
    ///   - memoryLimitBytes: refuses to use more.
    /// - Returns: nil when the parameters are no valid ones or need more memory.
    public static func scrypt(
        _ password: Bytes, salt: Bytes, cost: UInt64, blockSize: UInt64, parallelism: UInt64,
        lengthBytes: Int, memoryLimitBytes: UInt64 = 128 * 1024 * 1024
    ) -> [UInt8]? {
        var isDone = false
        let derived = unsafe [UInt8](unsafeUninitializedCapacity: lengthBytes) { out, count in
            let done = unsafe password.withUnsafeBytes { password in
                unsafe salt.withUnsafeBytes { salt in
                    unsafe EVP_PBE_scrypt(
                        password.baseAddress?.assumingMemoryBound(to: CChar.self), password.count,
                        salt.baseAddress?.assumingMemoryBound(to: UInt8.self), salt.count,
                        cost, blockSize, parallelism, memoryLimitBytes, out.baseAddress,
                        lengthBytes)
                }
            }
            isDone = done == 1
            count = isDone ? lengthBytes : 0
        }
        return isDone ? derived : nil
    }
}
