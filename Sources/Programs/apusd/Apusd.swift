// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusServer

/// The object storage server's program, with the back-ends that come with it.
@main enum Apusd {
    static func main() {
        ServerProgram.main()
    }
}
