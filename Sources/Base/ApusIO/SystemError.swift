// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import CPosix

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A system call that failed.
public struct SystemError: Error, Hashable, CustomStringConvertible {
    /// The errno value.
    public let code: Int32
    /// What was being done, with the path or address; never a secret.
    public let operation: String

    /// Makes an error from an errno value.
    public init(_ code: Int32, _ operation: String) {
        self.code = code
        self.operation = operation
    }

    /// Throws when a shim of ours answered a negated errno value; else hands the answer on.
    public static func check<N: SignedInteger>(
        _ result: N, _ operation: @autoclosure () -> String
    ) throws(SystemError) -> N {
        guard result >= 0 else { throw SystemError(Int32(-result), operation()) }
        return result
    }

    /// Whether the reader of a pipe or socket is gone.
    public var isBrokenPipe: Bool { code == EPIPE }

    /// Whether there is nothing by that name.
    public var isNotFound: Bool { code == ENOENT }

    /// What the system calls the errno value: `No such file or directory`.
    public var reason: String { unsafe String(cString: strerror(code)) }

    public var description: String { "\(operation): \(reason)" }
}

extension SystemError {
    /// Whether a connection's far end is the cause: it went away, or was never reached.
    package var isOfThePeer: Bool {
        switch code {
        case ECONNABORTED, ECONNRESET, EPIPE, ENOTCONN, ETIMEDOUT, EHOSTUNREACH, ENETUNREACH,
            ENETDOWN, EHOSTDOWN, EPROTO:
            true
        default: false
        }
    }

    /// Whether the process or the system has no descriptor, or no memory for one, left.
    package var isOutOfDescriptors: Bool {
        switch code {
        case EMFILE, ENFILE, ENOBUFS, ENOMEM: true
        default: false
        }
    }
}
