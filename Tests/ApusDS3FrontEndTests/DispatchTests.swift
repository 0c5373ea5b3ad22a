// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusDS3API
import ApusHTTP
import Testing

@testable import ApusDS3FrontEnd

@Suite struct DispatchTests {
    @Test func `answers every request of the contract`() {
        let names = Set(DS3.Operation.all.map(\.name))
        #expect(names.count == 379)
        #expect(names.subtracting(DS3FrontEnd.handlers.keys).sorted() == [])
        #expect(Set(DS3FrontEnd.handlers.keys).subtracting(names).sorted() == [])
    }
}
