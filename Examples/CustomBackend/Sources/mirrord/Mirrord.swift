// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusServer
import MirrorBackend

/// apusd with one more back-end: `backend = mirror`.
@main enum Mirrord {
    static func main() {
        ServerProgram.main(groups: [MirrorBackend.group])
    }
}
