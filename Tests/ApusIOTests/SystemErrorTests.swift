// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusIO
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct SystemErrorTests {
    @Test(arguments: [EMFILE, ENFILE, ENOMEM, ENOBUFS])
    func `a listener waits for what connections that end give back`(_ code: Int32) {
        #expect(SystemError(code, "accept").isOutOfDescriptors)
        #expect(!SystemError(code, "accept").isOfThePeer)
    }
}
