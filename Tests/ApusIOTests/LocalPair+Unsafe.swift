// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Both ends of a local connection, whose buffers are small and empty as soon as they are read.
///
/// Sound because the array holds the two descriptors that the call fills in.
struct LocalPair {
    let near: Channel
    let far: Channel

    init(_ loop: EventLoop) throws {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue)
        guard unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            throw SystemError(errno, "socketpair")
        }
        for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
        near = try Channel(takingOver: ends[0], loop: loop)
        far = try Channel(takingOver: ends[1], loop: loop)
    }

    func close() {
        near.close()
        far.close()
    }
}
